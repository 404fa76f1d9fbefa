"""What an account must have to be made."""

from __future__ import annotations

import pytest

from tests.fakes import make_services
from workflow.usecases.log_in import LONGEST_PASSWORD
from workflow.usecases.set_up import NotAnAddress, PasswordTooLong, add_account, add_organisation


@pytest.mark.parametrize("email", ["", "cia", "cia@example.org\n", "a@b@c", "x" * 251 + "@a.b"])
def test_an_account_has_an_address_that_can_be_written_to(email: str) -> None:
    services = make_services()
    organisation = add_organisation(services, name="Södra")
    with pytest.raises(NotAnAddress):
        add_account(services, organisation_id=organisation, name="Cia", email=email, password="p")
    assert not services.database.tables.accounts


def test_a_password_that_could_not_log_in_is_not_stored() -> None:
    services = make_services()
    organisation = add_organisation(services, name="Södra")
    password = "x" * (LONGEST_PASSWORD + 1)
    with pytest.raises(PasswordTooLong, match="1000"):
        add_account(services, organisation_id=organisation, name="C", email="c@d.e", password=password)
