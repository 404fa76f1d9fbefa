"""Time-stamping: the role, the built-in authority, a client for others, and the checks."""

from workflow.signing.timestamps.authority import TimestampAuthority, TimestampToken
from workflow.signing.timestamps.builtin import BuiltinAuthority
from workflow.signing.timestamps.http import HttpAuthority

__all__ = ["BuiltinAuthority", "HttpAuthority", "TimestampAuthority", "TimestampToken"]
