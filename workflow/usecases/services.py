"""What the use cases work with: one bundle for the pages, a wider one for workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.ports import (
        Archive,
        Blobs,
        Clock,
        Mailer,
        PageImages,
        Passwords,
        Reader,
        Signer,
        Typesetter,
        UnitOfWork,
        Validator,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything the pages need. It holds no keys."""

    open_unit: Callable[[], UnitOfWork]
    clock: Clock
    blobs: Blobs
    archive: Archive
    reader: Reader
    typesetter: Typesetter
    page_images: PageImages
    passwords: Passwords


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerServices(Services):
    """Everything a worker needs. ``signer`` holds the opened keys."""

    signer: Signer
    validator: Validator
    mailer: Mailer
    public_url: str
