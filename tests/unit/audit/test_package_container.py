"""A package is a closed set of bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from workflow.audit import package

FILES = {"minutes.pdf": b"%PDF-1.7 ...", "minutes.json": b"{}", "audit.jsonl": b""}


def test_the_same_files_give_the_same_bytes_in_any_order():
    assert package.pack(FILES) == package.pack(dict(reversed(FILES.items())))
    assert package.unpack(package.pack(FILES)) == FILES


def test_every_changed_byte_of_the_container_is_noticed():
    packed = package.pack(FILES)
    for position in range(len(packed)):
        changed = bytearray(packed)
        changed[position] ^= 0x01
        try:
            files = package.unpack(bytes(changed))
        except package.NotAPackage:
            continue
        assert files != FILES, f"byte {position} was changed unnoticed"


@pytest.mark.parametrize("junk", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"%PDF-1.7"])
def test_what_is_not_a_zip_is_refused(junk):
    with pytest.raises(package.NotAPackage):
        package.unpack(junk)


def test_a_compressed_bomb_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("minutes.pdf", b"\0" * 50_000_000)
    with pytest.raises(package.NotAPackage):
        package.unpack(buffer.getvalue())


def test_bytes_before_or_after_the_container_are_noticed():
    for forged in (package.pack(FILES) + b"\n", b"\n" + package.pack(FILES)):
        with pytest.raises(package.NotAPackage):
            package.unpack(forged)
