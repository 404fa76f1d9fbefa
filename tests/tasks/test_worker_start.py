"""A worker that could carry out nothing refuses to start, and says why."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workflow.bootstrap import TimestampTrustUnreadable, build_worker_services, make_keys
from workflow.demo import demonstration
from workflow.demo.premises import premises
from workflow.settings import Settings, WrongSettings, from_environment
from workflow.stack import Stack, one_machine
from workflow.stack.errors import ProcessEnded


@pytest.fixture
def place(tmp_path):
    """Premises with keys, whose passphrase file holds another passphrase."""
    place = premises(tmp_path / "var", port=demonstration.free_port())
    make_keys(place.settings, organisation="Lövhults kommun", passphrase=b"the right passphrase")
    place.settings.key_passphrase_file.write_text("another passphrase")
    return place


def worker(environment):
    argv = [sys.executable, "-m", "celery", "-A", "tasks.app", "worker", "--pool", "prefork"]
    return subprocess.run(argv, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_a_worker_with_the_wrong_passphrase_ends_with_the_sentence(place):
    ended = worker({**place.environment, "REDIS_URL": "redis://127.0.0.1:1/0"})
    assert ended.returncode == 3
    assert "passphrase" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_supervisor_shows_why_a_worker_did_not_start(place):
    processes = one_machine(place.settings.data, place.environment, port=place.port)
    alone = [process for process in processes if process.name == "worker1"]
    with pytest.raises(ProcessEnded, match="passphrase"), Stack(alone, data=place.settings.data):
        pass


def test_a_root_of_the_timestamp_authority_that_cannot_be_read_is_named(place):
    place.settings.key_passphrase_file.write_text("the right passphrase")
    settings = place.settings.model_copy(
        update={"tsa_url": "https://tsa.example", "tsa_trust_file": place.settings.data / "missing.pem"}
    )
    with pytest.raises(TimestampTrustUnreadable, match=r"missing\.pem"):
        build_worker_services(settings)


def test_a_timestamp_authority_is_not_used_without_its_root():
    with pytest.raises(WrongSettings, match="TSA_TRUST_FILE: needed when TSA_URL is set"):
        from_environment({"TSA_URL": "https://tsa.example"})
    assert from_environment({}) == Settings()
