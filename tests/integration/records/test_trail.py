"""The trail only grows, by the next entry of the chain, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.integration.records.world import an_entry, at_once, execute, in_a_unit
from workflow.audit import check_chain
from workflow.ports import ChangedMeanwhile
from workflow.records import Database, DatabaseRefused

if TYPE_CHECKING:
    from workflow.audit import Entry

FACTS: dict[str, object] = {
    "name": "Åsa Öberg-Ärlig 簡 🖋",
    "control": "\x00\x1f\u2028",
    "lone surrogate": "\ud800",
    "number": 1e22,
    "one": 1.0,
    "nothing": None,
    "list": [True, {"ä": []}],
}


def append(database: Database, entry: Entry) -> None:
    in_a_unit(database, lambda unit: unit.trail.append(entry))


def sabotage(database: Database, statement: str, rule: str) -> None:
    """Try SQL past the repositories; the database refuses by its rule and keeps what it had."""
    with pytest.raises(DatabaseRefused, match=rule):
        execute(database, statement)


@pytest.fixture
def trail(database: Database) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for _ in range(3):
        entries = (*entries, an_entry(entries[-1] if entries else None))
        append(database, entries[-1])
    return entries


def test_entries_come_back_as_they_went_in(database: Database) -> None:
    entry = an_entry(None, facts={name: fact for name, fact in FACTS.items() if name != "lone surrogate"})
    append(database, entry)
    with database.unit_of_work() as unit:
        (stored,) = unit.trail.of("minutes")
        assert stored == entry == unit.trail.last("minutes")
    assert check_chain([stored]) == entry.sha256


def test_facts_are_kept_to_the_letter(database: Database) -> None:
    entry = replace(an_entry(None), facts=FACTS)
    append(database, entry)
    with database.unit_of_work() as unit:
        assert repr(unit.trail.of("minutes")[0].facts["number"]) == "1e+22"
        assert unit.trail.of("minutes") == (entry,)


def test_the_trail_is_in_order(database: Database, trail: tuple[Entry, ...]) -> None:
    with database.unit_of_work() as unit:
        assert unit.trail.of("minutes") == trail
        assert unit.trail.last("minutes") == trail[-1]
        assert unit.trail.last("other") is None
        assert unit.trail.of("other") == ()


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE audit_entries SET actor_name = 'Otto'", "audit_entries_are_never_changed"),
        ("UPDATE audit_entries SET sequence = sequence + 10", "audit_entries_are_never_changed"),
        ("DELETE FROM audit_entries", "audit_entries_are_never_removed"),
        ("DELETE FROM audit_entries WHERE sequence = 3", "audit_entries_are_never_removed"),
    ],
)
def test_no_entry_is_changed_or_removed(database: Database, statement: str, rule: str) -> None:
    sabotage(database, statement, rule)


@pytest.mark.usefixtures("trail")
def test_the_trail_is_not_emptied_or_replaced_by_a_side_door(database: Database) -> None:
    if database._engine.dialect.name == "postgresql":
        sabotage(database, "TRUNCATE audit_entries", "audit_entries_are_never_removed")
        return
    replacing = "INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries WHERE sequence = 2"
    with pytest.raises(ChangedMeanwhile):
        execute(database, replacing)


def test_a_gap_is_refused(database: Database, trail: tuple[Entry, ...]) -> None:
    following = an_entry(trail[-1])
    with pytest.raises(DatabaseRefused, match="audit_entries_continue_the_chain"):
        append(database, replace(following, sequence=following.sequence + 1))


def test_an_entry_beside_the_chain_is_refused(database: Database, trail: tuple[Entry, ...]) -> None:
    with pytest.raises(DatabaseRefused, match="audit_entries_continue_the_chain"):
        append(database, replace(an_entry(trail[-1]), previous_sha256="f" * 64))


@pytest.mark.parametrize("sequence", [0, -1, 2])
def test_a_trail_begins_with_one(database: Database, sequence: int) -> None:
    with pytest.raises((DatabaseRefused, ChangedMeanwhile)):
        append(database, replace(an_entry(None), sequence=sequence))


def test_a_taken_sequence_number_is_refused(database: Database, trail: tuple[Entry, ...]) -> None:
    with pytest.raises(ChangedMeanwhile):
        append(database, an_entry(trail[1]))


def test_of_two_next_entries_one_is_kept(database: Database, trail: tuple[Entry, ...]) -> None:
    rivals = [an_entry(trail[-1], facts={"by": number}) for number in range(3)]
    outcomes = at_once(*[lambda entry=entry: append(database, entry) for entry in rivals])
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [ChangedMeanwhile] * 2
    with database.unit_of_work() as unit:
        check_chain(unit.trail.of("minutes"))
