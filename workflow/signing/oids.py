"""Object identifiers of our own certificates and tokens.

The arcs lie under 2.25 (ITU-T X.667: an identifier made from a UUID needs no
registration) so that no policy of somebody else's is claimed.
"""

from __future__ import annotations

from typing import Final

_ARC: Final = "2.25.278246313520912463891732091874455523301"

PERSON_POLICY: Final = f"{_ARC}.1"
"""Certificate policy of a person's one-time certificate."""
SEAL_POLICY: Final = f"{_ARC}.2"
"""Certificate policy of the organisation's seal certificate."""
TSA_POLICY: Final = f"{_ARC}.3"
"""Certificate policy of the built-in time-stamping authority."""
TIMESTAMP_POLICY: Final = f"{_ARC}.4"
"""Policy named in the tokens of the built-in authority (RFC 3161 §2.4.2)."""

AUTH_CONTEXT: Final = "1.2.752.201.5.1"
"""Certificate extension saying how the signatory was authenticated (RFC 7773 §3)."""
