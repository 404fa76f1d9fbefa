"""``justera run``: the whole service on one machine, furnished with an invented municipality at first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from workflow import bootstrap
from workflow.demo.premises import Residents, furnish, premises
from workflow.demo.story import PASSWORD, email_of
from workflow.procedure.model import Role
from workflow.stack import Stack, one_machine
from workflow.stack.network import require_free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_DRAFTER = frozenset({Role.DRAFTER})

LOVHULT = Residents(
    organisation="Lövhults kommun",
    bodies=(
        ("Kommunstyrelsen", "KS", "municipal-board"),
        ("Samverkansgruppen", "SG", "cooperation"),
        ("Beredningsgruppen", "BG", "cooperation-chair"),
    ),
    people={
        "Helga Lindqvist": _DRAFTER,
        "Cia Wallgren": frozenset(),
        "Didrik Åström": frozenset(),
        "Camilla Brodin": frozenset(),
        "Rut Ek": frozenset({Role.REGISTRAR}),
    },
)
"""The invented municipality of the samples."""


def run_here(data: Path, *, port: int, say: Callable[[str], None]) -> None:
    """Run the stack in the foreground until interrupted.

    Raises:
        JusteraError: the folder is in use, the port is taken, or a process did not start.
    """
    require_free_port("127.0.0.1", port)
    place = premises(data, port=port)
    if not bootstrap.keys_folder(place.settings).exists():
        say("First start: making keys, tables and the demonstration accounts ...")
    furnish(place, LOVHULT)
    processes = one_machine(data, place.environment, port=port)
    with_console = Stack(processes, data=data, console=sys.stderr)
    with_console.run_forever(announce=lambda: _welcome(place.settings.public_url, data, say))


def _welcome(url: str, data: Path, say: Callable[[str], None]) -> None:
    say("")
    say(f"Justera is running at {url}   (stop with Ctrl+C)")
    say(f"Demonstration accounts, all with the password {PASSWORD}:")
    what = {
        "Helga Lindqvist": "writes the minutes",
        "Cia Wallgren": "adjusts",
        "Didrik Åström": "adjusts",
        "Camilla Brodin": "chairs and countersigns",
        "Rut Ek": "registrar",
    }
    for name, does in what.items():
        say(f"  {email_of(name):32} {name}, {does}")
    say(f"Messages to people are files in {data / 'messages'}; logs are in {data / 'log'}.")
