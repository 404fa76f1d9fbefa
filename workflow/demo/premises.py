"""A data folder ready to run: keys, tables, an organisation, its bodies and people."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow import bootstrap
from workflow.demo.story import PASSWORD, email_of
from workflow.settings import from_environment
from workflow.usecases import set_up

if TYPE_CHECKING:
    from pathlib import Path

    from workflow.procedure.model import Role
    from workflow.settings import Settings
    from workflow.usecases.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """An organisation with its bodies (name, short name, policy) and its people with their roles."""

    organisation: str
    bodies: tuple[tuple[str, str, str], ...]
    people: dict[str, frozenset[Role]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """A prepared data folder, and the environment every process on it needs."""

    settings: Settings
    environment: dict[str, str]
    port: int


def premises(data: Path, *, port: int, extra: dict[str, str] | None = None) -> Premises:
    """Describe a data folder; the passphrase of its keys lies beside it, never in it."""
    variables = {
        "JUSTERA_DATA": str(data.absolute()),
        "JUSTERA_KEY_PASSPHRASE_FILE": str(_passphrase_file(data)),
        "JUSTERA_SESSION_SECRET": _secret(data / "session-secret"),
        "PUBLIC_URL": f"http://localhost:{port}",
        **(extra or {}),
    }
    return Premises(settings=from_environment(variables), environment=variables, port=port)


def furnish(place: Premises, residents: Residents) -> None:
    """Make keys, tables, organisation, bodies and accounts, each where it is still missing.

    Killed in between, it goes on where it was.

    Raises:
        JusteraError: a store failed.
    """
    if not bootstrap.keys_folder(place.settings).exists():
        passphrase = _secret(_passphrase_file(place.settings.data)).encode()
        bootstrap.make_keys(place.settings, organisation=residents.organisation, passphrase=passphrase)
    with closing(bootstrap.database(place.settings)) as database:
        database.upgrade()
        _settle(bootstrap.build_services(place.settings, database), residents)


def _settle(services: Services, residents: Residents) -> None:
    with services.open_unit() as unit:
        known = {o.name: o.organisation_id for o in unit.people.organisations()}
    if known and residents.organisation not in known:
        return
    organisation_id = known.get(residents.organisation) or set_up.add_organisation(
        services, name=residents.organisation
    )
    with services.open_unit() as unit:
        bodies = {body.name for body in unit.people.bodies(organisation_id)}
        people = {name for name in residents.people if unit.people.find_by_email(email_of(name))}
    for name, short_name, policy_name in residents.bodies:
        if name not in bodies:
            set_up.add_body(
                services,
                organisation_id=organisation_id,
                name=name,
                short_name=short_name,
                policy_name=policy_name,
            )
    for name, roles in residents.people.items():
        if name not in people:
            _add_person(services, organisation_id, name, roles)


def _add_person(services: Services, organisation_id: str, name: str, roles: frozenset[Role]) -> None:
    set_up.add_account(
        services,
        organisation_id=organisation_id,
        name=name,
        email=email_of(name),
        password=PASSWORD,
        roles=roles,
    )


def _passphrase_file(data: Path) -> Path:
    return data.absolute().with_name(f"{data.absolute().name}.passphrase")


def _secret(file: Path) -> str:
    """Return the secret in a file that only its owner may read; made, whole at once, when missing."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(32))
        beside.rename(file)
    return file.read_text().strip()
