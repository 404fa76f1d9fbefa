"""The Celery app: JSON only, late acknowledgement, one task at a time.

Celery and the broker carry work but are not trusted with it: the database's
job rows are the queue of record (see ``tasks.relay``), so a lost or doubled
message costs seconds and nothing else.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from celery import Celery
from celery.signals import setup_logging, worker_ready

from workflow.log import log_to_stderr
from workflow.settings import from_environment

if TYPE_CHECKING:
    from workflow.settings import Settings

VISIBILITY_TIMEOUT_S = 60
"""After which the broker hands out an unacknowledged message again; nothing relies on it."""


def make_app(settings: Settings) -> Celery:
    """Return the Celery app for these settings."""
    app = Celery("justera", broker=settings.redis_url or None, include=["tasks.steps"])
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        result_backend=None,
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=False,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        task_time_limit=300,
        task_default_queue="justera",
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_TIMEOUT_S,
            "unacked_restore_interval": 10,
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
        },
        timezone="UTC",
    )
    return app


app = make_app(from_environment())


@setup_logging.connect
def _log(loglevel: int | str = logging.INFO, **_: object) -> None:
    """Log as the other processes do; Celery then leaves the loggers alone."""
    log_to_stderr(loglevel)


@worker_ready.connect
def _announce(**_: object) -> None:
    """Tell the supervisor that this worker takes tasks."""
    ready_file = os.environ.get("JUSTERA_READY_FILE")
    if ready_file:
        Path(ready_file).touch()
