"""Every setting, read from the environment once and checked all at once.

Defaults are those of one machine: everything under the data folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from workflow.errors import WorkflowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationInfo


class WrongSettings(WorkflowError):
    """The settings are not right: %(mistakes)s."""


class Settings(BaseModel):
    """Where things are and how the service behaves.

    Each field is the environment variable of the same name in capitals, those
    without a scheme of their own with ``JUSTERA_`` before (see ``from_environment``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Path("var")
    """Folder of everything that the one-machine stack keeps."""
    database_url: str = ""
    """SQLAlchemy URL; empty: SQLite in the data folder."""
    redis_url: str = ""
    """Broker URL; empty: the embedded Valkey, whose address the stack passes on."""
    blobs_url: str = ""
    """Folder URL of working files; empty: in the data folder."""
    archive_url: str = ""
    """Folder URL of packages; empty: in the data folder."""
    tsa_url: str = ""
    """RFC 3161 authority; empty: the built-in one."""
    tsa_trust_file: Path | None = Field(default=None, validate_default=True)
    """PEM of the root that the authority at ``tsa_url`` chains to; needed with it."""
    key_passphrase_file: Path | None = None
    """File with the passphrase of the stored keys, outside the data folder. Workers only."""
    public_url: str = "http://localhost:8080"
    """Where people reach the pages; no slash at the end."""
    session_secret: str = ""
    """Key of the form tokens; at least 32 characters. Pages only."""
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    """How many reverse proxies of our own stand before the pages and set X-Forwarded-For and -Proto."""
    smtp_url: str = ""
    """``smtp://[user:password@]host:port``; empty: messages are files in the data folder."""
    mail_from: str = "justera@localhost"
    """Sender of messages."""

    @field_validator("tsa_trust_file")
    @classmethod
    def _trusts_the_authority(cls, file: Path | None, known: ValidationInfo) -> Path | None:
        if file is None and known.data.get("tsa_url"):
            raise PydanticCustomError("missing", "needed when TSA_URL is set")
        return file


_NAMES = {
    "data": "JUSTERA_DATA",
    "database_url": "DATABASE_URL",
    "redis_url": "REDIS_URL",
    "blobs_url": "BLOBS_URL",
    "archive_url": "ARCHIVE_URL",
    "tsa_url": "TSA_URL",
    "tsa_trust_file": "TSA_TRUST_FILE",
    "key_passphrase_file": "JUSTERA_KEY_PASSPHRASE_FILE",
    "public_url": "PUBLIC_URL",
    "session_secret": "JUSTERA_SESSION_SECRET",
    "trusted_proxies": "JUSTERA_TRUSTED_PROXIES",
    "smtp_url": "SMTP_URL",
    "mail_from": "MAIL_FROM",
}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; unset and empty variables keep their defaults.

    Raises:
        WrongSettings: every mistake at once, by the variable's name.
    """
    found = os.environ if environment is None else environment
    given = {field: found[name] for field, name in _NAMES.items() if found.get(name)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        mistakes = "; ".join(f"{_NAMES[str(e['loc'][0])]}: {e['msg']}" for e in error.errors())
        raise WrongSettings(mistakes=mistakes) from error


def folder_of(url: str, default: Path) -> Path:
    """Return the folder that a ``file:`` URL or plain path names; the default when empty.

    Raises:
        WrongSettings: a URL of another kind.
    """
    if not url:
        return default
    if "://" in url and not url.startswith("file://"):
        raise WrongSettings(mistakes=f"{url.split('://', 1)[0]}:// is not a store this version knows")
    return Path(url.removeprefix("file://"))
