"""Keys are opened in the worker and nowhere else."""

from __future__ import annotations

import threading

import pytest
from werkzeug.serving import make_server

from tasks.base import carry_out
from tasks.relay import publish_due
from web.app import create_app
from workflow import bootstrap
from workflow.demo import demonstration
from workflow.demo.premises import furnish, premises
from workflow.demo.story import Told, play
from workflow.settings import from_environment
from workflow.stack import one_machine


@pytest.fixture
def cast():
    return demonstration.casting(demonstration.sample_text())


@pytest.fixture
def place(tmp_path, cast):
    place = premises(tmp_path / "var", port=demonstration.free_port())
    furnish(place, demonstration.residents_of(cast[0]))
    return place


def test_the_pages_and_the_relay_are_not_even_told_where_the_passphrase_is(place):
    processes = one_machine(place.settings.data, place.environment, port=8080)
    told = {p.name: p.env.get("JUSTERA_KEY_PASSPHRASE_FILE") for p in processes}
    assert told["web"] == told["relay"] == ""
    assert told["worker1"]


def test_the_whole_procedure_runs_on_pages_that_cannot_open_a_key(place, cast, monkeypatch):
    worker = bootstrap.build_worker_services(place.settings)
    opened = []
    monkeypatch.setattr("workflow.signing.pki.open_held_key", lambda *args: opened.append(args))
    withheld = from_environment({**place.environment, "JUSTERA_KEY_PASSPHRASE_FILE": ""})
    server = make_server("127.0.0.1", place.port, create_app(settings=withheld), threaded=True)
    stop = threading.Event()

    def work():
        while not stop.wait(0.02):
            publish_due(worker, lambda job: carry_out(worker, job.job_id))

    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=work)]
    for thread in threads:
        thread.start()
    said = []
    try:
        text = demonstration.sample_text()
        play(f"http://127.0.0.1:{place.port}", *_story(cast, text), Told(say=said.append))
    finally:
        stop.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()
    assert any("archived" in line for line in said)
    assert opened == []


def _story(cast, text):
    people, minutes = cast
    return people, text, minutes
