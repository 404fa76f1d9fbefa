"""From database to broker to worker, with a real Valkey in between."""

from __future__ import annotations

import json
import threading

import pytest
import redis
from kombu.exceptions import OperationalError

from tasks import relay
from tasks.app import make_app
from tasks.base import carry_out
from tests.unit.usecases.acting import open_office
from workflow.ports import TimestampUnavailable
from workflow.procedure.model import State
from workflow.settings import Settings


@pytest.fixture
def office():
    office = open_office()
    office.start()
    office.submit()
    return office


def test_what_is_owed_is_sent_with_its_document_and_version(office):
    sent = []
    assert relay.publish_due(office.services, sent.append) == 1
    assert [(j.kind.value, j.document_id, j.version) for j in sent] == [("open", office.document_id, 1)]


def test_a_job_is_marked_before_it_is_sent_so_that_a_dead_broker_delays_and_never_loses(office):
    def dead(_job):
        raise OperationalError

    with pytest.raises(OperationalError):
        relay.publish_due(office.services, dead)
    [job] = office.owed()
    assert job.published_at == office.services.clock.now()
    assert job.done_at is None


def test_the_relay_outlives_an_outage(office, monkeypatch):
    monkeypatch.setattr(relay, "WAIT_AFTER_FAILURE_S", 0.01)
    stop = threading.Event()
    calls = []

    def answers_at_the_third_time(_services, _send):
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError
        stop.set()
        return 0

    monkeypatch.setattr(relay, "publish_due", answers_at_the_third_time)
    relay.run(office.services, stop)
    assert len(calls) == 3


def test_messages_in_the_broker_are_json_and_name_the_job_only(office, valkey_server):
    app = make_app(Settings(redis_url=valkey_server.broker_url))
    [job] = office.owed()
    app.send_task(
        "justera.open",
        kwargs={"job_id": job.job_id, "document_id": job.document_id, "version": job.version},
    )
    with redis.Redis.from_url(valkey_server.client_url) as broker:
        message = json.loads(broker.lindex("justera", 0))
    assert message["content-type"] == "application/json"
    assert job.job_id in message["headers"]["kwargsrepr"]
    app.close()


def test_a_task_finishes_its_job(office):
    carry_out(office.services, office.owed()[0].job_id)
    assert office.document().state is State.ADJUSTMENT


def test_a_failing_step_gives_the_job_back_with_its_cause(office):
    office.services.signer.failure = TimestampUnavailable(reason="no answer")
    carry_out(office.services, office.owed()[0].job_id)
    [job] = office.owed()
    assert "no answer" in job.cause
    assert job.owner is None
    assert job.due_at > office.services.clock.now()


def test_an_unforeseen_failure_gives_the_job_back_too(office, caplog):
    office.services.signer.sign = lambda _pdf, _order: 1 / 0
    carry_out(office.services, office.owed()[0].job_id)
    [job] = office.owed()
    assert "ZeroDivisionError" in job.cause
    assert "step failed unforeseen" in caplog.text


@pytest.mark.parametrize("failing", [False, True], ids=["done", "failed"])
def test_a_task_that_lost_its_lease_leaves_the_job_to_who_has_it(office, caplog, failing):
    sign = office.services.signer.sign

    def sign_too_slowly(pdf, order):
        office.services.clock.advance(60)
        office.take(owner="successor")
        return 1 / 0 if failing else sign(pdf, order)

    office.services.signer.sign = sign_too_slowly
    before = office.document()
    carry_out(office.services, office.owed()[0].job_id)
    [job] = office.owed()
    assert (job.owner, job.cause) == ("successor", None)
    assert office.document() == before
    assert "lease lost" in caplog.text


def test_a_job_that_somebody_else_holds_is_left_alone(office):
    [job] = office.owed()
    with office.services.open_unit() as unit:
        now = office.services.clock.now()
        unit.jobs.lease(job.job_id, owner="other", now=now, until=now.replace(year=now.year + 1))
        unit.commit()
    carry_out(office.services, job.job_id)
    assert office.document().state is State.OPENING
