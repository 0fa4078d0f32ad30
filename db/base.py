"""What every table shares: the key, the outlet, the names of constraints, the sync policy."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, BigInteger, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from db.types import Instant, Key

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Kind(StrEnum):
    """How rows of a table travel and merge (docs/design: sync policies)."""

    REFERENCE = "reference"
    FACT = "fact"
    RECORD = "record"
    DOCUMENT = "document"
    CLAIM = "claim"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Policy:
    """The sync policy of one table.

    `groups` names the column groups of a record: columns of one group win or lose together.
    `part_of` names the table whose row a document line belongs to.
    `bucket` says who receives the rows: `outlet`, `group`, `hq`, or `floor` (floor prices).
    `fork` is what a document's second version, made of a concurrent edit, is put to.
    """

    kind: Kind
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    part_of: str | None = None
    bucket: str = "outlet"
    fork: dict[str, Any] = field(default_factory=dict)


REFERENCE = Policy(Kind.REFERENCE)
FACT = Policy(Kind.FACT)
DOCUMENT = Policy(Kind.DOCUMENT)
LOCAL = Policy(Kind.LOCAL)


def record(**groups: tuple[str, ...]) -> Policy:
    """A record whose columns merge by these groups."""
    return Policy(Kind.RECORD, groups)


def document(**fork: object) -> Policy:
    """A document whose second version starts with these columns put back."""
    return Policy(Kind.DOCUMENT, fork=fork)


def part_of(table: str) -> Policy:
    """Lines that belong to one document and travel with it."""
    return Policy(Kind.DOCUMENT, part_of=table)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The declarative base; a table without a policy does not exist."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Key,
        datetime: Instant,
        int: BigInteger,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }
    __sync__: ClassVar[Policy]

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - passed through to SQLAlchemy
        if "__tablename__" in vars(cls) and not hasattr(cls, "__sync__"):
            raise TypeError(f"{cls.__name__} declares no sync policy")
        super().__init_subclass__(**kwargs)


class Synced(MappedAsDataclass, kw_only=True):
    """A row that leaves the desk: a key made here, and the outlet it belongs to."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    outlet_id: Mapped[UUID] = mapped_column(index=False)


@cache
def group_of(table: str, column: str) -> str:
    """The column group a column wins or loses with: the one that names it, else its own.

    A column of a table this version does not know is its own group too.
    """
    return groups_of(table).get(column, column)


@cache
def groups_of(table: str) -> dict[str, str]:
    """The declared group of each column that is in one."""
    policy = policies().get(table)
    groups = policy.groups if policy else {}
    return {column: name for name, columns in groups.items() for column in columns}


def policies() -> dict[str, Policy]:
    """The policy of every table, by table name."""
    return {
        str(mapper.local_table.name): mapper.class_.__sync__  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
    }
