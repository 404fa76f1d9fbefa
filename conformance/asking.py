"""Starts the judges: builds the Java program when needed, runs it and pdfsig, reads what they say."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.verdicts import Spotted, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
INSTALL = "apt-get install -y default-jdk-headless maven poppler-utils"
"""The command that installs all three tools on Debian and Ubuntu."""
TOOLS = ("java", "mvn", "pdfsig")

_TARGET = HERE / "target"
_BUILT = _TARGET / "built"
_MAIN = "justera.conformance.Main"
_BUILD_TIMEOUT_S = 600
_TIMEOUT_S = 240
# One short run each: the quick compiler and the simple collector halve the time until the answer.
_JVM = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xmx512m",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
)


class JudgeMissing(Exception):
    """A judge cannot be asked; the message says why and what to do."""


def verify_tools() -> None:
    """Let pass a machine that has everything.

    Raises:
        JudgeMissing: a program is not installed.
    """
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise JudgeMissing(f"{', '.join(missing)} not found; install with: {INSTALL}")


def ask(root: Path, *questions: str | Path) -> list[Verdict]:
    """Let EU DSS and veraPDF judge files; return their verdicts in order.

    ``root`` (PEM) is the only certificate that is trusted. ``questions`` are
    ``"--pdf", file``, ``"--detached", data, signature`` and ``"--at", instant``
    (ISO 8601), which sets the validation time of the questions after it.

    Raises:
        JudgeMissing: the judges could not be built or did not answer.
    """
    build()
    classes = os.pathsep.join([str(_TARGET / "conformance.jar"), str(_TARGET / "lib" / "*")])
    command = ["java", *_JVM, "-cp", classes, _MAIN, "--root", str(root), *map(str, questions)]
    run = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
    if run.returncode != 0:
        raise JudgeMissing(f"the Java judges gave up:\n{run.stderr.decode(errors='replace')[-2000:]}")
    return [Verdict.of(json.loads(line)) for line in run.stdout.splitlines()]


def build() -> None:
    """Compile the Java program and gather its libraries, unless that is done and current.

    Raises:
        JudgeMissing: Maven failed.
    """
    _TARGET.mkdir(exist_ok=True)
    with (_TARGET / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test processes ask at the same moment
        if not _is_current():
            _run_maven()
            _BUILT.touch()


def spot(pdf: Path) -> list[Spotted]:
    """Let pdfsig look at a PDF; return the signatures it sees, in file order."""
    command = ["pdfsig", "-nocert", str(pdf)]
    run = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
    said = run.stdout.decode(errors="replace")
    return [_spotted(block) for block in re.split(r"^Signature #\d+:$", said, flags=re.MULTILINE)[1:]]


def _spotted(block: str) -> Spotted:
    lines = dict(re.findall(r"^  - ([^:\n]+): (.*)$", block, flags=re.MULTILINE))
    return Spotted(
        field=lines.get("Signature Field Name", ""),
        signer=lines.get("Signer Certificate Common Name", ""),
        validation=lines.get("Signature Validation", ""),
        covers_file="\n  - Total document signed\n" in block,
    )


def _is_current() -> bool:
    if not _BUILT.exists():
        return False
    return all(source.stat().st_mtime <= _BUILT.stat().st_mtime for source in _sources())


def _sources() -> Iterator[Path]:
    yield HERE / "pom.xml"
    yield from (HERE / "src").rglob("*.java")


def _run_maven() -> None:
    """Build from what Maven has at hand; only when that is not enough, let it fetch."""
    run = _maven("--offline")
    if run.returncode != 0:
        run = _maven()
    if run.returncode != 0:
        raise JudgeMissing(
            f"Maven could not build the judges:\n{run.stdout.decode(errors='replace')[-2000:]}"
        )


def _maven(*options: str) -> subprocess.CompletedProcess[bytes]:
    command: Sequence[str] = ["mvn", "--batch-mode", "--quiet", *options, "package"]
    return subprocess.run(command, cwd=HERE, capture_output=True, timeout=_BUILD_TIMEOUT_S, check=False)
