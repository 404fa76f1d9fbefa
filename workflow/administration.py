"""Commands by which an operator sets up an organisation."""

from __future__ import annotations

import secrets
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from workflow import bootstrap
from workflow.errors import WorkflowError
from workflow.language.marking import msgid
from workflow.procedure.model import Role
from workflow.procedure.policy import presets
from workflow.settings import from_environment
from workflow.usecases import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.usecases.services import Services

HELP = {
    "init": msgid("Make keys, tables and the organisation in an empty data folder."),
    "add-body": msgid("Add a body whose minutes are adjusted."),
    "add-person": msgid("Add a person's account; prints a password to hand over."),
    "upgrade": msgid("Bring the database to this version of the program."),
}
"""What each command does, in a line."""


class PassphraseFileMissing(WorkflowError):
    """Name the file with the passphrase of the keys, outside the data folder, in JUSTERA_KEY_PASSPHRASE_FILE."""  # noqa: E501


class OrganisationMissing(WorkflowError):
    """There is no organisation yet. Begin with: justera init --organisation NAME."""


@click.command("init")
@click.option("--organisation", required=True)
def init(organisation: str) -> None:
    """Make keys, tables and the organisation."""
    settings = from_environment()
    if settings.key_passphrase_file is None:
        raise PassphraseFileMissing
    passphrase = bootstrap.read_passphrase(settings)
    bootstrap.make_keys(settings, organisation=organisation, passphrase=passphrase)
    with closing(bootstrap.database(settings)) as database:
        database.upgrade()
        set_up.add_organisation(bootstrap.build_services(settings, database), name=organisation)
    click.echo(str(bootstrap.keys_folder(settings) / "root.pem"))


@click.command("add-body")
@click.option("--name", required=True)
@click.option("--short-name", required=True)
@click.option("--policy", required=True, type=click.Choice(sorted(presets())))
def add_body(name: str, short_name: str, policy: str) -> None:
    """Add a body."""
    with _services() as services:
        set_up.add_body(
            services,
            organisation_id=_organisation_id(services),
            name=name,
            short_name=short_name,
            policy_name=policy,
        )


@click.command("add-person")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--role", "roles", multiple=True, type=click.Choice([Role.DRAFTER.value, Role.REGISTRAR.value]))
@click.option("--language", default="sv", type=click.Choice(["sv", "en"]))
def add_person(name: str, email: str, roles: tuple[str, ...], language: str) -> None:
    """Add a person's account and print its password once."""
    password = secrets.token_urlsafe(12)
    with _services() as services:
        set_up.add_account(
            services,
            organisation_id=_organisation_id(services),
            name=name,
            email=email,
            password=password,
            roles=frozenset(Role(role) for role in roles),
            language=language,
        )
    click.echo(password)


@click.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version of the program."""
    with closing(bootstrap.database(from_environment())) as database:
        database.upgrade()


@contextmanager
def _services() -> Iterator[Services]:
    settings = from_environment()
    with closing(bootstrap.database(settings)) as database:
        yield bootstrap.build_services(settings, database)


def _organisation_id(services: Services) -> str:
    with services.open_unit() as unit:
        organisations = unit.people.organisations()
    if not organisations:
        raise OrganisationMissing
    return organisations[0].organisation_id
