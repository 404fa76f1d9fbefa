"""EU DSS, veraPDF and pdfsig, which know nothing of the product, judge what it makes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import pdf_templates
from conformance import asking
from conformance.verdicts import (
    VALID,
    complaints_about_detached,
    complaints_about_format,
    complaints_about_sealed,
)
from tests.fakes import FakeClock
from tests.pki.office import NAMES, Office
from tests.pki.paper import PEOPLE
from workflow.minutes import parse_minutes
from workflow.ports import Place, TypesettingOrder
from workflow.typesetting import TypstTypesetter

EXAMPLE = Path(pdf_templates.__file__).parent / "minutes" / "v1" / "example.json"
JUDGE = Path(asking.__file__).parent / "judge.py"
MANIFEST = b'{"files":{}}'
SIGNERS = [*(NAMES[place][0] for place in PEOPLE), "Föreningen Exempel"]

java = pytest.mark.java


@pytest.fixture(scope="session")
def judges() -> None:
    """Skip, or fail in CI, where the judges cannot be asked; build them where they can."""
    try:
        asking.verify_tools()
    except asking.JudgeMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    asking.build()


@dataclass
class Desk:
    """An organisation that takes the example minutes from prepared to sealed, keeping each revision."""

    folder: Path
    clock: FakeClock
    revisions: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.office = Office(self.folder / "pki", clock=self.clock)
        self.root = self.folder / "pki" / "root.pem"
        self._keep(_prepared(self.office.organisation))

    def sign(self, *places: str) -> None:
        for place in places:
            self._keep(self.office.signed(self.sealed.read_bytes(), places=(place,)))

    def seal(self) -> None:
        self._keep(self.office.sealed(self.sealed.read_bytes()))

    @property
    def sealed(self) -> Path:
        return self.revisions[-1]

    def manifest(self, content: bytes = MANIFEST) -> tuple[Path, Path]:
        """Return a manifest and its detached signature."""
        data, signature = self.folder / "manifest.json", self.folder / "manifest.p7s"
        data.write_bytes(content)
        signature.write_bytes(self.office.signer.sign_detached(content))
        return data, signature

    def package(self) -> Path:
        """Return a package of the sealed PDF and a manifest that lists it."""
        digest = hashlib.sha256(self.sealed.read_bytes()).hexdigest()
        listed = json.dumps({"files": {"minutes.pdf": {"sha256": digest}}}).encode()
        path = self.folder / "package.zip"
        with zipfile.ZipFile(path, "w") as bundle:
            bundle.write(self.sealed, "minutes.pdf")
            for file in self.manifest(listed):
                bundle.write(file, file.name)
        return path

    def _keep(self, pdf: bytes) -> None:
        path = self.folder / f"revision-{len(self.revisions)}.pdf"
        path.write_bytes(pdf)
        self.revisions.append(path)


def _prepared(organisation: str) -> bytes:
    places = tuple(Place(field_name=p, role=NAMES[p][1], name=NAMES[p][0]) for p in PEOPLE)
    order = TypesettingOrder(
        minutes=parse_minutes(EXAMPLE.read_bytes()),
        organisation=organisation,
        reference="LG 2026:3",
        version=1,
        places=places,
    )
    return TypstTypesetter().prepare(order)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Begin a working day before now: everything is over when the judges look."""
    return Desk(tmp_path, FakeClock(dt.datetime.now(dt.UTC) - dt.timedelta(hours=8)))


@java
@pytest.mark.usefixtures("judges")
def test_every_outside_judge_passes_sealed_minutes(desk: Desk) -> None:
    desk.sign(*PEOPLE)
    desk.seal()
    manifest, signature = desk.manifest()
    pdfs = [question for path in desk.revisions for question in ("--pdf", path)]

    *verdicts, detached = asking.ask(desk.root, *pdfs, "--detached", manifest, signature)
    spotted = asking.spot(desk.sealed)

    assert [complaints_about_format(verdict) for verdict in verdicts] == [[]] * 6
    assert complaints_about_sealed(verdicts[-1], spotted) == []
    assert [one.signer for one in verdicts[-1].signatures] == SIGNERS
    assert [one.signer for one in spotted if one.validation == VALID] == SIGNERS
    assert complaints_about_detached(detached, SIGNERS[-1]) == []


@java
@pytest.mark.usefixtures("judges")
def test_a_chair_may_sign_forty_days_after_the_adjusters(desk: Desk) -> None:
    desk.sign("drafter", "adjuster-1", "adjuster-2")
    desk.clock.advance(dt.timedelta(days=40).total_seconds())
    desk.sign("chair")
    desk.seal()
    next_day = desk.clock.now() + dt.timedelta(days=1)
    ten_years_on = desk.clock.now() + dt.timedelta(days=3653)

    fresh, old = asking.ask(
        desk.root,
        *("--at", next_day.isoformat(), "--pdf", desk.sealed),
        *("--at", ten_years_on.isoformat(), "--pdf", desk.sealed),
    )

    spotted = asking.spot(desk.sealed)
    assert complaints_about_sealed(fresh, spotted) == []
    assert complaints_about_sealed(old, spotted) == []
    adjuster, chair = (dt.datetime.fromisoformat(fresh.signatures[n].best_time) for n in (2, 3))
    assert chair - adjuster > dt.timedelta(days=40)


@java
@pytest.mark.usefixtures("judges")
def test_judges_refuse_what_was_changed_and_whom_they_do_not_know(desk: Desk, tmp_path: Path) -> None:
    desk.sign(*PEOPLE)
    desk.seal()
    otto = Office(tmp_path / "otto", organisation="Annan förening")
    (tmp_path / "otto.pem").write_bytes(otto.root)
    _, signature = desk.manifest()
    flipped = _flipped(desk.sealed)

    changed, elsewhere = asking.ask(desk.root, "--pdf", flipped, "--detached", desk.root, signature)
    (stranger,) = asking.ask(tmp_path / "otto.pem", "--pdf", desk.sealed)

    assert {one.indication for one in changed.signatures} == {"TOTAL_FAILED"}
    assert [one.signer for one in asking.spot(flipped) if one.validation == VALID] == []
    assert [one.sub_indication for one in elsewhere.signatures] == ["HASH_FAILURE"]
    assert {one.sub_indication for one in stranger.signatures} == {"NO_CERTIFICATE_CHAIN_FOUND"}


@java
@pytest.mark.usefixtures("judges")
def test_the_command_judges_packages(desk: Desk) -> None:
    desk.sign(*PEOPLE)
    desk.seal()
    package = desk.package()

    right = _command("--root", desk.root, desk.sealed, package)
    desk.sealed.write_bytes(_flipped(desk.sealed).read_bytes())
    with zipfile.ZipFile(package.with_name("changed.zip"), "w") as bundle, zipfile.ZipFile(package) as old:
        bundle.write(desk.sealed, "minutes.pdf")
        for name in ("manifest.json", "manifest.p7s"):
            bundle.writestr(name, old.read(name))
    wrong = _command("--root", desk.root, package.with_name("changed.zip"))

    assert "Everything is as required." in right.stdout, right.stdout
    assert right.returncode == 0
    assert "manifest: minutes.pdf is not as listed" in wrong.stdout
    assert wrong.returncode == 1


def test_the_command_says_how_to_install_missing_judges(tmp_path: Path) -> None:
    run = _command("--root", tmp_path / "root.pem", tmp_path / "minutes.pdf", path="/nowhere")

    assert asking.INSTALL in run.stdout
    assert run.returncode == 2


def _flipped(pdf: Path) -> Path:
    """Return a copy whose first signature claims another second: one bit differs, and all can read it."""
    content = bytearray(pdf.read_bytes())
    claimed = re.search(rb"/M \(D(:|\\072)\d{14}", content)
    assert claimed is not None
    content[claimed.end() - 1] ^= 1
    copy = pdf.with_name("flipped.pdf")
    copy.write_bytes(content)
    return copy


def _command(*arguments: str | Path, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(JUDGE), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"} | ({"PATH": path} if path else {}),
        check=False,
        timeout=240,
    )
