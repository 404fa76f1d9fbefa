"""Every object that one appended revision writes, accounted for or refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils import generic

from workflow.signing.errors import SignatureMalformed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyhanko.pdf_utils.generic import DictionaryObject, PdfObject, Reference
    from pyhanko.pdf_utils.reader import PdfFileReader

    from workflow.signing.validation.document import FilledField

_SIGNATURE_KEYS: Final = {
    "/Type",
    "/Filter",
    "/SubFilter",
    "/Contents",
    "/ByteRange",
    "/M",
    "/Reference",
}
_KINDS: Final = {"/Sig": "/ETSI.CAdES.detached", "/DocTimeStamp": "/ETSI.RFC3161"}
_STORE_KEYS: Final = {"/Type", "/Certs", "/CRLs", "/OCSPs"}
_MOST_OBJECTS: Final = 400
"""Objects one revision may write; ours write about ten, and validation data one for each certificate."""
_DEPTH: Final = 24


class Revision:
    """One appended revision beside the file as it was before."""

    def __init__(self, reader: PdfFileReader, number: int) -> None:
        """Look at revision ``number`` (0 is the prepared document)."""
        self._old = reader.get_historical_resolver(number - 1)
        self._new = reader.get_historical_resolver(number)
        self._data = reader.xrefs.get_xref_data(number)
        own = reader.xrefs.get_xref_container_info(number).stream_ref
        written_here = {(ref.idnum, ref.generation) for ref in reader.xrefs.explicit_refs_in_revision(number)}
        self._unexplained = written_here - ({(own.idnum, own.generation)} if own else set())
        self._earlier = {key for key in self._unexplained if self._existed(reader, key, number)}

    def verify(self, filled: FilledField | None) -> None:
        """Explain every written object by the field that was filled, or else by validation data.

        Raises:
            SignatureMalformed: something is left unexplained.
        """
        if self._data.freed or self._data.xrefs_in_objstm or len(self._unexplained) > _MOST_OBJECTS:
            raise SignatureMalformed(reason="a revision is not written as ours are")
        for key in ("/Root", "/Info"):
            if _raw(self._old.trailer_view, key) != _raw(self._new.trailer_view, key):
                raise SignatureMalformed(reason="a revision replaces the catalogue")
        self._explain_catalogue(filled)
        if filled is not None:
            self._explain_field(filled)
        if self._unexplained:
            numbers = ", ".join(str(number) for number, _ in sorted(self._unexplained)[:5])
            raise SignatureMalformed(reason=f"a revision changes other objects ({numbers})")

    def _existed(self, reader: PdfFileReader, key: tuple[int, int], number: int) -> bool:
        return reader.xrefs.get_historical_ref(generic.Reference(*key), number - 1) is not None

    def _explain_catalogue(self, filled: FilledField | None) -> None:
        old, new = self._old.root, self._new.root
        self._unexplained.discard(_key(self._new.root_ref))
        allowed = {"/Perms", "/AcroForm"} if filled is not None else {"/DSS", "/Extensions"}
        for name in _changed(old, new) - allowed:
            raise SignatureMalformed(reason=f"a revision changes {name} of the catalogue")
        if filled is None:
            self._explain_store(new)
            self._explain_extensions(old, new)
        else:
            if "/Perms" in old and _raw(old, "/Perms") != _raw(new, "/Perms"):
                raise SignatureMalformed(reason="a revision changes the permissions")
            self._explain_form(old, new)

    def _explain_form(self, old: DictionaryObject, new: DictionaryObject) -> None:
        before, after = old.raw_get("/AcroForm"), new.raw_get("/AcroForm")
        if isinstance(after, generic.IndirectObject):
            if written(before) != written(after):
                raise SignatureMalformed(reason="a revision replaces the form")
            self._unexplained.discard(_key(after.reference))
        if _changed(old["/AcroForm"], new["/AcroForm"]) - {"/SigFlags", "/NeedAppearances"}:
            raise SignatureMalformed(reason="a revision changes the form")

    def _explain_store(self, root: DictionaryObject) -> None:
        holder = root.raw_get("/DSS")
        store = root["/DSS"]
        if not isinstance(holder, generic.IndirectObject) or set(store) - _STORE_KEYS:
            raise SignatureMalformed(reason="the validation data are not as ours")
        self._unexplained.discard(_key(holder.reference))
        for name in set(store) - {"/Type"}:
            for index in range(len(store[name])):
                stream = store[name].raw_get(index)
                if not isinstance(stream.get_object(), generic.StreamObject):
                    raise SignatureMalformed(reason="the validation data are not as ours")
                self._explain_new(stream.reference)

    def _explain_extensions(self, old: DictionaryObject, new: DictionaryObject) -> None:
        before, after = old.get("/Extensions", {}), new.get("/Extensions", {})
        raw = new.raw_get("/Extensions") if "/Extensions" in new else None
        if isinstance(raw, generic.IndirectObject) or any(_raw(before, k) != _raw(after, k) for k in before):
            raise SignatureMalformed(reason="a revision changes the extensions")
        for name in set(after) - set(before):
            if name not in {"/ESIC", "/ADBE", "/Type"} or b" R" in _raw(after, name):
                raise SignatureMalformed(reason="a revision declares an unknown extension")

    def _explain_field(self, filled: FilledField) -> None:
        self._unexplained.discard(_key(filled.field))
        old, new = self._old(filled.field), self._new(filled.field)
        if old.get("/FT") != "/Sig" or "/V" in old or _changed(old, new) - {"/V", "/AP"}:
            raise SignatureMalformed(reason="a revision does more to a field than signing it")
        signature = new["/V"]
        kind = signature.get("/Type")
        if set(signature) - _SIGNATURE_KEYS or _KINDS.get(kind) != signature.get("/SubFilter"):
            raise SignatureMalformed(reason="a signature is not written as ours are")
        self._explain_new(filled.value)
        if set(new["/AP"]) != {"/N"}:
            raise SignatureMalformed(reason="a signature has more than one drawing")
        self._explain_drawing(new["/AP"].raw_get("/N"), _DEPTH)

    def _explain_drawing(self, value: PdfObject, depth: int) -> None:
        """Walk a drawing through the objects that this revision added; anything older is refused."""
        if not depth:
            raise SignatureMalformed(reason="a signature's drawing is too deep")
        if isinstance(value, generic.IndirectObject):
            if _key(value.reference) in self._unexplained:
                self._explain_new(value.reference)
                self._explain_drawing(self._new(value.reference), depth - 1)
            elif _key(value.reference) in self._earlier or self._is_older(value.reference):
                raise SignatureMalformed(reason="a signature's drawing borrows from the document")
        elif isinstance(value, generic.DictionaryObject):
            self._walk((value.raw_get(name) for name in value), depth)
        elif isinstance(value, generic.ArrayObject):
            self._walk((value.raw_get(index) for index in range(len(value))), depth)

    def _walk(self, values: Iterable[PdfObject], depth: int) -> None:
        for value in values:
            self._explain_drawing(value, depth - 1)

    def _is_older(self, reference: Reference) -> bool:
        entry = self._data.standard_xrefs.get(reference.idnum)
        return entry is None

    def _explain_new(self, reference: Reference) -> None:
        key = _key(reference)
        if key in self._earlier:
            raise SignatureMalformed(reason=f"a revision replaces object {reference.idnum}")
        self._unexplained.discard(key)


def _changed(old: DictionaryObject, new: DictionaryObject) -> set[str]:
    return {str(name) for name in {*old, *new} if _raw(old, name) != _raw(new, name)}


def _raw(holder: DictionaryObject, name: str) -> bytes:
    return written(holder.raw_get(name)) if name in holder else b""


def _key(reference: Reference) -> tuple[int, int]:
    return reference.idnum, reference.generation


def written(value: PdfObject | None) -> bytes:
    """Return a value as it would stand in a file, references by number: equal bytes, equal values."""
    if value is None:
        return b""
    stream = io.BytesIO()
    value.write_to_stream(stream, None)
    return b" ".join(stream.getvalue().split())
