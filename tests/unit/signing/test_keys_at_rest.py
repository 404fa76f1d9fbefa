"""Keys on disk: private, encrypted, written whole, never replaced."""

from __future__ import annotations

import ast
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.fakes import FakeClock
from tests.pki.office import PASSPHRASE, Office
from workflow.durable_files import StoreUnavailable
from workflow.signing import create_pki, open_keys, read_public
from workflow.signing.errors import (
    KeysExposed,
    KeysUnreadable,
    PassphraseMissing,
    PkiExists,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_files_belong_to_their_owner_alone(office: Office) -> None:
    assert stat.S_IMODE(office.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in office.folder.iterdir()} == {0o600}


def test_private_keys_are_encrypted(office: Office) -> None:
    for path in office.folder.glob("*.key.pem"):
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in path.read_bytes()
        with pytest.raises(TypeError):
            serialization.load_pem_private_key(path.read_bytes(), password=None)


def test_keys_are_never_overwritten(office: Office) -> None:
    before = {path: path.read_bytes() for path in office.folder.iterdir()}
    with pytest.raises(PkiExists):
        create_pki(office.folder, organisation="Another", passphrase=b"x", clock=office.clock)
    assert {path: path.read_bytes() for path in office.folder.iterdir()} == before
    assert [path.name for path in office.folder.parent.iterdir()] == [office.folder.name]


def test_no_keys_are_made_without_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(PassphraseMissing):
        create_pki(tmp_path / "pki", organisation="One", passphrase=b"", clock=FakeClock())
    assert not (tmp_path / "pki").exists()


def test_a_wrong_passphrase_opens_nothing(office: Office) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        open_keys(office.folder, PASSPHRASE + b"!")
    assert caught.value.permanent


def test_a_key_that_others_can_read_is_refused(office: Office) -> None:
    (office.folder / "seal.key.pem").chmod(0o640)
    with pytest.raises(KeysExposed):
        open_keys(office.folder, PASSPHRASE)


def test_a_key_beside_another_certificate_is_refused(office: Office, otto: Office) -> None:
    (office.folder / "seal.pem").write_bytes((otto.folder / "seal.pem").read_bytes())
    with pytest.raises(KeysUnreadable):
        open_keys(office.folder, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"not a key", None])
def test_damaged_keys_are_said_to_be_damaged(office: Office, content: bytes | None) -> None:
    path = office.folder / "issuing.pem"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(KeysUnreadable):
        open_keys(office.folder, PASSPHRASE)


def test_the_public_part_needs_no_passphrase(office: Office) -> None:
    public = read_public(office.folder)
    assert public.root_pem == office.root
    assert public.ends_at == office.keys.issuing.certificate.not_valid_after_utc


def test_only_one_function_opens_private_keys() -> None:
    package = Path(__file__).parents[3] / "workflow"
    opened_in = {path.name for path in package.rglob("*.py") if "load_pem_private_key" in _names(path)}
    assert opened_in == {"key_folder.py"}
    assert not any("load_der_private_key" in _names(path) for path in package.rglob("*.py"))


def test_the_authority_of_time_is_for_time_alone(office: Office) -> None:
    extension = office.keys.tsa.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert extension.critical
    assert list(extension.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def test_serial_numbers_are_random_and_long(office: Office, otto: Office) -> None:
    numbers = [
        held.certificate.serial_number
        for keys in (office.keys, otto.keys)
        for held in (keys.root, keys.issuing, keys.seal, keys.tsa)
    ]
    assert len(set(numbers)) == len(numbers)
    assert min(number.bit_length() for number in numbers) > 100


def test_no_certificate_outlives_its_issuer(office: Office) -> None:
    keys = office.keys
    end = {
        name: getattr(keys, name).certificate.not_valid_after_utc
        for name in ("root", "issuing", "seal", "tsa")
    }
    assert end["seal"] <= end["issuing"] <= end["root"]
    assert end["tsa"] <= end["root"]


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.attr
        if isinstance(node, ast.Name):
            yield node.id


def test_a_disk_that_refuses_new_keys_is_told_as_a_failing_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable):
        create_pki(tmp_path / "file" / "keys", organisation="One", passphrase=b"x", clock=FakeClock())
