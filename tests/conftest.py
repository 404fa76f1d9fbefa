"""What every test gets: real servers on request, and the rule that CI skips nothing."""

from __future__ import annotations

import os

import pytest

pytest_plugins = ["tests.servers.fixtures"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the network off in unit tests."""
    for item in items:
        if "/tests/unit/" in item.path.as_posix():
            item.add_marker(pytest.mark.disable_socket)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what this machine could not run, once."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and not os.environ.get("CI"):
        terminalreporter.section("not run on this machine")
        for reason in sorted({str(report.longrepr[2]) for report in skipped if report.longrepr}):
            terminalreporter.write_line(reason)
