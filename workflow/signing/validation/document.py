"""What a PDF parser says about a signed file, to be held against its raw bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from workflow.signing.errors import SignatureMalformed
from workflow.signing.trust import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyhanko.pdf_utils.generic import DictionaryObject, Reference

    from workflow.signing.validation.byte_ranges import SignedRange

_MOST_FIELDS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledField:
    """A signature field with its value, as the parser sees the newest revision."""

    name: str
    field: Reference
    value: Reference
    signature: DictionaryObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed file: filled fields in file order, the names of the empty ones, and validation data."""

    reader: PdfFileReader
    filled: tuple[FilledField, ...]
    empty: tuple[str, ...]
    evidence: Evidence


def read_document(pdf: bytes, ranges: Sequence[SignedRange]) -> Document:
    """Parse a file whose raw ranges are known.

    Raises:
        SignatureMalformed: the parser and the raw bytes tell different stories.
        Exception: one of ``hostile.HOSTILE``.
    """
    reader = PdfFileReader(io.BytesIO(pdf), strict=True, decode_limits=DecodeLimits.for_untrusted_input())
    if reader.encrypted or reader.xrefs.hybrid_xrefs_present:
        raise SignatureMalformed(reason="the file is encrypted or ambiguous")
    filled, empty = _fields(reader)
    filled.sort(key=lambda one: _numbers(one.signature)[1])
    if [_numbers(one.signature) for one in filled] != [signed.numbers for signed in ranges]:
        raise SignatureMalformed(reason="the signatures in the form are not those in the file")
    return Document(reader=reader, filled=tuple(filled), empty=tuple(empty), evidence=_evidence(reader))


def _fields(reader: PdfFileReader) -> tuple[list[FilledField], list[str]]:
    filled, empty = [], []
    for count, (name, value, field) in enumerate(enumerate_sig_fields(reader)):
        if count >= _MOST_FIELDS or not name:
            raise SignatureMalformed(reason="the form is not one of ours")
        if value is None:
            empty.append(name)
            continue
        reference = field.get_object().raw_get("/V").reference
        filled.append(FilledField(name=name, field=field, value=reference, signature=reference.get_object()))
    return filled, empty


def _numbers(signature: DictionaryObject) -> list[int]:
    numbers = [int(number) for number in signature["/ByteRange"]]
    if len(numbers) != 4:  # noqa: PLR2004 - two pairs
        raise SignatureMalformed(reason="a byte range has gaps")
    return numbers


def _evidence(reader: PdfFileReader) -> Evidence:
    if "/DSS" not in reader.root:
        return Evidence()
    store = reader.root["/DSS"]
    return Evidence(
        certificates=_streams(store, "/Certs", DecodePurpose.CERTIFICATE),
        crls=_streams(store, "/CRLs", DecodePurpose.CRL),
        complete=True,
    )


def _streams(store: DictionaryObject, key: str, purpose: DecodePurpose) -> tuple[bytes, ...]:
    listed = store.get(key, ())
    return tuple(bytes(listed[index].read_data(purpose)) for index in range(len(listed)))
