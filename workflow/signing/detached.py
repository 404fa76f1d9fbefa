"""Detached signatures over bytes (CAdES-T) that carry what is needed to check them offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.signing.cms_building import Companions, sha256_of, sign_digest
from workflow.signing.revocation import current_crls
from workflow.signing.seal import issued_elsewhere

if TYPE_CHECKING:
    from workflow.ports import Clock
    from workflow.signing.pki import KeyRing
    from workflow.signing.timestamps.authority import TimestampAuthority


def sign_detached(data: bytes, keys: KeyRing, authority: TimestampAuthority, clock: Clock) -> bytes:
    """Sign ``data`` with the seal key (ETSI EN 319 122-1 §6.3, level T).

    The certificates of the whole chain and fresh revocation lists travel in
    the message's own lists, which no signature needs to cover: both are signed
    by their issuers. The lists of an outside authority of time go with them.
    """
    raw = sign_digest(keys.seal, sha256_of(data), signing_time=clock.now())
    token = authority.timestamp(sha256_of(raw.value))
    certificates = (keys.issuing.der, keys.root.der, *token.certificates)
    own = [held.der for held in (keys.root, keys.issuing, keys.seal, keys.tsa)]
    elsewhere = authority.revocation_lists(issued_elsewhere(token.certificates, own))
    crls = tuple(dict.fromkeys((*current_crls(keys, clock), *elsewhere)))
    return raw.package(Companions(certificates=certificates, crls=crls), token=token.der)
