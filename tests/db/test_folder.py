"""A data folder is the owner's alone, on a disk of this machine, and held by whom it is told."""

import stat
from pathlib import Path

import pytest

from db import folder
from db.errors import StoreLocked, StoreUnsafe

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/home /mnt/share/deep nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "onedrive - 集团",
        "Dropbox",
        "Google Drive",
        "iCloudDrive",
        "坚果云",
        "Syncthing",
    ],
)
def test_folders_that_a_cloud_copies_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreUnsafe):
        folder.check(tmp_path / name / "data")


@pytest.mark.parametrize("name", ["展厅", "dropbox-old", "my onedrive notes", "data"])
def test_folders_that_only_sound_like_a_cloud_are_fine(tmp_path: Path, name: str) -> None:
    folder.check(tmp_path / name)


def test_the_way_to_a_cloud_through_a_link_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(StoreUnsafe):
        folder.check(tmp_path / "data")


@pytest.mark.parametrize(
    ("place", "safe"),
    [
        ("/home/liqian/showroom", True),
        ("/tmp/showroom", True),  # noqa: S108 - a name, nothing is written
        ("/mnt/share/showroom", False),
        ("/mnt/share/deep/showroom", False),
        ("/mnt/shared", True),
    ],
)
def test_a_folder_on_a_network_share_is_refused(
    monkeypatch: pytest.MonkeyPatch, place: str, safe: bool
) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: MOUNTS)
    if safe:
        folder.check(Path(place))
    else:
        with pytest.raises(StoreUnsafe):
            folder.check(Path(place))


def test_a_system_that_does_not_tell_its_mounts_is_trusted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def silent(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", silent)
    folder.check(tmp_path)


def test_the_folder_is_its_owners_alone_also_when_it_was_there_before(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b"
    folder.make(place)
    place.chmod(0o755)
    folder.make(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_the_folder_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), folder.held(tmp_path, alone=True):
        raise RuntimeError
    with folder.held(tmp_path, alone=True):
        pass


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_who_wants_a_folder_alone_shares_it_with_nobody(
    tmp_path: Path, first: bool, second: bool
) -> None:
    with folder.held(tmp_path, alone=first), pytest.raises(StoreLocked):
        folder.held(tmp_path, alone=second).__enter__()
