"""The state diagram, drawn from the table that decides.

Run as ``python -m workflow.procedure.diagram > docs/state-machine.md``.
"""

from __future__ import annotations

import sys

from workflow.procedure.access import ACCESS, Relation
from workflow.procedure.table import TABLE

_HEAD = """\
# The state machine

Drawn from `workflow/procedure/table.py` and `access.py`; a test fails when this page is not fresh.
Write it anew with `.venv/bin/python -m workflow.procedure.diagram > docs/state-machine.md`.
"""


def page() -> str:
    """Return the whole page, Markdown with a Mermaid diagram and a table."""
    return "\n".join((_HEAD, "```mermaid", *_diagram(), "```", "", *_table(), ""))


def _diagram() -> list[str]:
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    for state, commands in TABLE.items():
        for command, transition in commands.items():
            lines += [f"    {state} --> {target}: {command.__name__}" for target in transition.leads_to]
        if not commands:
            lines.append(f"    {state} --> [*]")
    return lines


def _table() -> list[str]:
    lines = ["| State | Command | By | Leads to |", "|---|---|---|---|"]
    for state, commands in TABLE.items():
        for command, transition in commands.items():
            allowed = ACCESS[command.action]
            by = ", ".join(relation for relation in Relation if state in allowed.get(relation, ()))
            lines.append(f"| {state} | {command.__name__} | {by} | {', '.join(transition.leads_to)} |")
        if not commands:
            lines.append(f"| {state} | none: the end | | |")
    return lines


if __name__ == "__main__":
    sys.stdout.write(page())
