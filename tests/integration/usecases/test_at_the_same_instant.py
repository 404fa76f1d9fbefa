"""People and workers who act at the same instant, on real keys and real databases."""

from __future__ import annotations

import threading

import pytest

from tests.integration.usecases.finished import open_sample, work
from workflow import bootstrap
from workflow.demo import demonstration
from workflow.ports import BlobDamaged, Outcome
from workflow.procedure.model import State
from workflow.usecases import jobs, retrieve

TEXT = demonstration.sample_text().replace(
    "Cia Wallgren utses att jämte ordföranden justera",
    "Cia Wallgren och Didrik Åström utses att jämte ordföranden justera",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request, tmp_path):
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_sample(tmp_path, TEXT, database_url=url)
    yield opened
    opened.services.open_unit.__self__.close()


def at_once(*acts):
    """Run every act in a thread of its own, all released together; return what they raised."""
    gate = threading.Barrier(len(acts))
    raised = []

    def run(act):
        gate.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def performing(opened, job, owner):
    def perform():
        taken = jobs.take(opened.services, job.job_id, owner=owner)
        assert taken is not None
        jobs.perform(opened.services, taken)

    return perform


def test_two_adjusters_who_sign_at_the_same_instant_both_stand_in_the_pdf(opened):
    first, second = opened.adjusters
    assert at_once(lambda: opened.order(first), lambda: opened.order(second)) == []
    with opened.services.open_unit() as unit:
        owed = [j for j in unit.jobs.open_for(opened.document_id) if j.kind.value == "sign"]
    assert len(owed) == 2
    assert at_once(*(performing(opened, job, f"worker-{n}") for n, job in enumerate(owed))) == []
    document, pdf = retrieve.pdf(opened.services, opened.chair, opened.document_id)
    report = bootstrap.validator([opened.root]).validate(pdf, sealed=False)
    assert document.state is State.COUNTERSIGNATURE
    assert report.outcome is Outcome.PASSED
    assert sorted(s.field_name for s in report.signatures) == ["adjuster-1", "adjuster-2", "drafter"]


def test_stored_bytes_that_were_changed_are_never_signed(opened, tmp_path):
    first, _ = opened.adjusters
    document = retrieve.view(opened.services, first, opened.document_id).document
    opened.order(first)
    [blob] = (tmp_path / "var" / "blobs").rglob(document.pdf_sha256)
    content = bytearray(blob.read_bytes())
    content[2000] ^= 1
    blob.chmod(0o600)
    blob.write_bytes(content)
    with pytest.raises(BlobDamaged):
        work(opened.services)
    after = retrieve.view(opened.services, first, opened.document_id).document
    assert after.revisions == document.revisions
    assert not after.find_signatory(first.person_id).has_signed
