"""Copies of a store that are whole or absent: VACUUM INTO, checked, then renamed."""

from pathlib import Path

from db.errors import StoreError
from db.session import open_file


class BackupDamaged(StoreError):
    """The copy did not pass its check and was thrown away; the store itself is untouched."""

    code = "store.backup_damaged"


def backup(path: Path, key: bytes, target: Path) -> Path:
    """Copy the live store at `path` to `target`, encrypted with the same key, and verify it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    connection = open_file(path, key)
    try:
        connection.execute("VACUUM INTO ?", (str(partial),))
    finally:
        connection.close()
    _verify(partial, key)
    return partial.replace(target)


def _verify(path: Path, key: bytes) -> None:
    """Every page must pass its authentication and the trees must be whole."""
    connection = open_file(path, key)
    try:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
    if said != "ok":
        path.unlink(missing_ok=True)
        raise BackupDamaged(str(said))
