"""Passwords kept as Argon2id hashes (RFC 9106)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY


class Argon2Passwords:
    """Hashes and checks passwords with RFC 9106's second recommended profile (64 MiB, 3 passes)."""

    def __init__(self) -> None:
        """Use the profile; each hash carries its own salt and parameters."""
        self._hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

    def hashed(self, password: str) -> str:
        """Return the encoded hash that may be stored."""
        return self._hasher.hash(password)

    def is_right(self, stored: str, password: str) -> bool:
        """Whether the password is the one that was stored; False for a broken hash too."""
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
