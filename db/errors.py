"""How the store can fail; the desk turns these into words."""


class StoreError(Exception):
    """The store cannot do what was asked; `code` is a key of the word catalogue."""

    code = "store.failed"


class StoreMissing(StoreError):
    """There is no store in the folder; opening never makes one."""

    code = "store.missing"


class StoreExists(StoreError):
    """A store is already there; creating never replaces one."""

    code = "store.exists"


class WrongKey(StoreError):
    """The key does not open the file; the file is left as it was."""

    code = "store.wrong_key"


class StoreDamaged(StoreError):
    """The file is not whole; it is left as it is, for a restore or a rescue."""

    code = "store.damaged"


class StoreUnreachable(StoreError):
    """The folder or the file cannot be opened or written: read-only, no rights, no file."""

    code = "store.unreachable"


class KeyMissing(StoreError):
    """The key is not where it was kept (OS key store, key file)."""

    code = "store.key_missing"


class StoreLocked(StoreError):
    """Another program holds the data folder."""

    code = "store.locked"


class StoreFull(StoreError):
    """The disk is full; nothing was written."""

    code = "store.full"


class StoreUnsafe(StoreError):
    """The folder is on a network share or in a cloud-sync folder, where SQLite files are lost."""

    code = "store.unsafe_folder"


class StoreNewer(StoreError):
    """A newer version of the product wrote this store; there is no way down but restore."""

    code = "store.newer"


class CaptureBroken(StoreError):
    """Triggers or indexes differ from what the tables declare; no writes until mended."""

    code = "store.capture_broken"
