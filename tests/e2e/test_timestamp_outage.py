"""Without a timestamp nothing is placed; the page says so, and it recovers by itself."""

from __future__ import annotations

import threading

import pytest

from tests.pki.time_server import served
from workflow import bootstrap
from workflow.demo import demonstration
from workflow.demo.story import Told, play
from workflow.signing import BuiltinAuthority, open_keys


@pytest.mark.timeout(120)
def test_an_outage_of_the_timestamp_authority_is_waited_out(tmp_path):
    text = demonstration.sample_text()
    cast, minutes = demonstration.casting(text)
    port = demonstration.free_port()
    root = tmp_path / "tsa-root.pem"
    said = []
    pending = threading.Event()
    finished = threading.Event()

    def say(line):
        said.append(line)
        _, owes, cause = line.partition("which owes: open")
        if owes and cause.strip():
            pending.set()

    def authority_comes_back():
        pending.wait(60)
        keys = open_keys(bootstrap.keys_folder(place.settings), bootstrap.read_passphrase(place.settings))
        with served(BuiltinAuthority(keys.tsa, bootstrap.SystemClock()), port=port):
            finished.wait(120)

    settings = {"TSA_URL": f"http://127.0.0.1:{port}/tsa", "TSA_TRUST_FILE": str(root)}
    with demonstration.furnished(cast, extra=settings) as place:
        root.write_bytes((bootstrap.keys_folder(place.settings) / "root.pem").read_bytes())
        with demonstration.running(place) as (url, _):
            thread = threading.Thread(target=authority_comes_back)
            thread.start()
            try:
                play(url, cast, text, minutes, Told(say=say))
            finally:
                pending.set()
                finished.set()
                thread.join()
    assert pending.is_set()
    assert any("archived" in line for line in said)
