"""PAdES signatures, seals, timestamps and their validation: the one place that knows keys.

The public names are gathered here; ``workflow.bootstrap`` builds them.
"""

from workflow.signing.pki import KeyRing, PublicPki, create_pki, open_keys, read_public
from workflow.signing.signer import PadesSigner
from workflow.signing.timestamps import BuiltinAuthority, HttpAuthority, TimestampAuthority
from workflow.signing.validation.validator import PyhankoValidator

__all__ = [
    "BuiltinAuthority",
    "HttpAuthority",
    "KeyRing",
    "PadesSigner",
    "PublicPki",
    "PyhankoValidator",
    "TimestampAuthority",
    "create_pki",
    "open_keys",
    "read_public",
]
