"""Roots given for time-stamping authorities are believed about times, and about nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.fakes import FakeClock
from tests.pki.office import FONT, Office
from tests.pki.paper import prepared_pdf
from tests.pki.time_server import published, served
from workflow import bootstrap
from workflow.cli import main
from workflow.ports import Outcome, worst
from workflow.signing import BuiltinAuthority, HttpAuthority, PadesSigner
from workflow.signing.revocation import current_crls

if TYPE_CHECKING:
    from pathlib import Path

DATA = b'{"manifest": 1}'
NAMES = ("sealed.pdf", "manifest.p7s", "own.pem", "time.pem")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed PDF and a detached signature, both stamped by another organisation's authority."""
    made = tmp_path_factory.mktemp("time")
    clock = FakeClock(dt.datetime.now(dt.UTC))
    own, lists = Office(made / "own", clock=clock), []
    with published(lists) as pki_url:
        other = Office(made / "other", organisation="Annan", clock=clock, crl_base_url=pki_url)
        lists.append(current_crls(other.keys, clock)[0])
        with served(BuiltinAuthority(other.keys.tsa, clock)) as url:
            authority = HttpAuthority(url, trust_roots=[other.root], clock=clock)
            signer = PadesSigner(own.keys, authority=authority, clock=clock, font=FONT)
            prepared = prepared_pdf(fields=("drafter", "seal", "archive-timestamp"))
            signed = signer.sign(prepared, own.order()).pdf
            sealed = signer.seal(signed, organisation="One", language="en").pdf
            contents = (sealed, signer.sign_detached(DATA), own.root, other.root)
    for name, content in zip(NAMES, contents, strict=True):
        (made / name).write_bytes(content)
    return made


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--trust", "own.pem", "--trust-tsa", "time.pem"], 0),
        (["--trust", "own.pem"], 2),
        (["--trust-tsa", "own.pem", "--trust-tsa", "time.pem"], 2),
        (["--trust", "time.pem", "--trust-tsa", "own.pem"], 2),
    ],
    ids=["each for its own", "time unknown", "signers unknown", "the wrong way round"],
)
def test_the_command_believes_roots_of_time_about_times_alone(
    folder: Path, options: list[str], code: int
) -> None:
    files = [str(folder / one) if one.endswith(".pem") else one for one in options]
    said = CliRunner().invoke(main, ["verify", str(folder / "sealed.pdf"), *files])
    assert said.exit_code == code, said.output


def test_a_manifest_stamped_by_an_outside_authority_carries_its_lists_and_passes(folder: Path) -> None:
    own, time = (folder / "own.pem").read_bytes(), (folder / "time.pem").read_bytes()
    signature = (folder / "manifest.p7s").read_bytes()
    report = bootstrap.validator([own], [time]).validate_detached(DATA, signature)
    assert worst(check.outcome for check in report.checks) is Outcome.PASSED, report.checks
    without = bootstrap.validator([own]).validate_detached(DATA, signature)
    assert worst(check.outcome for check in without.checks) is Outcome.INDETERMINATE


def test_a_signer_under_a_root_of_time_is_a_stranger(tmp_path: Path) -> None:
    clock = FakeClock(dt.datetime.now(dt.UTC))
    own, other = Office(tmp_path / "own", clock=clock), Office(tmp_path / "other", clock=clock)
    signature = other.signer.sign_detached(DATA)
    report = bootstrap.validator([own.root], [other.root]).validate_detached(DATA, signature)
    assert [check.number for check in report.checks if check.outcome is not Outcome.PASSED] == [3]
