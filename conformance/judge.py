"""Let EU DSS, veraPDF and pdfsig judge sealed PDFs and archive packages.

::

    python conformance/judge.py --root root.pem [--at INSTANT] FILE...

A file is a sealed PDF or a package (ZIP). Exits 0 when everything is as
required, 1 when something is not, 2 when the judges could not be asked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.asking import JudgeMissing, ask, spot, verify_tools
from conformance.verdicts import PROFILES, complaints_about_detached, complaints_about_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conformance.verdicts import Spotted, Verdict

UNLISTED = {"manifest.json", "manifest.p7s"}
"""The files of a package that its manifest does not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file to judge: its PDF and, for a package, the folder that it was unpacked to."""

    name: str
    pdf: Path
    folder: Path | None

    @property
    def questions(self) -> list[str | Path]:
        """What to ask the Java judges about it."""
        questions: list[str | Path] = ["--pdf", self.pdf]
        if self.folder is not None:
            questions += ["--detached", self.folder / "manifest.json", self.folder / "manifest.p7s"]
        return questions


def main(arguments: Sequence[str]) -> int:
    """Run the command."""
    options = _options(arguments)
    try:
        verify_tools()
        with tempfile.TemporaryDirectory() as scratch:
            complaints = _judge(options, Path(scratch))
    except (JudgeMissing, OSError, zipfile.BadZipFile) as error:
        _say(f"The judges could not be asked: {error}")
        return 2
    _say(f"\nNOT as required: {complaints} complaint(s)" if complaints else "\nEverything is as required.")
    return 1 if complaints else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--root", type=Path, required=True, help="the only trusted root (PEM)")
    parser.add_argument("--at", metavar="INSTANT", help="validation time, such as 2036-01-01T00:00:00Z")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a sealed PDF or a package")
    return parser.parse_args(arguments)


def _judge(options: argparse.Namespace, scratch: Path) -> int:
    cases = [_case(file, scratch / str(number)) for number, file in enumerate(options.files)]
    questions = [
        *(["--at", options.at] if options.at else []),
        *(q for case in cases for q in case.questions),
    ]
    verdicts = iter(ask(options.root, *questions))
    return sum(_report(case, verdicts) for case in cases)


def _case(file: Path, folder: Path) -> Case:
    if not zipfile.is_zipfile(file) or file.read_bytes()[:5] == b"%PDF-":
        return Case(name=str(file), pdf=file, folder=None)
    with zipfile.ZipFile(file) as package:
        package.extractall(folder)
    return Case(name=str(file), pdf=folder / "minutes.pdf", folder=folder)


def _report(case: Case, verdicts: Iterator[Verdict]) -> int:
    """Print what was found about one file; return the number of complaints."""
    verdict, spotted = next(verdicts), spot(case.pdf)
    _say(f"\n{case.name}")
    _print_table([*_rows(verdict), *_spotted_rows(verdict, spotted)])
    complaints = complaints_about_sealed(verdict, spotted)
    if case.folder is not None:
        detached = next(verdicts)
        _print_table(_rows(detached))
        seal = verdict.signatures[-1].signer if verdict.signatures else "?"
        complaints += [f"manifest: {one}" for one in complaints_about_detached(detached, seal)]
        complaints += _changed_files(case.folder)
    for complaint in complaints:
        _say(f"  ! {complaint}")
    return len(complaints)


def _changed_files(folder: Path) -> list[str]:
    """Compare every file of a package with the digest that its signed manifest promises."""
    try:
        listed = json.loads((folder / "manifest.json").read_bytes())["files"]
        promised = {name: facts["sha256"] for name, facts in listed.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        return [f"manifest: cannot be read ({error})"]
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    differing = {name for name in promised.keys() | found.keys() if promised.get(name) != found.get(name)}
    return [f"manifest: {name} is not as listed" for name in sorted(differing - UNLISTED)]


def _rows(verdict: Verdict) -> Iterator[tuple[str, ...]]:
    for one in verdict.signatures:
        yield "EU DSS", one.field or "detached", one.signer, one.indication, one.level, one.best_time
    for stamp in verdict.timestamps:
        yield "EU DSS", stamp.type, stamp.produced_by, stamp.indication, stamp.sub_indication, stamp.time
    for warning in sorted({warning for one in verdict.signatures for warning in one.warnings}):
        yield "EU DSS", "warning", warning
    for profile in verdict.formats:
        outcome = "PASSED" if profile.passed else "FAILED"
        yield "veraPDF", PROFILES[profile.profile], "", outcome, " ".join(profile.failed_rules)


def _spotted_rows(verdict: Verdict, spotted: Sequence[Spotted]) -> Iterator[tuple[str, ...]]:
    signed = {one.field for one in verdict.signatures}
    for one in spotted:
        said = (
            one.validation if one.field in signed else "(a document timestamp; pdfsig does not judge those)"
        )
        yield "pdfsig", one.field, one.signer, said


def _print_table(rows: Iterable[tuple[str, ...]]) -> None:
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, _WIDTHS, strict=False))
        _say(f"  {'  '.join(cells)}".rstrip())


_WIDTHS = (7, 20, 36, 13, 18, 0)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
