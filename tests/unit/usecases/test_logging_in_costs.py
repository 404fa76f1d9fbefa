"""What a log-in costs tells nobody which addresses have accounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import FakePasswords, FakeServices, make_services
from tests.installed import PASSWORD, Cast, assemble
from workflow.usecases.log_in import (
    LONGEST_PASSWORD,
    WrongCredentials,
    WrongPassword,
    authenticate,
    log_in,
)


class CountedPasswords(FakePasswords):
    """Remembers what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hashed(self, password: str) -> str:
        self.asked.append("hash")
        return super().hashed(password)

    def is_right(self, stored: str, password: str) -> bool:
        self.asked.append("verify")
        return stored == super().hashed(password)


@pytest.fixture
def passwords() -> CountedPasswords:
    return CountedPasswords()


@pytest.fixture
def services(passwords: CountedPasswords) -> FakeServices:
    return replace(make_services(), passwords=passwords)


@pytest.fixture
def cast(services: FakeServices, passwords: CountedPasswords) -> Cast:
    people = assemble(services)
    with pytest.raises(WrongCredentials):
        log_in(services, email="first@example.org", password="wrong")
    passwords.asked.clear()
    return people


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("email", ["helga@example.org", "nobody@example.org"])
def test_a_known_and_an_unknown_address_cost_the_same(
    services: FakeServices, passwords: CountedPasswords, email: str
) -> None:
    with pytest.raises(WrongCredentials):
        log_in(services, email=email, password="wrong")
    assert passwords.asked == ["verify"]


def test_a_password_of_megabytes_is_wrong_without_being_hashed(
    services: FakeServices, passwords: CountedPasswords, cast: Cast
) -> None:
    with pytest.raises(WrongCredentials):
        log_in(services, email="helga@example.org", password="x" * (LONGEST_PASSWORD + 1))
    with pytest.raises(WrongPassword):
        authenticate(services, cast.helga, password="x" * (LONGEST_PASSWORD + 1))
    assert passwords.asked == []


def test_the_right_password_lets_in(services: FakeServices, cast: Cast) -> None:
    del cast
    assert log_in(services, email="helga@example.org", password=PASSWORD)
