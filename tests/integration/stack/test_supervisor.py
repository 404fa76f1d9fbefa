"""The supervisor, with real processes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers.watching import becomes_true, is_alive
from workflow.stack import Process, Stack
from workflow.stack.errors import ProcessEnded, ProcessNotReady, StackAlreadyRunning, UnknownProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    Sleeper = Callable[..., Process]

STUBBORN = """\
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
PARENT = """\
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[2]).write_text(str(child.pid))
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
NOTE_END = """\
import pathlib, signal, sys, time
def end(*_):
    with open(sys.argv[2], "a") as file: file.write(sys.argv[3] + " ")
    sys.exit()
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
ENDS_ONCE_ITS_NEIGHBOUR_IS_ASKED = """\
import pathlib, signal, sys, time
up, own, neighbours, ends = map(pathlib.Path, sys.argv[1:])
def end(*_):
    own.touch()
    while not neighbours.exists(): time.sleep(0.01)
    with ends.open("a") as file: file.write("neighbour ")
    sys.exit()
signal.signal(signal.SIGTERM, end)
up.touch()
time.sleep(60)
"""
FAILS_WHEN_BROKEN = """\
import pathlib, sys, time
if pathlib.Path(sys.argv[2]).exists(): sys.exit("broken")
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
FOREGROUND = """\
import pathlib, sys
from workflow.stack import Process, Stack
nap = Process(name="nap", argv=(sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"))
stack = Stack([nap], data=pathlib.Path(sys.argv[1]), console=sys.stdout)
stack.run_forever(lambda: print("ready", stack.pid("nap"), flush=True))
print("stopped", flush=True)
"""


def started_pid(foreground: subprocess.Popen[str]) -> int:
    assert foreground.stdout is not None
    return int(foreground.stdout.readline().removeprefix("ready "))


@pytest.fixture
def foreground(tmp_path: Path) -> subprocess.Popen[str]:
    """A supervisor in a process of its own, as on the command line."""
    return subprocess.Popen(
        [sys.executable, "-c", FOREGROUND, str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )


def test_processes_start_in_order_and_stop_in_reverse(tmp_path: Path, sleeper: Sleeper) -> None:
    ends = tmp_path / "ends"
    first = sleeper("first", NOTE_END, str(ends), "first")
    second = sleeper("second", NOTE_END, str(ends), "second")
    with Stack([first, second], data=tmp_path / "data") as stack:
        pids = [stack.pid("first"), stack.pid("second")]
        assert stack.is_ready("first")
        assert stack.is_ready("second")
        assert (tmp_path / "first.up").stat().st_mtime_ns < (tmp_path / "second.up").stat().st_mtime_ns
    assert ends.read_text() == "second first "
    assert not any(is_alive(pid) for pid in pids if pid)


def test_neighbours_end_at_the_same_time_and_before_what_serves_them(
    tmp_path: Path, sleeper: Sleeper
) -> None:
    ends, asked = tmp_path / "ends", [tmp_path / "one.asked", tmp_path / "other.asked"]
    server = sleeper("server", NOTE_END, str(ends), "server")
    neighbours = [
        replace(
            sleeper(name, ENDS_ONCE_ITS_NEIGHBOUR_IS_ASKED, *map(str, files), str(ends)), serves_others=False
        )
        for name, files in (("one", asked), ("other", asked[::-1]))
    ]
    with Stack([server, *neighbours], data=tmp_path / "data"):
        pass
    assert ends.read_text() == "neighbour neighbour server "


def test_a_killed_process_is_started_again(tmp_path: Path, sleeper: Sleeper) -> None:
    with Stack([sleeper("nap")], data=tmp_path / "data") as stack:
        before = stack.pid("nap")
        stack.kill_process("nap")
        stack.wait_until_ready("nap")
        assert stack.pid("nap") not in {None, before}


def test_a_killed_process_leaves_no_child_behind(tmp_path: Path, sleeper: Sleeper) -> None:
    grandchild = tmp_path / "grandchild"
    with Stack([sleeper("parent", PARENT, str(grandchild))], data=tmp_path / "data") as stack:
        orphan = int(grandchild.read_text())
        os.kill(stack.pid("parent") or 0, signal.SIGKILL)
        assert becomes_true(lambda: not is_alive(orphan))


def test_a_stopped_process_stays_stopped_until_it_is_started(tmp_path: Path, sleeper: Sleeper) -> None:
    with Stack([sleeper("nap")], data=tmp_path / "data") as stack:
        stack.stop_process("nap")
        time.sleep(0.4)
        assert stack.pid("nap") is None
        stack.start_process("nap")
        assert stack.is_ready("nap")


def test_a_process_deaf_to_sigterm_is_killed_when_its_grace_is_over(tmp_path: Path, sleeper: Sleeper) -> None:
    stack = Stack([sleeper("stubborn", STUBBORN)], data=tmp_path / "data", grace_s=0.3)
    with stack:
        pid = stack.pid("stubborn")
    assert pid is not None
    assert not is_alive(pid)


def test_restarts_pause_longer_each_time(tmp_path: Path, sleeper: Sleeper) -> None:
    broken = tmp_path / "broken"
    with Stack([sleeper("nap", FAILS_WHEN_BROKEN, str(broken))], data=tmp_path / "data") as stack:
        broken.touch()
        stack.kill_process("nap")
        time.sleep(1.7)
    # Due 0.2, 0.6 and 1.4 seconds after the kill.
    assert 2 <= (tmp_path / "data" / "log" / "nap.log").read_text().count("broken") <= 3


def test_a_process_that_is_never_ready_is_reported_with_its_last_lines(tmp_path: Path) -> None:
    script = "import time; [print('line', n, flush=True) for n in range(40)]; time.sleep(60)"
    deaf = Process(name="deaf", argv=(sys.executable, "-I", "-S", "-c", script), ready=lambda: False)
    stack = Stack([deaf], data=tmp_path / "data", ready_timeout_s=0.5)
    with pytest.raises(ProcessNotReady) as caught:
        stack.start()
    assert "line 39" in str(caught.value)
    assert "line 3\n" not in str(caught.value)
    assert str(tmp_path / "data" / "log" / "deaf.log") in str(caught.value)
    assert stack.pid("deaf") is None


def test_a_process_that_ends_at_once_is_reported_at_once(tmp_path: Path, sleeper: Sleeper) -> None:
    good = sleeper("good")
    bad = sleeper("bad", "raise SystemExit('no such setting')")
    stack = Stack([good, bad], data=tmp_path / "data")
    with pytest.raises(ProcessEnded, match="no such setting"):
        stack.start()
    assert stack.pid("good") is None


def test_a_program_that_does_not_exist_is_named(tmp_path: Path) -> None:
    stack = Stack([Process(name="none", argv=("/no/such/program",), ready=lambda: False)], data=tmp_path)
    with pytest.raises(ProcessEnded, match=r"cannot start /no/such/program: .*No such file"):
        stack.start()


def test_a_second_start_on_the_same_data_is_refused_and_changes_nothing(
    tmp_path: Path, sleeper: Sleeper
) -> None:
    with Stack([sleeper("nap")], data=tmp_path / "data") as stack:
        pid = stack.pid("nap")
        with pytest.raises(StackAlreadyRunning, match=str(os.getpid())):
            Stack([sleeper("nap")], data=tmp_path / "data").start()
        assert stack.pid("nap") == pid
    with Stack([sleeper("nap")], data=tmp_path / "data"):
        pass


def test_an_unknown_process_is_refused_by_name(tmp_path: Path, sleeper: Sleeper) -> None:
    with pytest.raises(UnknownProcess, match="there are: nap"):
        Stack([sleeper("nap")], data=tmp_path).stop_process("nop")


def test_the_console_shows_whole_lines_with_the_name_of_the_process(tmp_path: Path, sleeper: Sleeper) -> None:
    console = io.StringIO()
    with Stack([sleeper("nap"), sleeper("other")], data=tmp_path / "data", console=console):
        pass
    assert sorted(console.getvalue().splitlines()) == ["nap   | up", "other | up"]


def test_logs_and_sockets_are_closed_to_others(tmp_path: Path, sleeper: Sleeper) -> None:
    with Stack([sleeper("nap")], data=tmp_path / "data"):
        for name in ("log", "run"):
            assert (tmp_path / "data" / name).stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "data" / "log" / "nap.log").stat().st_mode & 0o777 == 0o600


def test_when_the_supervisor_is_killed_its_processes_die(foreground: subprocess.Popen[str]) -> None:
    with foreground:
        child = started_pid(foreground)
        assert is_alive(child)
        foreground.kill()
        assert becomes_true(lambda: not is_alive(child))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_foreground_ends_cleanly_on_a_signal(
    foreground: subprocess.Popen[str], number: signal.Signals
) -> None:
    with foreground:
        child = started_pid(foreground)
        foreground.send_signal(number)
        said, _ = foreground.communicate(timeout=10)
        assert said == "stopped\n"
        assert foreground.returncode == 0
        assert not is_alive(child)
