"""A CMS message is put together from encoded parts, none of which is encoded again."""

from __future__ import annotations

import hashlib

import pytest
from asn1crypto import cms
from asn1crypto.parser import emit

from tests.pki.office import Office
from workflow.signing.cms_building import Companions, sign_digest


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("pki") / "keys").keys.seal


@pytest.mark.parametrize("length", [0x80 - 2, 0x180 - 4, 0x580 - 4])
def test_what_is_enclosed_keeps_its_bytes_whatever_its_length(held, length):
    token = emit(0, 1, 16, emit(0, 0, 4, b"x" * length))
    raw = sign_digest(held, hashlib.sha256(b"content").digest())
    message = raw.package(Companions(certificates=(held.der,)), token=token)
    assert token in message
    assert held.der in message
    assert raw.attributes.contents in message
    [signer] = cms.ContentInfo.load(message, strict=True)["content"]["signer_infos"]
    assert signer["signature"].native == raw.value
    assert signer["signed_attrs"].untag().dump() == raw.attributes.dump()


def test_sets_stand_in_ascending_order_of_their_encodings(held):
    lists = tuple(emit(0, 1, 16, bytes([4, 1, n])) for n in (9, 3, 7))
    message = sign_digest(held, b"\0" * 32).package(Companions(crls=lists))
    assert b"".join(sorted(lists)) in message
