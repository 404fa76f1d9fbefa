"""What an operator finds in the log of a worker or a relay."""

from __future__ import annotations

import logging
import re
import subprocess
import sys

import pytest

from tasks.base import carry_out
from tests.unit.usecases.acting import open_office
from workflow.log import FactsFormatter
from workflow.ports import TimestampUnavailable


def line(message="step postponed", **extra):
    record = logging.LogRecord("tasks.base", logging.WARNING, "base.py", 1, message, (), None)
    vars(record).update(extra)
    return FactsFormatter().format(record)


def test_a_postponed_step_is_logged_with_its_kind_document_and_cause(caplog):
    office = open_office()
    office.start()
    office.submit()
    office.services.signer.failure = TimestampUnavailable(reason="no answer")
    with caplog.at_level(logging.INFO):
        carry_out(office.services, office.owed()[0].job_id)
    facts = f"job=open document_id={office.document_id} version=1 cause=TimestampUnavailable"
    assert FactsFormatter().format(caplog.records[-1]).endswith(f"step postponed {facts}")


def test_a_line_begins_with_the_time_in_utc_and_the_level():
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ WARNING tasks\.base\[\d+\] step postponed$", line())


def test_nothing_but_the_named_facts_is_written():
    assert "Cia" not in line(name_of_person="Cia Wallgren", comment="Cia", data={"kwargs": "Cia"})


def test_a_fact_cannot_begin_a_line_of_its_own():
    assert line(cause="a\nb c").endswith(r'cause="a\nb c"')


@pytest.mark.parametrize("program", ["worker", "relay"])
def test_worker_and_relay_write_their_logs_in_this_form(program):
    code = {
        "worker": "from tasks.app import app; app.log.setup(loglevel='INFO')",
        "relay": "from tasks import relay; relay.log_to_stderr()",
    }[program]
    code += "; import logging; logging.getLogger('tasks').warning('cannot', extra={'cause': 'Full'})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\S+Z WARNING tasks\[\d+\] cannot cause=Full\n", ended.stderr)
