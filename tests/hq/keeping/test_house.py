import stat

import pytest

from db.errors import StoreExists, StoreMissing
from showroom.hq.keeping import house, tls
from showroom.hq.keeping.house import Config, Ports
from showroom.ids import TimeOrderedIds


@pytest.fixture
def ports(clock):
    return Ports(clock, TimeOrderedIds(clock))


@pytest.fixture
def place(tmp_path, ports):
    house.set_up(tmp_path / "hq", Config(["localhost", "10.0.0.5"], "https://x:1"), ports)
    return tmp_path / "hq"


def test_hq_is_set_up_once(place, ports):
    with pytest.raises(StoreExists):
        house.set_up(place, Config(["localhost"], "https://x:1"), ports)


def test_nothing_is_opened_where_nothing_was_set_up(tmp_path, ports):
    with pytest.raises(StoreMissing), house.opened(tmp_path, ports):
        pass


def test_every_secret_is_its_owners_alone(place):
    secret = ("hq.key", "hq-keys.json", "authority.key", "server.key", "keys.sealed", "hq.json")
    assert {stat.S_IMODE((place / name).stat().st_mode) for name in secret} == {0o600}
    assert not (place / "reserve.key").exists()


def test_the_certificate_is_for_the_names_told(place):
    names = tls.load(place, tls.SERVER).certificate.extensions.get_extension_for_class(
        tls.x509.SubjectAlternativeName
    )
    assert [str(name.value) for name in names.value] == ["localhost", "10.0.0.5"]


def test_a_new_certificate_is_of_the_authority_desks_know(place, ports, clock):
    authority = (place / "authority.pem").read_bytes()
    before = tls.expires_at(place)
    clock.advance(days=300)
    house.renew(place, ports, ["hq.example.com"])
    assert (tls.expires_at(place) - before).days == 300
    assert (place / "authority.pem").read_bytes() == authority
    issued = tls.load(place, tls.SERVER).certificate
    issued.verify_directly_issued_by(tls.load(place, tls.AUTHORITY).certificate)
    assert house.config_of(place).names == ["hq.example.com"]


def test_desks_are_told_two_authorities(place):
    assert len(tls.authorities(place)) == 2
