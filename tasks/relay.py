"""Database to broker: publishes jobs that are owed. Any number may run.

    python -m tasks.relay

Every 0.2 s it claims due jobs that were never published, or were published at
least five seconds ago and are held by nobody, and hands them to Celery. Jobs
are marked before they are sent, and no transaction is held while sending: a
relay that dies in between delays them by five seconds. A job sent twice is
taken once, because workers lease it.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kombu.exceptions import OperationalError

from tasks.app import app
from workflow.bootstrap import build_services
from workflow.errors import ServiceError
from workflow.log import log_to_stderr
from workflow.settings import from_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.ports import Job
    from workflow.usecases.services import Services

log = logging.getLogger(__name__)

POLL_S = 0.2
BATCH = 100
WAIT_AFTER_FAILURE_S = 1.0


def publish_due(services: Services, send: Callable[[Job], None]) -> int:
    """Claim and send what is due; return how many jobs were sent."""
    now = services.clock.now()
    with services.open_unit() as unit:
        due = unit.jobs.publishable(now=now, limit=BATCH)
        if due:
            unit.jobs.mark_published([job.job_id for job in due], now=now)
            unit.commit()
    for job in due:
        send(job)
    return len(due)


def send_to_broker(job: Job) -> None:
    """Hand one job to Celery.

    Raises:
        kombu.exceptions.OperationalError: the broker does not answer.
    """
    app.send_task(
        f"justera.{job.kind.value}",
        kwargs={"job_id": job.job_id, "document_id": job.document_id, "version": job.version},
        retry=False,
    )


def run(services: Services, stop: threading.Event) -> None:
    """Publish until told to stop; outages of database or broker are waited out."""
    while not stop.is_set():
        try:
            sent = publish_due(services, send_to_broker)
        except (ServiceError, OperationalError) as error:
            log.warning("cannot publish", extra={"cause": type(error).__name__})
            stop.wait(WAIT_AFTER_FAILURE_S)
            continue
        if sent < BATCH:
            stop.wait(POLL_S)


def main() -> None:
    """Run the relay until SIGTERM or SIGINT."""
    log_to_stderr()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    services = build_services(from_environment())
    ready_file = os.environ.get("JUSTERA_READY_FILE")
    if ready_file:
        Path(ready_file).touch()
    run(services, stop)


if __name__ == "__main__":
    main()
