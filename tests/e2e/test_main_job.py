"""The whole procedure over HTTP, against real processes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest

from workflow import bootstrap
from workflow.demo import demonstration
from workflow.demo.story import Told, play
from workflow.ports import Outcome
from workflow.procedure.model import State
from workflow.usecases.verify_file import verify_file

SEED = Path(__file__).parents[3] / "shared" / "minutes" / "sodertorn-2023-12-15.txt"


def needs(condition, reason):
    """Skip with a reason that says what helps; fail where nothing may be skipped."""
    if not condition and os.environ.get("CI"):
        pytest.fail(reason)
    if not condition:
        pytest.skip(reason)


def signatures(pdf):
    """Return (name, verdict) of each signature as poppler sees it."""
    needs(shutil.which("pdfsig"), "pdfsig is missing: apt-get install poppler-utils")
    said = subprocess.run(["pdfsig", pdf], capture_output=True, text=True, check=False).stdout
    return [
        (name, re.search(r"Signature Validation: (.*)", block).group(1))
        for block in said.split("Signature #")[1:]
        for name in re.findall(r"Common Name: (.*)", block)
    ]


def demonstrate(text, output, **settings):
    said = []
    demonstration.demonstrate(text, output=output, say=said.append, **settings)
    return said


def test_the_sample_has_four_valid_signatures_and_the_archive_timestamp(tmp_path):
    said = demonstrate(demonstration.sample_text(), tmp_path)
    found = signatures(tmp_path / "minutes.pdf")
    valid = "Signature is Valid."
    assert found[:4] == [
        ("Helga Lindqvist", valid),
        ("Cia Wallgren", valid),
        ("Camilla Brodin", valid),
        ("Lövhults kommun", valid),
    ]
    assert [name for name, _ in found[4:]] == ["Lövhults kommun Time-Stamping Unit"]
    assert any("asks for changes" in line for line in said)
    root = (tmp_path / "root.pem").read_bytes()
    for name in ("minutes.pdf", "package.zip"):
        content = (tmp_path / name).read_bytes()
        assert verify_file(content, validator=bootstrap.validator([root])).outcome is Outcome.PASSED
        assert verify_file(content, validator=bootstrap.validator([])).outcome is Outcome.INDETERMINATE


def test_real_minutes_of_a_cooperation_body_have_no_chairs_signature(tmp_path):
    needs(SEED.exists(), f"the real minutes are not beside the repository: {SEED.name}")
    said = demonstrate(SEED.read_text("utf-8"), tmp_path)
    names = [name for name, verdict in signatures(tmp_path / "minutes.pdf") if "Valid" in verdict]
    assert len(names) == 3
    accepted = [line for line in said if "accepts:" in line]
    for reported in ("2023", "Anderson", "Runefj"):
        assert any(reported in line for line in accepted), reported
    package = verify_file(
        (tmp_path / "package.zip").read_bytes(),
        validator=bootstrap.validator([(tmp_path / "root.pem").read_bytes()]),
    )
    assert [s.field_name for s in package.pdf.signatures] == [
        "drafter",
        "adjuster-1",
        "seal",
        "archive-timestamp",
    ]


def test_the_main_job_passes_on_postgresql_a_separate_valkey_and_two_workers(
    tmp_path, postgres_url, valkey_server
):
    said = demonstrate(
        demonstration.sample_text(),
        tmp_path,
        workers=2,
        extra={"DATABASE_URL": postgres_url, "REDIS_URL": valkey_server.broker_url},
    )
    assert any("archived" in line for line in said)


def test_with_the_worker_stopped_it_waits_and_names_the_step_and_then_goes_on():
    text = demonstration.sample_text()
    cast, minutes = demonstration.casting(text)
    said = []
    owed = threading.Event()

    def say(line):
        said.append(line)
        if "which owes: open" in line:
            owed.set()

    def start_the_worker_when_it_is_missed():
        owed.wait(60)
        stack.start_process("worker1")

    with demonstration.furnished(cast) as place, demonstration.running(place) as (url, stack):
        stack.stop_process("worker1")
        helper = threading.Thread(target=start_the_worker_when_it_is_missed)
        helper.start()
        play(url, cast, text, minutes, Told(say=say))
        helper.join()
        with (
            closing(bootstrap.database(place.settings)) as database,
            database.unit_of_work() as unit,
        ):
            [organisation] = unit.people.organisations()
            [document] = unit.documents.of_organisation(organisation.organisation_id)
    assert owed.is_set()
    assert document.state is State.ARCHIVED
