"""Every step can be killed anywhere, run twice and run again: nothing lost, doubled or stuck."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.usecases.acting import open_office
from workflow.audit import package as packages
from workflow.ports import BlobMissing, ChangedMeanwhile, LeaseLost, TimestampUnavailable
from workflow.procedure.change import JobKind
from workflow.procedure.model import State
from workflow.usecases import jobs, request_changes, retrieve
from workflow.usecases.archive_package import perform as archive
from workflow.usecases.place_signature import RevisionNotValid, ShownWasReplaced
from workflow.usecases.verify_package import verify_package


class Killed(BaseException):
    """The process is gone."""


class Executioner:
    """Kills at the n-th durable write of a worker, before or after it happened."""

    def __init__(self, office, *, at, after):
        self.left = at
        self.after = after
        self.armed = False
        services = office.services
        for target, name in (
            (services.blobs, "put"),
            (services.archive, "put"),
            (services.mailer, "send"),
            (services.database, "keep"),
        ):
            setattr(target, name, self._killing(getattr(target, name)))

    def _killing(self, write):
        def killing(*args, **kwargs):
            self.left -= self.armed
            last = self.armed and self.left == 0
            if last and not self.after:
                raise Killed
            result = write(*args, **kwargs)
            if last:
                raise Killed
            return result

        return killing


def whole_procedure(office, executioner=None):
    """Everyone does their part; a worker that dies is replaced when its lease has run out."""
    kills = 0
    office.start()
    office.submit()
    for name in (None, "Cia", "Camilla"):
        if name is not None:
            office.sign(name)
        kills += working(office, executioner)
    return kills


def working(office, executioner=None):
    if executioner is not None:
        executioner.armed = True
    for kills in range(10):
        try:
            office.work()
        except Killed:
            office.services.clock.advance(jobs.LEASE.total_seconds() + 1)
            continue
        if executioner is not None:
            executioner.armed = False
        return kills
    raise AssertionError("never finished")


def assert_whole(office):
    """One signature per signatory, one seal, one package, one message per fact."""
    document = office.document()
    assert document.state is State.ARCHIVED
    _, bundle = retrieve.package(office.services, office.people["Rut"], office.document_id)
    pdf = packages.unpack(bundle)[packages.PDF]
    assert pdf.count(b"%SIG|drafter|") == pdf.count(b"%SIG|adjuster|") == pdf.count(b"%SIG|chair|") == 1
    assert pdf.count(b"%SEAL|") == 1
    report = verify_package(bundle, validator=office.services.validator)
    assert [check for check in report.checks if check.outcome.value != "passed"] == []
    assert len(office.services.archive.packages) == 1
    assert len(office.services.mailer.sent) == 5
    assert office.owed() == []
    assert office.acts() == [
        "Created",
        "Submitted",
        "Opened",
        "SignatureAuthorised",
        "SignaturePlaced",
        "SignatureAuthorised",
        "SignaturePlaced",
        "Adjusted",
        "Sealed",
        "Archived",
    ]


def test_the_whole_procedure_ends_archived_with_everything_once():
    office = open_office()
    assert whole_procedure(office) == 0
    assert_whole(office)


DURABLE_WRITES = 37


def test_the_number_of_durable_writes_is_known():
    office = open_office()
    executioner = Executioner(office, at=10_000, after=False)
    whole_procedure(office, executioner)
    assert 10_000 - executioner.left == DURABLE_WRITES


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, DURABLE_WRITES + 1))
def test_a_worker_killed_at_any_durable_write_loses_and_doubles_nothing(at, after):
    office = open_office()
    assert whole_procedure(office, Executioner(office, at=at, after=after)) == 1
    assert_whole(office)


def test_without_a_timestamp_nothing_is_placed_and_it_recovers_by_itself():
    office = open_office()
    office.start()
    office.submit()
    office.work()
    office.sign("Cia")
    before = office.document()
    office.services.signer.failure = TimestampUnavailable(reason="no answer")
    [job] = office.owed()
    for _ in range(3):
        taken = jobs.take(office.services, job.job_id, owner="w")
        with pytest.raises(TimestampUnavailable) as failure:
            jobs.perform(office.services, taken)
        due = jobs.give_back(office.services, taken, failure.value)
        office.services.clock.advance((due - office.services.clock.now()).total_seconds())
    assert office.document() == before
    assert "no answer" in office.owed()[0].cause
    assert office.acts().count("StepFailed") == 1
    office.services.signer.failure = None
    office.work()
    assert office.document().state is State.COUNTERSIGNATURE


def test_waiting_between_tries_grows_and_is_never_longer_than_thirty_seconds():
    office = open_office()
    office.start()
    office.submit()
    waits = []
    for _ in range(8):
        [job] = office.owed()
        taken = jobs.take(office.services, job.job_id, owner="w")
        due = jobs.give_back(office.services, taken, TimestampUnavailable(reason="no answer"))
        waits.append((due - office.services.clock.now()).total_seconds())
        office.services.clock.advance(waits[-1])
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_what_only_a_person_can_put_right_is_tried_every_five_minutes():
    office = open_office()
    office.start()
    office.submit()
    for _ in range(2):
        due = jobs.give_back(office.services, office.take(), BlobMissing(sha256="00"))
        assert (due - office.services.clock.now()).total_seconds() == 300
        office.services.clock.advance(300)
    office.work()
    assert office.document().state is State.ADJUSTMENT


def test_a_job_is_held_by_one_worker_at_a_time():
    office = open_office()
    office.start()
    office.submit()
    [job] = office.owed()
    assert jobs.take(office.services, job.job_id, owner="first") is not None
    assert jobs.take(office.services, job.job_id, owner="second") is None
    office.services.clock.advance(jobs.LEASE.total_seconds() + 1)
    assert jobs.take(office.services, job.job_id, owner="second") is not None


def test_a_finished_job_done_again_changes_nothing():
    office = open_office()
    office.start()
    office.submit()
    [job] = office.owed()
    taken = jobs.take(office.services, job.job_id, owner="w")
    jobs.perform(office.services, taken)
    before = office.document()
    with pytest.raises(LeaseLost):
        jobs.perform(office.services, taken)
    assert office.document() == before
    assert len(office.services.signer.orders) == 1


def test_a_worker_that_lost_its_lease_changes_nothing_and_blames_nobody():
    office = open_office()
    office.start()
    office.submit()
    slow = office.take()
    office.services.clock.advance(jobs.LEASE.total_seconds() + 1)
    successors = office.take(owner="successor")
    before, acts = office.document(), office.acts()
    with pytest.raises(LeaseLost):
        jobs.perform(office.services, slow)
    with pytest.raises(LeaseLost):
        jobs.give_back(office.services, slow, TimestampUnavailable(reason="no answer"))
    assert office.document() == before
    assert office.acts() == acts
    assert office.owed() == [successors]
    jobs.perform(office.services, successors)
    assert office.document().state is State.ADJUSTMENT


def test_a_lease_that_ran_out_untaken_does_not_waste_the_work():
    office = open_office()
    office.start()
    office.submit()
    slow = office.take()
    office.services.clock.advance(jobs.LEASE.total_seconds() + 1)
    jobs.perform(office.services, slow)
    assert office.document().state is State.ADJUSTMENT


def test_a_job_of_an_earlier_version_is_dropped():
    office = open_office()
    office.start()
    office.submit()
    job = office.take()
    jobs.perform(office.services, job)
    office.work()
    request_changes.request_changes(
        office.services, office.people["Cia"], office.document_id, comment="Rätta § 1."
    )
    office.submit()
    before = office.document()
    with pytest.raises(LeaseLost):
        jobs.perform(office.services, job)
    assert office.document() == before


def test_bytes_replaced_after_they_were_shown_are_never_signed():
    office = open_office()
    office.start()
    office.submit()
    office.work()
    office.sign("Cia")
    document = office.document()
    forged = office.services.blobs.put(b"%PDF-1.7 something else\n")
    office.services.database.tables.documents[office.document_id] = replace(
        document, revisions=(*document.revisions[:-1], forged)
    )
    [job] = office.owed()
    with pytest.raises(ShownWasReplaced):
        jobs.perform(office.services, job)
    assert [order.role for order in office.services.signer.orders] == ["drafter"]


def test_two_adjusters_at_the_same_instant_both_sign_on_top_of_each_other():
    office = open_office()
    office.start("Cia Wallgren", "Didrik Åström")
    office.submit()
    office.work()
    office.sign("Cia")
    office.sign("Didrik")
    first, second = (office.take(job) for job in office.owed())
    signer = office.services.signer
    sign_alone = signer.sign

    def sign_while_another_worker_is_faster(pdf, order):
        signer.sign = sign_alone
        jobs.perform(office.services, second)
        return sign_alone(pdf, order)

    signer.sign = sign_while_another_worker_is_faster
    jobs.perform(office.services, first)
    document = office.document()
    pdf = office.services.blobs.get(document.pdf_sha256)
    assert document.state is State.COUNTERSIGNATURE
    assert pdf.count(b"|Cia Wallgren|") == pdf.count(b"|Didrik") == 1
    assert office.acts().count("SignaturePlaced") == 2


def test_a_revision_that_does_not_validate_is_not_accepted():
    office = open_office()
    office.start()
    office.submit()
    before = office.document()
    office.services.signer.sign = lambda pdf, _order: type(
        "Revision", (), {"pdf": pdf + b"no line end", "signed_at": None}
    )()
    [job] = office.owed()
    with pytest.raises(RevisionNotValid):
        jobs.perform(office.services, job)
    assert office.document() == before


def test_archiving_twice_writes_the_same_bytes():
    office = open_office()
    whole_procedure(office)
    name, package = next(iter(office.services.archive.packages.items()))
    database = office.services.database.tables
    document = database.documents[office.document_id]
    database.documents[office.document_id] = replace(
        document, state=State.ARCHIVING, archived_at=None, package_sha256=None
    )
    job = next(j for j in database.jobs.values() if j.kind.value == "archive")
    office.services.clock.advance(3600)
    database.jobs[job.job_id] = replace(job, done_at=None)
    archive(office.services, office.take())
    assert office.services.archive.packages == {name: package}


def test_an_entry_written_while_sealing_makes_the_seal_start_over():
    office = open_office("cooperation")
    office.start()
    office.submit()
    office.work()
    office.sign("Cia")
    sign_detached = office.services.signer.sign_detached
    sealing = {}

    def sign_while_a_message_fails(data):
        if not sealing:
            sealing["seen"] = True
            [job] = [j for j in office.owed() if j.kind.value == "seal"]
            notify = replace(job, job_id="notify", kind=JobKind.NOTIFY, cause=None, owner="mailer")
            office.services.database.tables.jobs["notify"] = notify
            jobs.give_back(office.services, notify, TimestampUnavailable(reason="mail is down"))
        return sign_detached(data)

    office.services.signer.sign_detached = sign_while_a_message_fails
    [signing] = office.owed()
    jobs.perform(office.services, jobs.take(office.services, signing.job_id, owner="w"))
    [sealing_job] = office.owed()
    with pytest.raises(ChangedMeanwhile):
        jobs.perform(office.services, sealing_job)
    office.services.clock.advance(60)
    office.work()
    _, bundle = retrieve.package(office.services, office.people["Rut"], office.document_id)
    assert verify_package(bundle, validator=office.services.validator).outcome.value == "passed"
    assert b"StepFailed" in packages.unpack(bundle)[packages.TRAIL]
