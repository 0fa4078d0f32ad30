"""What follows on a desk from rows that came from HQ: search keys, and erasures carried out."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from db.models.contract import Contract
from db.models.exchange import Erasure
from showroom.customer import erasing, keys
from showroom.ids import Ids
from showroom.sync.forgetting import forget

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Derived:
    """Brings a desk up to date after rows were laid on its store; `Engine.derive` takes it."""

    ids: Ids

    def __call__(self, connection: Connection, touched: dict[str, set[bytes]]) -> None:
        """Carry erasures out on whatever came, then write the keys of the cards that changed."""
        with Session(connection, join_transaction_mode="conditional_savepoint") as session:
            if erasing.LINKS.keys() & touched.keys() or touched.keys() & {"customer", "erasure"}:
                _erase(session)
            keys.write_for(session, self.ids, _cards(session, touched))
            session.flush()


def _cards(session: Session, touched: dict[str, set[bytes]]) -> list[UUID]:
    """The cards that changed, and those whose contract or car did."""
    found = {UUID(bytes=key) for key in touched.get("customer", ())}
    for table, column in (("contract", Contract.id), ("vehicle", Contract.vehicle_id)):
        changed = [UUID(bytes=key) for key in touched.get(table, ())]
        for start in range(0, len(changed), _AT_ONCE):
            part = column.in_(changed[start : start + _AT_ONCE])
            found |= set(session.scalars(select(Contract.customer_id).where(part)))
    return sorted(found)


def _erase(session: Session) -> None:
    if session.scalar(select(Erasure.id).limit(1)) is not None:
        erasing.replay(session)
        forget(session.connection(), erasing.erased_rows(session))
