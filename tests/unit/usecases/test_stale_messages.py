"""A message that was held up is sent only while it still is true."""

from __future__ import annotations

import pytest

from tests.unit.usecases.acting import open_office
from workflow.ports import TimestampUnavailable
from workflow.procedure.change import JobKind
from workflow.procedure.model import State
from workflow.usecases import jobs, request_changes


@pytest.fixture
def office():
    """An office without mail, whose document waits for Cia, who knows it all the same."""
    office = open_office()
    office.start()
    office.submit()
    work_without_mail(office)
    assert office.document().state is State.ADJUSTMENT
    return office


def work_without_mail(office):
    while owed := [job for job in office.owed() if job.kind is not JobKind.NOTIFY]:
        jobs.perform(office.services, office.take(owed[0]))


def written_to(office):
    return [to.split("@")[0] for to, _, _ in office.services.mailer.sent.values()]


def test_whoever_has_ordered_their_signature_is_not_asked_for_it(office):
    office.sign("Cia")
    notify = next(job for job in office.owed() if job.kind is JobKind.NOTIFY)
    jobs.perform(office.services, office.take(notify))
    assert written_to(office) == []
    assert notify.job_id not in {job.job_id for job in office.owed()}


def test_nobody_is_asked_to_adjust_a_version_that_was_sent_back(office):
    request_changes.request_changes(
        office.services, office.people["Cia"], office.document_id, comment="Rätta § 1."
    )
    office.submit()
    work_without_mail(office)
    office.work()
    assert written_to(office) == ["helga", "cia"]


def test_the_chair_is_not_asked_after_having_signed(office):
    for name in ("Cia", "Camilla"):
        office.sign(name)
        work_without_mail(office)
    assert office.document().state is State.ARCHIVED
    office.work()
    assert sorted(written_to(office)) == ["camilla", "cia", "helga"]  # of the archiving, each once


def test_whose_turn_it_still_is_is_asked_when_mail_works_again(office):
    taken = office.take()
    jobs.give_back(office.services, taken, TimestampUnavailable(reason="mail is down"))
    office.work()
    assert written_to(office) == ["cia"]
