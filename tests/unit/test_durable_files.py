"""What is said to be written survives a kill and a lost power supply."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from workflow import durable_files
from workflow.archive import FolderArchive
from workflow.durable_files import StoreUnavailable

LEFT = f"package.{'0' * 32}"


@pytest.fixture
def synced(monkeypatch, tmp_path):
    """The paths that were synced, in order; a file by the name it was synced under."""
    paths = []
    fsync = os.fsync

    def noting(descriptor):
        paths.append(os.path.relpath(Path(f"/proc/self/fd/{descriptor}").readlink(), tmp_path))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    return paths


def age(path, seconds):
    at = path.stat().st_mtime - seconds
    os.utime(path, (at, at))


def test_every_new_folder_is_synced_into_the_one_above_before_the_file_is_written(tmp_path, synced):
    assert durable_files.write_new(tmp_path / "store" / "ab" / "file", b"x")
    *folders, content, last = synced
    assert folders == ["..", ".", "store"]
    assert content.startswith("store/ab/.file.")
    assert last == "store/ab"


def test_a_file_found_in_place_is_synced_too_since_its_writer_may_have_been_killed(tmp_path, synced):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "file").write_bytes(b"x")
    assert not durable_files.write_new(tmp_path / "store" / "file", b"x")
    assert synced[0] == "."
    assert synced[-1] == "store"


def test_what_a_killed_writer_left_is_removed_by_the_next_and_what_is_being_written_is_not(tmp_path):
    abandoned, under_way, other = (tmp_path / name for name in (f".{LEFT}", f".{LEFT[:-1]}1", ".hidden"))
    for path in (abandoned, under_way, other):
        path.write_bytes(b"half")
    age(abandoned, durable_files.ABANDONED_AFTER_S + 1)
    age(other, durable_files.ABANDONED_AFTER_S + 1)
    durable_files.write_new(tmp_path / "package", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([under_way.name, other.name, "package"])


def test_an_archived_package_is_read_only(tmp_path):
    FolderArchive(tmp_path).put("lovhult/one.zip", b"PK")
    assert stat.S_IMODE((tmp_path / "lovhult" / "one.zip").stat().st_mode) == 0o444


def test_a_folder_with_content_is_never_replaced(tmp_path):
    for name in ("new", "old"):
        durable_files.write_new(tmp_path / name / "key", name.encode())
    assert not durable_files.rename_folder(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "key").read_bytes() == b"old"
    assert durable_files.rename_folder(tmp_path / "new", tmp_path / "other")


def test_a_file_where_a_folder_should_be_is_told_as_a_failing_store(tmp_path):
    (tmp_path / "store").write_bytes(b"")
    with pytest.raises(StoreUnavailable):
        durable_files.write_new(tmp_path / "store" / "file", b"x")
    with pytest.raises(StoreUnavailable):
        durable_files.make_folder(tmp_path / "store")
