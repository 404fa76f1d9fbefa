"""``make bench``: each step's cost, a worker's memory, and the time from click to signed.

    .venv/bin/python benchmarks/run.py --help

Nothing here is a test: the figures belong to the machine and the moment. What can be compared between runs
are the ratios within one.
"""

from __future__ import annotations

import argparse
import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import tables
from clicks import Clicks, measure_clicks
from steps import Steps, measure_steps

from workflow.demo.demonstration import casting, sample_text

if TYPE_CHECKING:
    from workflow.demo.cast import Cast


def main() -> None:
    """Measure what the command line asks for, and print it."""
    asked = _arguments()
    text = Path(asked.input).read_text("utf-8") if asked.input else sample_text()
    cast, _ = casting(text)
    print(tables.machine(os.cpu_count() or 1, os.getloadavg()[0]))
    steps = []
    for documents in asked.documents:
        steps.append(_in_a_process_of_its_own(cast, text, documents, asked.database))
        print(tables.of_steps(steps[-1]), flush=True)
    clicks = None
    if asked.clicks:
        clicks = measure_clicks(cast, text, documents=asked.clicks, database_url=asked.database)
        print(tables.of_clicks(clicks))
    if asked.json:
        _write(Path(asked.json), steps, clicks)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure each step, memory, and click to signed.")
    parser.add_argument("input", nargs="?", help="minutes as UTF-8 text; unset: the product's own sample")
    parser.add_argument("--documents", type=int, nargs="*", default=[1, 100], help="sizes of the batches")
    parser.add_argument("--clicks", type=int, default=20, help="documents signed over HTTP; 0: none")
    parser.add_argument("--database", default="", help="SQLAlchemy URL; unset: a temporary SQLite")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()


def _in_a_process_of_its_own(cast: Cast, text: str, documents: int, database_url: str) -> Steps:
    """Measure one batch in a fresh process, whose peak of memory is then the batch's own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure_steps, cast, text, documents=documents, database_url=database_url).result()


def _write(file: Path, steps: list[Steps], clicks: Clicks | None) -> None:
    figures = {"steps": [asdict(batch) for batch in steps], "clicks": asdict(clicks) if clicks else None}
    file.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
