"""The figures as tables for a terminal."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from steps import FIRST_AFTER_THE_CLICK, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clicks import Clicks
    from steps import Steps

UNIT = "typeset"
"""The step that the others are compared with: the nearest to a constant amount of work."""

_HEADINGS = ("step", "CPU ms", "wall ms", "docs/s", "CPU share", f"CPU x {UNIT}")


def machine(processors: int, load: float) -> str:
    """Return what the figures were measured on."""
    return f"{processors} processors, load {load:.2f} at the start. CPU and wall are for each document."


def of_steps(batch: Steps) -> str:
    """Return a batch as a table, a line for each step and two totals."""
    late = [step.name for step in batch.steps].index(FIRST_AFTER_THE_CLICK)
    every = _total("from text to archive", batch.steps)
    sums = (_total("from submit to archive", batch.steps[late:]), every)
    unit = next(step for step in batch.steps if step.name == UNIT)
    rows = [_row(step, batch.documents, unit, every) for step in (*batch.steps, *sums)]
    memory = f"{batch.started_mib:.0f} MiB held before the first, {batch.peak_mib:.0f} MiB at most"
    title = f"Documents: {batch.documents}, in one process; {memory}"
    return "\n".join(["", title, *_aligned([_HEADINGS, *rows])])


def of_clicks(clicks: Clicks) -> str:
    """Return the seconds from click to signed, and the worker's memory."""
    rows = [("from click to signed", "clicks", "median s", "largest s")]
    for name, seconds in (("page as it reloads", clicks.on_the_page_s), ("asked 20/s", clicks.asking_s)):
        if seconds:
            largest = f"{max(seconds):.2f}"
            rows.append((name, str(len(seconds)), f"{statistics.median(seconds):.2f}", largest))
    held = f"{clicks.worker_mib:.0f} MiB in all its processes"
    peak = f"{clicks.worker_peak_mib:.0f} MiB the peak of the largest"
    return "\n".join(["", *_aligned(rows), "", f"Worker after {clicks.documents} documents: {held}, {peak}"])


def _total(name: str, steps: Iterable[Step]) -> Step:
    steps = tuple(steps)
    return Step(name=name, cpu_s=sum(step.cpu_s for step in steps), wall_s=sum(step.wall_s for step in steps))


def _row(step: Step, documents: int, unit: Step, every: Step) -> tuple[str, ...]:
    return (
        step.name,
        f"{step.cpu_s / documents * 1000:.1f}",
        f"{step.wall_s / documents * 1000:.1f}",
        f"{documents / step.wall_s:.1f}",
        f"{step.cpu_s / every.cpu_s:.0%}",
        f"{step.cpu_s / unit.cpu_s:.2f}",
    )


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first column to the left, figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]
