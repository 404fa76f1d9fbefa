"""Small real processes for the supervisor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

import pytest

from workflow.stack import Process

if TYPE_CHECKING:
    from pathlib import Path

SLEEPER = (
    "import pathlib, sys, time; pathlib.Path(sys.argv[1]).touch(); print('up', flush=True); time.sleep(60)"
)


class MakeSleeper(Protocol):
    def __call__(self, name: str, script: str = SLEEPER, *arguments: str) -> Process: ...


@pytest.fixture
def sleeper(tmp_path: Path) -> MakeSleeper:
    """Make a process that is ready once it has touched its file, which is the script's first argument."""

    def make(name: str, script: str = SLEEPER, *arguments: str) -> Process:
        ready_file = tmp_path / f"{name}.up"

        def forget() -> None:
            ready_file.unlink(missing_ok=True)

        return Process(
            name=name,
            argv=(sys.executable, "-I", "-S", "-c", script, str(ready_file), *arguments),
            ready=ready_file.exists,
            prepare=forget,
        )

    return make
