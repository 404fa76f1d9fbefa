"""`justera verify PACKAGE` notices what was changed, whoever changed it and however carefully."""

from __future__ import annotations

import json
import random

import pytest
from click.testing import CliRunner

from tests.integration.usecases.finished import archive_sample
from workflow import audit, bootstrap
from workflow.audit import package as packages
from workflow.audit.chain import NO_PREVIOUS
from workflow.cli import main
from workflow.ports import Outcome
from workflow.usecases.verify_file import verify_file
from workflow.usecases.verify_package import verify_package


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return archive_sample(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def files(finished):
    return packages.unpack(finished.package)


@pytest.fixture(scope="module")
def validator(finished):
    return bootstrap.validator([finished.root])


def failed(package, validator):
    report = verify_package(package, validator=validator)
    return {check.name for check in report.checks if check.outcome is Outcome.FAILED}


def rehashed(trail, index, **changes):
    forged = []
    for number, line in enumerate(trail.splitlines()):
        plain = json.loads(line) | (changes if number == index else {})
        plain["previous_sha256"] = forged[-1].sha256 if forged else NO_PREVIOUS
        plain["sha256"] = audit.entry_sha256(plain)
        forged.append(audit.Entry(**plain))
    return audit.export_entries(forged)


def test_an_untouched_package_passes_every_check(finished, validator):
    report = verify_package(finished.package, validator=validator)
    assert [c for c in report.checks if c.outcome is not Outcome.PASSED] == []
    assert [check.number for check in report.checks] == list(range(1, len(report.checks) + 1))


@pytest.mark.parametrize("name", sorted(packages.MEMBERS))
def test_one_changed_byte_in_any_file_is_noticed(files, validator, name):
    chance = random.Random(name)
    for _ in range(3):
        changed = bytearray(files[name])
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        assert failed(packages.pack(files | {name: bytes(changed)}), validator)


@pytest.mark.parametrize("name", sorted(packages.MEMBERS))
def test_a_missing_file_is_noticed(files, validator, name):
    rest = {kept: content for kept, content in files.items() if kept != name}
    assert failed(packages.pack(rest), validator)


def test_a_file_too_many_is_noticed(files, validator):
    assert failed(packages.pack(files | {"extra.txt": b"x"}), validator)
    assert failed(packages.pack(files | {"attachments/extra.pdf": b"x"}), validator)


def test_an_edited_audit_line_is_noticed(files, validator):
    edited = files[packages.TRAIL].replace(b"Cia Wallgren", b"Cia Wallgreen", 1)
    assert failed(packages.pack(files | {packages.TRAIL: edited}), validator) >= {
        "The audit trail is unbroken"
    }


@pytest.mark.parametrize("index", [0, 2, -1])
def test_an_audit_line_edited_and_re_hashed_from_there_on_is_noticed(files, validator, index):
    trail = files[packages.TRAIL]
    index %= len(trail.splitlines())
    forged = rehashed(trail, index, actor_name="Somebody Else")
    audit.check_chain(audit.parse_entries(forged))
    found = failed(packages.pack(files | {packages.TRAIL: forged}), validator)
    assert "The trail ends where the manifest says" in found


def test_a_trail_and_manifest_forged_together_break_the_manifests_signature(files, validator):
    forged = rehashed(files[packages.TRAIL], 2, actor_name="Somebody Else")
    plain = json.loads(files[packages.MANIFEST])
    about = {k: v for k, v in plain.items() if k not in {"files", "audit_head", "format"}}
    listed = {n: c for n, c in files.items() if n in plain["files"]} | {packages.TRAIL: forged}
    manifest = packages.manifest(listed, head=audit.parse_entries(forged)[-1], about=about)
    forged_files = files | {packages.TRAIL: forged, packages.MANIFEST: manifest}
    found = failed(packages.pack(forged_files), validator)
    assert found == {"manifest: The signed bytes are unchanged"}


def test_without_a_trusted_root_the_result_is_indeterminate(finished):
    report = verify_file(finished.package, validator=bootstrap.validator([]))
    assert report.outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize("junk", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"%PDF-1.7\n", b"hello"])
def test_junk_fails_without_a_traceback(junk, validator):
    assert verify_file(junk, validator=validator).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("spoil", "trusted", "code"),
    [(False, True, 0), (True, True, 1), (False, False, 2)],
    ids=["passed", "failed", "indeterminate"],
)
def test_the_command_says_it_by_its_exit_code(finished, tmp_path, spoil, trusted, code):
    package = tmp_path / "package.zip"
    package.write_bytes(finished.package[:-1] + b"!" if spoil else finished.package)
    root = tmp_path / "root.pem"
    root.write_bytes(finished.root)
    said = CliRunner().invoke(main, ["verify", str(package), *(["--trust", str(root)] if trusted else [])])
    assert said.exit_code == code
    assert "Helga Lindqvist" in said.output or spoil
