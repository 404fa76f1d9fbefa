"""Documents come back whole, count up, and take their references from an unbroken series."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.records.world import (
    BODY,
    NOW,
    SECOND,
    a_document,
    at_once,
    changed,
    execute,
    in_a_unit,
)
from workflow.ports import ChangedMeanwhile
from workflow.procedure.model import (
    Authentication,
    Authorisation,
    ChangeRequest,
    Document,
    Role,
    Sealed,
    Signatory,
    State,
)
from workflow.procedure.policy import AdjusterOrder, AdjustmentPolicy
from workflow.records import Database, DatabaseRefused, RecordUnreadable, TimeWithoutZone

NUMBERS = itertools.count()
"""So that no generated document shares its id or reference with an earlier one."""

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
COUNTS = st.integers(0, 2**31 - 1)
INSTANTS = st.datetimes(
    min_value=dt.datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=2))]),
    max_value=dt.datetime(9999, 12, 1),  # noqa: DTZ001
)
AUTHORISATIONS = st.builds(
    Authorisation,
    shown_sha256=TEXTS,
    authorised_at=INSTANTS,
    authentication=st.builds(Authentication, method=TEXTS, at=INSTANTS),
)
SIGNATORIES = st.builds(
    Signatory,
    person_id=TEXTS,
    name=TEXTS,
    role=st.sampled_from(Role),
    field_name=TEXTS,
    authorisation=st.none() | AUTHORISATIONS,
    signed_at=st.none() | INSTANTS,
)
CHANGE_REQUESTS = st.builds(
    ChangeRequest, person_id=TEXTS, name=TEXTS, version=COUNTS, comment=TEXTS, requested_at=INSTANTS
)
POLICIES = st.builds(
    AdjustmentPolicy,
    name=TEXTS,
    title=st.dictionaries(TEXTS, TEXTS, max_size=2),
    description=st.dictionaries(TEXTS, TEXTS, max_size=2),
    drafter_signs=st.booleans(),
    adjusters_min=COUNTS,
    adjusters_max=COUNTS,
    adjuster_order=st.sampled_from(AdjusterOrder),
    chair_countersigns=st.booleans(),
)
FIELDS = {
    "organisation": TEXTS,
    "body": TEXTS,
    "drafter_id": TEXTS,
    "drafter_name": TEXTS,
    "policy": POLICIES,
    "created_at": INSTANTS,
    "state": st.sampled_from(State),
    "version": COUNTS,
    "lock": COUNTS,
    "content_sha256": st.none() | TEXTS,
    "revisions": st.lists(TEXTS, max_size=3).map(tuple),
    "signatories": st.lists(SIGNATORIES, max_size=3).map(tuple),
    "change_requests": st.lists(CHANGE_REQUESTS, max_size=2).map(tuple),
    "adjusted_at": st.none() | INSTANTS,
    "sealed": st.none()
    | st.builds(Sealed, sealed_at=INSTANTS, files=st.dictionaries(TEXTS, TEXTS, max_size=3)),
    "archived_at": st.none() | INSTANTS,
    "package_sha256": st.none() | TEXTS,
}
DOCUMENTS = st.builds(
    Document,
    document_id=st.builds(lambda: f"generated {next(NUMBERS)}"),
    organisation_id=st.just("södra"),
    reference=st.builds(lambda: f"reference {next(NUMBERS)}"),
    **FIELDS,
)


def find(database: Database, document_id: str) -> Document:
    with database.unit_of_work() as unit:
        document = unit.documents.find(document_id)
    assert document is not None
    return document


def save(database: Database, document: Document) -> None:
    in_a_unit(database, lambda unit: unit.documents.save(document))


def test_every_field_of_a_document_is_generated() -> None:
    assert {field.name for field in fields(Document)} == {
        *FIELDS,
        "document_id",
        "organisation_id",
        "reference",
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=DOCUMENTS, second=DOCUMENTS)
def test_a_document_comes_back_whole(database: Database, first: Document, second: Document) -> None:
    in_a_unit(database, lambda unit: unit.documents.add(first))
    assert find(database, first.document_id) == first
    if first.state is State.ARCHIVED:
        return
    later = replace(
        second,
        document_id=first.document_id,
        version=max(first.version, second.version),
        lock=first.lock + 1,
    )
    if later.lock < 2**31:
        save(database, later)
        assert find(database, first.document_id) == later


def test_datetimes_come_back_aware_and_in_utc(database: Database) -> None:
    summer = dt.datetime(2026, 6, 1, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    in_a_unit(database, lambda unit: unit.documents.add(a_document("summer", created_at=summer)))
    created_at = find(database, "summer").created_at
    assert created_at.utcoffset() == dt.timedelta(0)
    assert created_at.isoformat() == "2026-05-31T23:30:00+00:00"


def test_a_naive_datetime_is_refused(database: Database) -> None:
    naive = dt.datetime(2026, 6, 1)  # noqa: DTZ001
    with pytest.raises(TimeWithoutZone):
        in_a_unit(database, lambda unit: unit.documents.add(a_document("naive", created_at=naive)))
    sealed = replace(a_document("naive"), sealed=Sealed(sealed_at=naive))
    with pytest.raises(TimeWithoutZone):
        in_a_unit(database, lambda unit: unit.documents.add(sealed))


@pytest.mark.parametrize("name", ["Åsa Öberg", "A\u030asa", "簡體 🖋", "'; DROP TABLE documents; --"])
def test_names_are_kept_to_the_letter(database: Database, name: str) -> None:
    in_a_unit(database, lambda unit: unit.documents.add(replace(a_document("named"), drafter_name=name)))
    assert find(database, "named").drafter_name == name


def test_a_document_is_added_once_and_a_reference_used_once(database: Database) -> None:
    minutes = find(database, "minutes")
    for twin in (replace(minutes, reference="other"), replace(minutes, document_id="other")):
        with pytest.raises(ChangedMeanwhile):
            in_a_unit(database, lambda unit, twin=twin: unit.documents.add(twin))  # type: ignore[misc]
    elsewhere = replace(minutes, document_id="other", organisation_id="norra")
    in_a_unit(database, lambda unit: unit.documents.add(elsewhere))


def test_only_the_next_lock_is_saved(database: Database) -> None:
    minutes = find(database, "minutes")
    for lock in (0, 2, -1):
        with pytest.raises(ChangedMeanwhile):
            save(database, replace(minutes, lock=lock))
    with pytest.raises(ChangedMeanwhile):
        save(database, replace(minutes, document_id="unknown", lock=1))
    save(database, changed(minutes))
    assert find(database, "minutes").lock == 1


def test_an_archived_document_stays_archived(database: Database) -> None:
    save(database, changed(find(database, "minutes"), State.ARCHIVED))
    with pytest.raises(DatabaseRefused, match="documents_stay_archived"):
        save(database, changed(find(database, "minutes"), State.DRAFT))
    assert find(database, "minutes").state is State.ARCHIVED
    save(database, changed(find(database, "minutes")))


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE documents SET lock = lock", "documents_lock_counts_up"),
        ("UPDATE documents SET lock = lock - 1", "documents_lock_counts_up"),
        ("UPDATE documents SET lock = lock + 2", "documents_lock_counts_up"),
        ("UPDATE documents SET lock = lock + 1, version = 0", "documents_lock_counts_up"),
        ("UPDATE documents SET lock = lock + 1, state = 'lost'", "ck_documents_state"),
        ("DELETE FROM documents", "documents_are_never_removed"),
    ],
)
def test_sql_refuses_an_illegal_move(database: Database, statement: str, rule: str) -> None:
    with pytest.raises(DatabaseRefused, match=rule):
        execute(database, statement)


@pytest.mark.parametrize("state", list(State))
def test_sql_knows_every_state(database: Database, state: State) -> None:
    save(database, changed(find(database, "minutes"), state))
    assert find(database, "minutes").state is state


def test_the_newest_document_comes_first(database: Database) -> None:
    for number in range(3):
        newer = a_document(f"newer {number}", created_at=NOW + number * SECOND / 1000)
        in_a_unit(database, lambda unit, newer=newer: unit.documents.add(newer))  # type: ignore[misc]
    with database.unit_of_work() as unit:
        found = [document.document_id for document in unit.documents.of_organisation("södra")]
        assert unit.documents.of_organisation("norra") == ()
    assert found == ["newer 2", "newer 1", "newer 0", "minutes"]


def test_a_document_concerns_its_drafter_and_signatories_only(database: Database) -> None:
    cia, didrik = (
        Signatory(person_id=name, name=name, role=Role.ADJUSTER, field_name=name)
        for name in ("cia", "didrik")
    )
    save(database, replace(changed(find(database, "minutes")), signatories=(cia, cia)))
    save(database, replace(changed(find(database, "minutes")), signatories=(didrik,)))
    minutes = find(database, "minutes")
    with database.unit_of_work() as unit:
        assert unit.documents.of_person("didrik") == (minutes,) == unit.documents.of_person("helga")
        assert unit.documents.of_person("cia") == () == unit.documents.of_person("otto")


def test_references_are_counted_by_body_and_year(database: Database) -> None:
    other = replace(BODY, body_id="sn", short_name="SN")
    elsewhere = replace(BODY, body_id="n", organisation_id="norra")
    with database.unit_of_work() as unit:
        given = [unit.documents.next_reference(BODY, 2026) for _ in range(2)]
        given += [unit.documents.next_reference(body, 2026) for body in (other, elsewhere)]
        given.append(unit.documents.next_reference(BODY, 2027))
    assert given == ["KS 2026:1", "KS 2026:2", "SN 2026:1", "KS 2026:1", "KS 2027:1"]


def test_a_reference_that_was_not_committed_is_given_again(database: Database) -> None:
    with database.unit_of_work() as unit:
        assert unit.documents.next_reference(BODY, 2026) == "KS 2026:1"
    with database.unit_of_work() as unit:
        assert unit.documents.next_reference(BODY, 2026) == "KS 2026:1"


def test_references_have_neither_gaps_nor_twins(database: Database) -> None:
    def take() -> list[str]:
        return [in_a_unit(database, lambda unit: unit.documents.next_reference(BODY, 2026)) for _ in range(5)]

    taken = at_once(*[take] * 4)
    references = {reference for each in taken if isinstance(each, list) for reference in each}
    assert references == {f"KS 2026:{number}" for number in range(1, 21)}


def test_a_document_from_a_later_program_is_refused_not_trimmed(database: Database) -> None:
    later = """UPDATE documents SET lock = lock + 1, details = '{"no_such_field": 1}'"""
    execute(database, later)
    with pytest.raises(RecordUnreadable), database.unit_of_work() as unit:
        unit.documents.find("minutes")
