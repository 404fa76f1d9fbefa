"""The real minutes that reading is measured by, and a day to read on."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

_REAL = Path(__file__).resolve().parents[4] / "shared" / "minutes" / "sodertorn-2023-12-15.txt"


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def real_text() -> str:
    if not _REAL.exists() and os.environ.get("CI") != "true":
        pytest.skip("the real minutes are not beside the repository")
    return _REAL.read_text(encoding="utf-8")
