"""The same order gives the same bytes: anywhere, at any time, in any company."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workflow.minutes import Minutes, canonical_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.ports import TypesettingOrder
    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]

ROOT = Path(__file__).parents[3]
PROGRAM = """
import hashlib, sys
from workflow.minutes import parse_minutes
from workflow.ports import Place, TypesettingOrder
from workflow.typesetting import TypstTypesetter
people = [("helga", "drafter", "Helga Lindqvist"), ("cia", "adjuster", "Cia Wallgren"),
          ("didrik", "adjuster", "Didrik Åström"), ("camilla", "chair", "Camilla Brodin")]
order = TypesettingOrder(
    minutes=parse_minutes(sys.stdin.buffer.read()), organisation="Lövhults kommun", reference="LK 2026/0042",
    version=1, places=tuple(Place(field_name=f, role=r, name=n) for f, r, n in people))
print(hashlib.sha256(TypstTypesetter().prepare(order)).hexdigest())
"""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_another_process_in_another_time_zone_gives_the_same_bytes(
    prepared: bytes, example: Minutes, zone: str, tmp_path: Path
) -> None:
    surroundings = {
        "TZ": zone,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "1",
        "HOME": str(tmp_path),
    }
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=canonical_json(example),
        env=os.environ | surroundings,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout
    assert printed.decode().strip() == hashlib.sha256(prepared).hexdigest()


def test_threads_do_not_disturb_each_other(
    prepared: bytes, typesetter: TypstTypesetter, order_for: Orders, example: Minutes
) -> None:
    orders = [order_for(example, version=number % 2 + 1) for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(typesetter.prepare, orders))
    assert set(results[::2]) == {prepared}
    assert len(set(results[1::2])) == 1


def test_another_version_gives_other_bytes(
    prepared: bytes, typesetter: TypstTypesetter, order_for: Orders, example: Minutes
) -> None:
    assert typesetter.prepare(order_for(example, version=2)) != prepared
