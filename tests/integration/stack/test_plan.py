"""The one-machine plan, with the real gunicorn and Celery and the smallest possible pages and tasks."""

from __future__ import annotations

import socket
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from celery import Celery

from tests.servers.watching import becomes_true, is_alive
from workflow.stack import Stack, embedded_valkey, one_machine
from workflow.stack.errors import PortInUse
from workflow.stack.network import answers_ok, require_free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
WEB = """\
    def create_app():
        def pages(environ, start_response):
            status = "200 OK" if environ["PATH_INFO"] == "/healthz" else "404 Not Found"
            start_response(status, [("Content-Length", "0")])
            return [b""]
        return pages
"""
TASKS = """\
    import os, pathlib
    from celery import Celery, signals

    app = Celery("tasks", broker=os.environ["REDIS_URL"])

    @app.task(name="write", ignore_result=True)
    def write(path):
        pathlib.Path(path).write_text(os.environ["DATABASE_URL"] + " " + os.environ["JUSTERA_DATA"])

    @signals.worker_ready.connect
    def announce(**_):
        pathlib.Path(os.environ["JUSTERA_READY_FILE"]).touch()
"""
RELAY = """\
    import os, pathlib, time
    pathlib.Path(os.environ["JUSTERA_READY_FILE"]).touch()
    time.sleep(60)
"""


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings under which ``web`` and ``tasks`` are the small ones above."""
    sources = {"web/app.py": WEB, "tasks/app.py": TASKS, "tasks/relay.py": RELAY}
    for name, source in sources.items():
        path = tmp_path / "code" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(textwrap.dedent(source))
    (tmp_path / "code" / "gunicorn.conf.py").write_text("raise SystemExit('must not be read')")
    monkeypatch.chdir(tmp_path / "code")
    return {"PYTHONPATH": str(Path(__file__).parents[3]), "DATABASE_URL": "sqlite:///here"}


def test_one_machine_serves_pages_and_carries_out_tasks_through_kills(
    tmp_path: Path, port: int, settings: dict[str, str]
) -> None:
    data, written = tmp_path / "data", tmp_path / "written"
    plan = one_machine(data, settings, port=port)
    assert [process.name for process in plan] == ["valkey", "web", "worker1", "relay"]
    with Stack(plan, data=data) as stack, Celery(broker=embedded_valkey(data).broker_url) as client:
        assert answers_ok(HOST, port)
        stack.kill_process("web")
        stack.kill_process("worker1")
        stack.wait_until_ready("web")
        stack.wait_until_ready("worker1")
        assert answers_ok(HOST, port)
        client.send_task("write", [str(written)], ignore_result=True)
        assert becomes_true(written.exists)
        pids = [stack.pid(process.name) or 0 for process in plan]
    assert written.read_text() == f"sqlite:///here {data}"
    assert not any(is_alive(pid) for pid in pids)
    assert [path.name for path in (data / "run").iterdir()] == ["stack.lock"]
    require_free_port(HOST, port)


def test_a_port_in_use_is_told_before_anything_starts(
    tmp_path: Path, taken_port: int, settings: dict[str, str]
) -> None:
    stack = Stack(one_machine(tmp_path / "data", settings, port=taken_port), data=tmp_path / "data")
    with pytest.raises(PortInUse, match=f"Port {taken_port} on 127.0.0.1 is used by another program"):
        stack.start()
    assert list((tmp_path / "data" / "log").iterdir()) == []


def test_with_a_broker_given_none_is_started(tmp_path: Path) -> None:
    env = {"REDIS_URL": "redis://broker.example/0"}
    plan = one_machine(tmp_path, env, port=8000, workers=2, concurrency=3)
    assert [process.name for process in plan] == ["web", "worker1", "worker2", "relay"]
    assert {process.env["REDIS_URL"] for process in plan} == {"redis://broker.example/0"}
    assert {process.env["JUSTERA_DATA"] for process in plan} == {str(tmp_path)}
    assert all("3" in process.argv for process in plan if process.name.startswith("worker"))


def test_a_server_that_listens_nowhere_does_not_answer(port: int) -> None:
    assert not answers_ok(HOST, port)
