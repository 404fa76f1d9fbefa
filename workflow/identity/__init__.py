"""Who people are. The only place that knows how passwords are kept."""

from workflow.identity.passwords import Argon2Passwords

__all__ = ["Argon2Passwords"]
