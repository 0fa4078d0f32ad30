"""Desks that come to HQ in tests: keys and requests of numbered desks."""

from msgspec.structs import replace
from nacl.signing import SigningKey

from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.enrol.join import join
from showroom.hq.enrol.outlets import AddOutlet, add_outlet
from showroom.hq.headquarters import Headquarters
from showroom.sync import joining
from showroom.sync.joining import JoinAnswer, JoinRequest
from showroom.terms import OutletKind

OUTLET_ID = b"outlet-of-desk-1"


def key(number: int) -> SigningKey:
    """The signing key of a desk."""
    return SigningKey(number.to_bytes(32))


def add(hq: Headquarters, code: str = "NJHX", kind: OutletKind = OutletKind.S4) -> None:
    """An outlet."""
    add_outlet(hq, AddOutlet(code, f"{code}店", kind, "east"))


def request(number: int, **values: object) -> JoinRequest:
    """What desk `number` asks, but for `values`."""
    plain = JoinRequest(
        1, number.to_bytes(16), (number + 1000).to_bytes(16), bytes(key(number).verify_key),
        "NJHX", OUTLET_ID, False, "", "0.1.0", "0001",
    )  # fmt: skip
    return replace(plain, **values)


def ask(hq: Headquarters, number: int, **values: object) -> JoinAnswer:
    """Desk `number` asks to join, and reads the answer."""
    raw = join(hq, joining.asked(key(number), request(number, **values)))
    return joining.read_answer(hq.keys.sign_key, raw)


def code(hq: Headquarters, outlet: str = "NJHX", minutes: int = 10) -> str:
    """A fresh one-time code."""
    return invite(hq, Invite(outlet, minutes)).code


def enrol(hq: Headquarters, number: int, **values: object) -> JoinAnswer:
    """Desk `number` joins by a fresh code."""
    house = str(values.get("outlet", "NJHX"))
    return ask(hq, number, code=code(hq, house), **values)
