"""Small honest stand-ins for every port, and the cast that tests play with.

Signatures and seals are marker lines appended to the bytes, so that "extends
byte for byte", "nothing after the seal" and "another key" can be checked. The
database is in ``tests.fake_records``, the reader in ``tests.fake_reading``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import struct
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.fake_reading import FakeReader
from tests.fake_records import FakeDatabase
from workflow.minutes import (
    canonical_json,
)
from workflow.ports import (
    SEAL_FIELD,
    TIMESTAMP_FIELD,
    ArchiveConflict,
    BlobDamaged,
    BlobMissing,
    Check,
    DetachedReport,
    Outcome,
    PdfReport,
    SignatureFinding,
    SignedRevision,
)
from workflow.usecases.services import WorkerServices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.errors import ServiceError
    from workflow.ports import Clock, SignatureOrder, TypesettingOrder

START = dt.datetime(2026, 5, 6, 9, 0, tzinfo=dt.UTC)
"""When every test begins."""


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, instant: dt.datetime = START) -> None:
        self.instant = instant

    def now(self) -> dt.datetime:
        return self.instant

    def advance(self, seconds: float) -> None:
        self.instant += dt.timedelta(seconds=seconds)


class FakeBlobs:
    """Bytes by SHA-256; tests may damage ``content``."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.content[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.content:
            raise BlobMissing(sha256=sha256)
        content = self.content[sha256]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobDamaged(sha256=sha256)
        return content


class FakeArchive:
    """Packages by name, never replaced."""

    def __init__(self) -> None:
        self.packages: dict[str, bytes] = {}

    def put(self, name: str, package: bytes) -> None:
        if self.packages.setdefault(name, package) != package:
            raise ArchiveConflict(name=name)

    def get(self, name: str, *, sha256: str) -> bytes:
        if name not in self.packages:
            raise BlobMissing(sha256=sha256)
        if hashlib.sha256(self.packages[name]).hexdigest() != sha256:
            raise BlobDamaged(sha256=sha256)
        return self.packages[name]


class FakePasswords:
    """Fast, and not for keeping anything."""

    def hashed(self, password: str) -> str:
        return "fake:" + hashlib.sha256(password.encode()).hexdigest()

    def is_right(self, stored: str, password: str) -> bool:
        return stored == self.hashed(password)


class FakeMailer:
    """Keeps what was sent, by message id; ``failure`` is raised while it is set."""

    def __init__(self) -> None:
        self.sent: dict[str, tuple[str, str, str]] = {}
        self.failure: ServiceError | None = None

    def send(self, *, message_id: str, to: str, subject: str, body: str) -> None:
        if self.failure is not None:
            raise self.failure
        self.sent[message_id] = (to, subject, body)


class FakeTypesetter:
    """Writes what a PDF would show as lines of text; the same order gives the same bytes."""

    def prepare(self, order: TypesettingOrder) -> bytes:
        places = "".join(f"%PLACE {p.field_name} {p.role} {p.name}\n" for p in order.places)
        head = f"%PDF-1.7\n%REF {order.reference} v{order.version} {order.organisation}\n{places}"
        return head.encode() + canonical_json(order.minutes) + b"\n%%EOF\n"


class FakePageImages:
    """Two white pixels for each of two pages."""

    def count(self, pdf: bytes) -> int:  # noqa: ARG002
        return 2

    def png(self, pdf: bytes, page: int, *, width_px: int) -> bytes:  # noqa: ARG002
        if not 0 <= page < self.count(pdf):
            raise BlobMissing(sha256=hashlib.sha256(pdf).hexdigest())
        rows = b"\x00\xff\xff"
        chunks = (
            (b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )


@dataclass
class FakeSigner:
    """Appends a marker line for each signature; ``failure`` is raised while it is set."""

    clock: Clock
    failure: ServiceError | None = None
    orders: list[SignatureOrder] = field(default_factory=list)

    def sign(self, pdf: bytes, order: SignatureOrder) -> SignedRevision:
        if self.failure is not None:
            raise self.failure
        self.orders.append(order)
        at = self.clock.now()
        mark = _mark("SIG", order.role, order.name, at, order.field_name, order.person_id, order.organisation)
        return SignedRevision(pdf=pdf + mark, signed_at=at)

    def seal(self, pdf: bytes, *, organisation: str, language: str) -> SignedRevision:  # noqa: ARG002
        if self.failure is not None:
            raise self.failure
        at = self.clock.now()
        mark = _mark("SEAL", SEAL_FIELD, organisation, at, SEAL_FIELD, "", organisation)
        return SignedRevision(pdf=pdf + mark, signed_at=at)

    def sign_detached(self, data: bytes) -> bytes:
        return b"fake-cms:" + hashlib.sha256(data).hexdigest().encode()


def _mark(kind: str, role: str, name: str, at: dt.datetime, *more: str) -> bytes:
    return "|".join((f"%{kind}", role, name, at.isoformat(), *more)).encode() + b"\n"


class FakeValidator:
    """Believes the marker lines, and demands that the seal, when due, is the last of them."""

    def validate(self, pdf: bytes, *, sealed: bool) -> PdfReport:
        whole = pdf.startswith(b"%PDF-") and pdf.endswith(b"\n")
        right_end = pdf.rstrip(b"\n").split(b"\n")[-1].startswith(b"%SEAL|") if sealed else True
        return PdfReport(
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            checks=(_check(1, "whole", passed=whole), _check(2, "nothing after the seal", passed=right_end)),
            signatures=tuple(_signatures(pdf)),
        )

    def validate_detached(self, data: bytes, signature: bytes) -> DetachedReport:
        right = signature == b"fake-cms:" + hashlib.sha256(data).hexdigest().encode()
        return DetachedReport(
            checks=(_check(1, "signature", passed=right),), certificate_sha256=SEAL_FIELD, signed_at=START
        )

    def embedded(self, pdf: bytes, name: str) -> bytes | None:
        lines = [line for line in pdf.split(b"\n") if line.startswith(b"{")]
        return lines[0] if name == "minutes.json" and lines else None


def _check(number: int, name: str, *, passed: bool) -> Check:
    return Check(number=number, name=name, outcome=Outcome.PASSED if passed else Outcome.FAILED)


def _signatures(pdf: bytes) -> Iterator[SignatureFinding]:
    """Every mark, and the archive timestamp that is one with the seal here."""
    for mark in re.finditer(rb"%(?:SIG|SEAL)\|[^\n]*\n", pdf):
        found = _signature(mark)
        yield found
        if found.field_name == SEAL_FIELD:
            yield replace(found, field_name=TIMESTAMP_FIELD)


def _signature(mark: re.Match[bytes]) -> SignatureFinding:
    _, role, name, at, field_name, person_id, organisation = mark[0].decode().strip().split("|")
    return SignatureFinding(
        field_name=field_name,
        name=name,
        role=role,
        organisation=organisation,
        level="B-T",
        signed_at=dt.datetime.fromisoformat(at),
        timestamp_authority="fake",
        intact=Outcome.PASSED,
        trusted=Outcome.PASSED,
        covers_bytes=mark.end(),
        certificate_sha256=field_name,
        person_id=person_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeServices(WorkerServices):
    """Everything a worker needs, with the fakes in reach by their own types."""

    database: FakeDatabase
    clock: FakeClock
    blobs: FakeBlobs
    archive: FakeArchive
    signer: FakeSigner
    mailer: FakeMailer


def make_services() -> FakeServices:
    """Return services over an empty database and a clock that stands still."""
    database = FakeDatabase()
    clock = FakeClock()
    return FakeServices(
        database=database,
        open_unit=database.open_unit,
        clock=clock,
        blobs=FakeBlobs(),
        archive=FakeArchive(),
        reader=FakeReader(),
        typesetter=FakeTypesetter(),
        page_images=FakePageImages(),
        passwords=FakePasswords(),
        signer=FakeSigner(clock),
        validator=FakeValidator(),
        mailer=FakeMailer(),
        public_url="https://justera.example",
    )
