"""How gunicorn runs the pages, on one machine and on many.

Used as ``gunicorn --config python:workflow.stack.gunicorn_settings``, which also keeps gunicorn from reading
a ``gunicorn.conf.py`` that happens to lie in the working folder. Address and number of workers are given on
the command line.
"""

from __future__ import annotations

from workflow.stack.lifeline import die_with_parent

worker_class = "gthread"
threads = 8
graceful_timeout = 5
"""Seconds that requests under way get at a stop; less than the supervisor's grace."""
control_socket_disable = True
"""Otherwise a socket for remote control is made in the home folder."""


def post_fork(server: object, worker: object) -> None:
    """Tie each worker to gunicorn's master, so that a killed master leaves none behind holding the port."""
    del server, worker
    die_with_parent()
