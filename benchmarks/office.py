"""A temporary office with real adapters: keys, tables, an organisation of its own and its people."""

from __future__ import annotations

import secrets
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workflow import bootstrap
from workflow.demo.demonstration import free_port, residents_of
from workflow.demo.premises import Premises, premises
from workflow.usecases import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.demo.cast import Cast
    from workflow.demo.premises import Residents
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services

PASSWORD = secrets.token_urlsafe(12)
"""Everyone's password during one measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where it is, and its people: their actors and addresses by name."""

    place: Premises
    body_id: str
    actors: dict[str, Actor]
    emails: dict[str, str]


@contextmanager
def open_office(cast: Cast, *, database_url: str = "") -> Iterator[Office]:
    """Furnish a temporary data folder, removed afterwards; what is in a database of your own stays there.

    Every office is a new organisation, so that one database serves any number of them.
    """
    with tempfile.TemporaryDirectory(prefix="justera-bench-") as temporary:
        extra = {"DATABASE_URL": database_url}
        place = premises(Path(temporary) / "var", port=free_port(), extra=extra)
        _make_keys(place, cast.organisation)
        with closing(bootstrap.database(place.settings)) as database:
            database.upgrade()
            yield _settled(place, bootstrap.build_services(place.settings, database), residents_of(cast))


def _make_keys(place: Premises, organisation: str) -> None:
    passphrase = secrets.token_urlsafe(32)
    file = place.settings.key_passphrase_file
    if file is not None:
        file.touch(mode=0o600)
        file.write_text(passphrase)
    bootstrap.make_keys(place.settings, organisation=organisation, passphrase=passphrase.encode())


def _settled(place: Premises, services: Services, residents: Residents) -> Office:
    organisation_id = set_up.add_organisation(services, name=residents.organisation)
    ((name, short_name, policy_name),) = residents.bodies
    body_id = set_up.add_body(
        services, organisation_id=organisation_id, name=name, short_name=short_name, policy_name=policy_name
    )
    emails = {name: f"{secrets.token_hex(8)}@bench.invalid" for name in residents.people}
    for name, roles in residents.people.items():
        set_up.add_account(
            services,
            organisation_id=organisation_id,
            name=name,
            email=emails[name],
            password=PASSWORD,
            roles=roles,
        )
    with services.open_unit() as unit:
        actors = {name: unit.people.named(organisation_id, name)[0].actor for name in emails}
    return Office(place=place, body_id=body_id, actors=actors, emails=emails)
