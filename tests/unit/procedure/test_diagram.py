"""The drawn state machine is the one that decides."""

from __future__ import annotations

from pathlib import Path

from workflow.procedure.diagram import page

PAGE = Path(__file__).parents[3] / "docs" / "state-machine.md"


def test_the_state_diagram_is_fresh():
    assert PAGE.read_text("utf-8") == page()
