"""Attachments: signed papers and photos, known by the hash of their bytes, which lie in files."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, LOCAL, Base, Synced


class Attachment(Synced, Base, kw_only=True):
    """A file that belongs to a record: `hash` is the blake2b-256 of its bytes in hex.

    `media` is what the bytes show themselves to be; `name` is as it was given, and only for show.
    """

    __tablename__ = "attachment"
    __sync__ = FACT

    of_table: Mapped[str]
    of_id: Mapped[UUID] = mapped_column(index=True)
    hash: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    media: Mapped[str]
    name: Mapped[str]
    added_by_id: Mapped[UUID]
    added_at: Mapped[datetime]


class BlobMark(Base, kw_only=True):
    """A file of attachments that lies on this desk; `sent_at` is when HQ had the whole of it."""

    __tablename__ = "blob_mark"
    __sync__ = LOCAL

    hash: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    kept_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
