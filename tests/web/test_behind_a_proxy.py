"""Whose address counts when the pages stand behind reverse proxies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import request

from tests.web.conftest import SETTINGS
from web.app import create_app
from workflow.settings import WrongSettings, from_environment

if TYPE_CHECKING:
    from tests.fakes import FakeServices

PROXY = "192.0.2.1"
READER = "198.51.100.7"
FORGED = "203.0.113.9"


def seen_from(services: FakeServices, *, trusted_proxies: int, forwarded_for: str) -> str:
    """Return the address that tries are counted by."""
    app = create_app(services, SETTINGS.model_copy(update={"trusted_proxies": trusted_proxies}))
    seen: list[str] = []
    app.before_request(lambda: seen.append(request.remote_addr or ""))
    app.test_client().get(
        "/healthz", headers={"X-Forwarded-For": forwarded_for}, environ_base={"REMOTE_ADDR": PROXY}
    )
    return seen[0]


def test_without_a_trusted_proxy_the_header_is_ignored(services: FakeServices) -> None:
    assert seen_from(services, trusted_proxies=0, forwarded_for=READER) == PROXY


def test_behind_one_trusted_proxy_its_word_counts_and_no_earlier_one(services: FakeServices) -> None:
    assert seen_from(services, trusted_proxies=1, forwarded_for=f"{FORGED}, {READER}") == READER


@pytest.mark.parametrize("wrong", ["-1", "some", "11"])
def test_the_number_of_proxies_is_checked(wrong: str) -> None:
    with pytest.raises(WrongSettings, match="JUSTERA_TRUSTED_PROXIES"):
        from_environment({"JUSTERA_TRUSTED_PROXIES": wrong})
    assert from_environment({"JUSTERA_TRUSTED_PROXIES": "2"}).trusted_proxies == 2
