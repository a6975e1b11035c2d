"""Files written: whole or not at all, through links, with the permissions that were there, and none left over."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import spreiding as sp
from spreiding.base import files
from spreiding.cli.commands import said

POSIX = pytest.mark.skipif(os.name != "posix", reason="links and permissions as POSIX has them")


@POSIX
def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    target, link = tmp_path / "a.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    files.replace(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@POSIX
def test_permissions_of_a_replaced_file_are_kept_and_the_mask_is_left_alone(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    before = os.umask(0o027)
    try:
        files.replace(path, b"new")
        files.replace(tmp_path / "b.txt", b"new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == 0o640  # 0o666 under the mask


def ended():
    """Return the number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_what_a_killed_run_left_goes_and_what_a_run_is_writing_stays(tmp_path):
    left = tmp_path / f".a.txt.{ended()}-abcd.part"
    folder = tmp_path / f".a.txt.{ended()}-efgh.part"
    other = tmp_path / f".b.txt.{ended()}-abcd.part"
    busy = tmp_path / f".a.txt.{os.getpid()}-abcd.part"
    for path in (left, other, busy):
        path.write_text("x")
    folder.mkdir()
    files.replace(tmp_path / "a.txt", b"new")
    assert not left.exists()
    assert not folder.exists()
    assert other.exists()
    assert busy.exists()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as error:
        files.replace(path, b"new")
    assert error.value.filename == str(path)  # and not the part beside it
    assert said(error.value, "nl") == f"{path}: de schijf is vol"
    assert said(error.value, "en") == f"{path}: the disk is full"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old"


def test_the_workbook_of_the_same_study_is_the_same_bytes(tmp_path):
    study = sp.examples.amsterdam_2016_2017()
    first, second = (sp.report(study, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_paths_that_mean_a_folder():
    from spreiding.edition.folder import is_folder

    assert [is_folder(p) for p in ("editie/", "editie", Path("a/b"), "a.html", "uitgave 2.0/")] == [
        True,
        True,
        True,
        False,
        True,
    ]
