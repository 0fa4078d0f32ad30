"""The key of a store opens by its keeper or by the recovery key, and by nothing else."""

import json
import re
import stat
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringError

from db import encryption
from db.encryption import FILE, Keeper, deposit, keep, needs_passphrase, recover, unlock
from db.errors import KeyMissing, WrongKey

KEY = bytes(range(32))


class Wallet(KeyringBackend):
    """The key store of an operating system, in memory; `locked` refuses to answer."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Wallet:
    made = Wallet()
    monkeypatch.setattr(keyring.core, "_keyring_backend", made)
    return made


@pytest.fixture
def by_file(tmp_path: Path) -> Keeper:
    return Keeper("file", tmp_path / "keys" / "desk.key")


def test_the_key_file_opens_the_store(tmp_path: Path, by_file: Keeper) -> None:
    keep(tmp_path, KEY, by_file)
    assert unlock(tmp_path) == KEY


def test_the_os_key_store_opens_the_store(tmp_path: Path, wallet: Wallet) -> None:
    keep(tmp_path, KEY, Keeper("os"))
    assert unlock(tmp_path) == KEY
    assert len(wallet.kept) == 1


@pytest.mark.parametrize("fault", ["emptied", "locked"])
def test_an_os_key_store_without_our_key_is_named(
    tmp_path: Path, wallet: Wallet, fault: str
) -> None:
    keep(tmp_path, KEY, Keeper("os"))
    wallet.locked = fault == "locked"
    wallet.kept.clear()
    with pytest.raises(KeyMissing):
        unlock(tmp_path)


def test_a_passphrase_is_asked_for_and_a_wrong_one_opens_nothing(tmp_path: Path) -> None:
    keep(tmp_path, KEY, Keeper("passphrase", passphrase="松柏长青 2026"))
    assert needs_passphrase(tmp_path)
    assert unlock(tmp_path, "松柏长青 2026") == KEY
    with pytest.raises(WrongKey):
        unlock(tmp_path, "松柏长青 2025")
    with pytest.raises(KeyMissing):
        unlock(tmp_path)


def test_the_recovery_key_opens_however_it_is_typed(tmp_path: Path, by_file: Keeper) -> None:
    recovery = keep(tmp_path, KEY, by_file)
    assert re.fullmatch(r"([A-Z2-7]{5}-){4}[A-Z2-7]{5}", recovery)
    for typed in (recovery, recovery.lower(), recovery.replace("-", " "), f" {recovery}\n"):
        assert recover(tmp_path, typed, by_file) == KEY


def test_after_recovery_the_new_keeper_opens_and_the_recovery_key_still_does(
    tmp_path: Path, by_file: Keeper
) -> None:
    recovery = keep(tmp_path, KEY, by_file)
    recover(tmp_path, recovery, Keeper("passphrase", passphrase="新口令"))
    assert unlock(tmp_path, "新口令") == KEY
    assert recover(tmp_path, recovery, by_file) == KEY


def test_a_wrong_recovery_key_changes_nothing(tmp_path: Path, by_file: Keeper) -> None:
    keep(tmp_path, KEY, by_file)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(WrongKey):
        recover(tmp_path, "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", Keeper("passphrase", passphrase="x"))
    assert (tmp_path / FILE).read_bytes() == before


def test_no_two_stores_are_wrapped_alike(tmp_path: Path, by_file: Keeper) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    assert keep(first, KEY, by_file) != keep(second, KEY, by_file)
    assert (first / FILE).read_bytes() != (second / FILE).read_bytes()


def test_what_lies_beside_the_store_holds_no_key_and_only_its_owner_reads_it(
    tmp_path: Path, by_file: Keeper
) -> None:
    recovery = keep(tmp_path, KEY, by_file)
    for path in (tmp_path / FILE, by_file.path):
        assert path is not None
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert KEY.hex() not in path.read_text()
        assert recovery not in path.read_text()


@pytest.mark.parametrize("content", ["", "{", "[]x", "\x00"])
def test_a_damaged_key_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(KeyMissing):
        unlock(tmp_path)


def test_an_altered_wrap_opens_nothing(tmp_path: Path, by_file: Keeper) -> None:
    keep(tmp_path, KEY, by_file)
    wraps = json.loads((tmp_path / FILE).read_text())
    sealed = wraps["file"]["sealed"]
    wraps["file"]["sealed"] = ("B" if sealed[0] == "A" else "A") + sealed[1:]
    (tmp_path / FILE).write_text(json.dumps(wraps))
    with pytest.raises(WrongKey):
        unlock(tmp_path)


def test_a_machine_without_a_key_store_says_so(
    monkeypatch: pytest.MonkeyPatch, wallet: Wallet
) -> None:
    assert encryption.os_key_store()
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())
    assert not encryption.os_key_store()


def test_a_deposited_recovery_key_opens_beside_the_one_noted_at_set_up(
    tmp_path: Path, by_file: Keeper
) -> None:
    noted = keep(tmp_path, KEY, by_file)
    at_hq = deposit(tmp_path, KEY)
    assert noted != at_hq
    for typed in (at_hq, noted, at_hq):
        assert recover(tmp_path, typed, by_file) == KEY
    assert unlock(tmp_path) == KEY


def test_a_later_deposit_puts_the_earlier_one_out_of_use(tmp_path: Path, by_file: Keeper) -> None:
    keep(tmp_path, KEY, by_file)
    earlier = deposit(tmp_path, KEY)
    deposit(tmp_path, KEY)
    with pytest.raises(WrongKey):
        recover(tmp_path, earlier, by_file)
