"""Which processes make up Justera on one machine."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from workflow.stack.folders import private_folder
from workflow.stack.network import answers_ok, require_free_port
from workflow.stack.process import Process
from workflow.stack.valkey import embedded_valkey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_WORKER_CHILD_KIB = 200_000
"""A worker's child that has grown beyond this is replaced after its task."""


def one_machine(
    data: Path,
    env: Mapping[str, str],
    *,
    port: int,
    host: str = "127.0.0.1",
    workers: int = 1,
    concurrency: int = 1,
) -> tuple[Process, ...]:
    """Return the processes in starting order: valkey, web, worker1 to workerN, relay.

    Args:
        data: the data folder, handed on as JUSTERA_DATA.
        env: settings for every process (DATABASE_URL, BLOBS_URL, ...). With a REDIS_URL no Valkey is started.
        port: where the pages are served; refused at the start when something else listens there.
        host: the address to listen on.
        workers: how many Celery workers.
        concurrency: how many tasks each of them carries out at a time, each in a child process.

    Raises:
        ValkeyMissing: no REDIS_URL, and no embedded server for this machine.
    """
    settings = {**env, "JUSTERA_DATA": str(data.absolute())}
    broker: list[Process] = []
    if not settings.get("REDIS_URL"):
        valkey = embedded_valkey(data)
        settings["REDIS_URL"] = valkey.broker_url
        broker = [valkey.process]
    return (
        *broker,
        _web(host, port, settings),
        *(_worker(data, number, concurrency, settings) for number in range(1, workers + 1)),
        _announced(data, "relay", ("-m", "tasks.relay"), _without_keys(settings)),
    )


def _web(host: str, port: int, env: Mapping[str, str]) -> Process:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return Process(
        name="web",
        argv=(
            *(sys.executable, "-m", "gunicorn", "web.app:create_app()"),
            *("--config", "python:workflow.stack.gunicorn_settings"),
            *("--bind", address),
            *("--workers", "1"),
        ),
        env=_without_keys(env),
        prepare=partial(require_free_port, host, port),
        ready=partial(answers_ok, host, port),
        serves_others=False,
    )


def _worker(data: Path, number: int, concurrency: int, env: Mapping[str, str]) -> Process:
    # Prefork, although the solo pool saves a process: only a child of its own can be ended when a task hangs,
    # and may crash without taking the consumer along. Gossip, mingle and heartbeat serve clusters, and mingle
    # costs a second at the start.
    options = (
        *("-m", "celery", "--quiet", "-A", "tasks.app", "worker"),
        *("-n", f"worker{number}@%h"),
        *("--pool", "prefork", "--concurrency", str(concurrency)),
        *("--max-memory-per-child", str(LARGEST_WORKER_CHILD_KIB)),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        *("--loglevel", "INFO"),
    )
    return _announced(data, f"worker{number}", options, env)


def _without_keys(env: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment for a process that must not be able to open keys."""
    return {**env, "JUSTERA_KEY_PASSPHRASE_FILE": ""}


def _announced(data: Path, name: str, options: tuple[str, ...], env: Mapping[str, str]) -> Process:
    """Return a Python process that tells that it is ready by making the file named in JUSTERA_READY_FILE."""
    ready_file = data.absolute() / "run" / f"{name}.ready"

    def forget() -> None:
        private_folder(ready_file.parent)
        ready_file.unlink(missing_ok=True)

    return Process(
        name=name,
        argv=(sys.executable, *options),
        env={**env, "JUSTERA_READY_FILE": str(ready_file)},
        prepare=forget,
        cleanup=forget,
        ready=ready_file.exists,
        serves_others=False,
    )
