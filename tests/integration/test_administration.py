"""An operator sets up an organisation on the command line, and its people can log in."""

from __future__ import annotations

from contextlib import closing

import pytest
from click.testing import CliRunner

from workflow import bootstrap
from workflow.cli import main
from workflow.procedure.model import Role
from workflow.settings import from_environment
from workflow.usecases.log_in import find_logged_in, log_in


@pytest.fixture
def environment(tmp_path, monkeypatch):
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a passphrase that only tests know")
    monkeypatch.setenv("JUSTERA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("JUSTERA_KEY_PASSPHRASE_FILE", str(passphrase))
    (tmp_path / "data").mkdir()


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.usefixtures("environment")
def test_a_person_added_on_the_command_line_can_log_in():
    assert run("init", "--organisation", "Lövhults kommun").exit_code == 0
    body = ("--name", "Kommunstyrelsen", "--short-name", "KS", "--policy", "municipal-board")
    assert run("add-body", *body).exit_code == 0
    added = run(
        "add-person", "--name", "Helga Lindqvist", "--email", "helga@example.org", "--role", "drafter"
    )
    assert added.exit_code == 0, added.output
    settings = from_environment()
    with closing(bootstrap.database(settings)) as database:
        services = bootstrap.build_services(settings, database)
        token = log_in(services, email="HELGA@example.org", password=added.output.strip())
        account = find_logged_in(services, token)
    assert account.name == "Helga Lindqvist"
    assert account.roles == {Role.DRAFTER}


@pytest.mark.usefixtures("environment")
def test_keys_are_never_made_twice():
    assert run("init", "--organisation", "Lövhults kommun").exit_code == 0
    again = run("init", "--organisation", "Lövhults kommun")
    assert again.exit_code == 3


@pytest.mark.usefixtures("environment")
def test_a_person_without_an_organisation_is_refused_with_what_to_do():
    run("upgrade")
    refused = run("add-person", "--name", "Helga", "--email", "helga@example.org")
    assert refused.exit_code == 3
    assert "justera init" in refused.output


def test_a_wrong_command_line_is_not_mistaken_for_an_indeterminate_result():
    assert run("verify", "no-such-file").exit_code == 64
