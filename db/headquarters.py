"""The tables of headquarters, on SQLite and PostgreSQL alike.

HQ holds every synced row as it travels: one `held_row` a row, its cells as msgpack. So HQ needs no
migration when a desk's tables grow, keeps columns it never heard of, and feeds rows on unopened.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    text,
)

metadata = MetaData()

hq_state = Table(
    "hq_state",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("schema", SmallInteger, nullable=False),
    Column("hq_id", LargeBinary, nullable=False),
    Column("epoch", LargeBinary, nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("durable", BigInteger, nullable=False),
    Column("restored_at", BigInteger),
    Column("granting_since", BigInteger),
    Column("epoch_head", BigInteger, nullable=False, server_default="0"),
)
"""One row. `head` is the last sequence number given, `durable` the last one inside a verified
backup; `epoch_head` the last one before this epoch. `restored_at` is when (µs) this store was last
put back from a backup, `granting_since` when an operator let claims be granted again after that
(`showroom.hq.leases.may_grant`)."""

held_row = Table(
    "held_row",
    metadata,
    Column("row_table", Text, primary_key=True),
    Column("row_id", LargeBinary, primary_key=True),
    Column("bucket", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("hash", BigInteger, nullable=False),
    Column("clocks", LargeBinary, nullable=False),
    Column("gone", LargeBinary),
    Column("origin", LargeBinary, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("unit", LargeBinary),
    Column("day", Text),
    Column("proof", LargeBinary),
    Column("body", LargeBinary, nullable=False),
    Index("ix_held_row_feed", "bucket", "seq"),
    Index("ix_held_row_day", "row_table", "day"),
    Index("ix_held_row_unit", "unit"),
    sqlite_with_rowid=False,
)
"""Every synced row: `gone` is the stamp of its deletion (the body stays until it is purged),
`origin` the life whose push it is word for word (nobody's, when it was merged), `outlet` the code
of whose it is (empty: HQ's own), `unit` the document it is part of, `day` its business date,
`proof` HQ's mark on what HQ wrote."""

eviction = Table(
    "eviction",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("bucket", Text, nullable=False),
    Column("row_table", Text, nullable=False),
    Column("row_id", LargeBinary, nullable=False),
    Index("ix_eviction_feed", "bucket", "seq"),
)
"""A row that left a bucket, or was erased: who holds it by that bucket lets it go."""

outlet = Table(
    "hq_outlet",
    metadata,
    Column("code", Text, primary_key=True),
    Column("outlet_id", LargeBinary, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("policy_group", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("zone", Text, nullable=False),
)
"""The outlets of the group; `outlet_id` is the first joining desk's, unknown before."""

device = Table(
    "device",
    metadata,
    Column("device_id", LargeBinary, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("desk_code", Text, nullable=False),
    Column("sign_key", LargeBinary, nullable=False),
    Column("escrow", LargeBinary),
    Column("status", Text, nullable=False),
    Column("lives", BigInteger, nullable=False),
    Column("cloned", SmallInteger, nullable=False),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger),
    Column("app", Text),
    Column("schema", Text),
    Column("behind", BigInteger),
    Index("ix_device_outlet", "outlet"),
)
"""Enrolled desks: status ACTIVE or REVOKED; `escrow` is the sealed recovery key; times µs UTC;
`behind` how many changes it said it still held."""

life = Table(
    "life",
    metadata,
    Column("life_id", LargeBinary, primary_key=True),
    Column("device_id", LargeBinary, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("parcel", BigInteger, nullable=False, server_default="0"),
    Index("ix_life_device", "device_id"),
)
"""How far each life of a desk has been heard, and the chain hash there; `parcel` is the number of
the last parcel of it that was."""

tx_log = Table(
    "tx_log",
    metadata,
    Column("tx", LargeBinary, primary_key=True),
    Column("life_id", LargeBinary, nullable=False),
    Column("first_n", BigInteger, nullable=False),
    Column("last_n", BigInteger, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("actor", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("verdict", LargeBinary, nullable=False),
    Column("ops", LargeBinary),
    Index("ix_tx_log_life", "life_id", "last_n"),
    Index("ix_tx_log_hlc", "hlc"),
    Index("ix_tx_log_at", "at"),
    sqlite_with_rowid=False,
)
"""Every transaction heard, with its verdict (msgpack) and, unless refused, its operations
(zstd of msgpack): the audit, and what makes a repeated push harmless."""

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("device_id", LargeBinary),
    Column("made_at", BigInteger, nullable=False),
)
"""One-time codes, stored hashed."""

nonce = Table(
    "nonce",
    metadata,
    Column("device_id", LargeBinary, primary_key=True),
    Column("nonce", LargeBinary, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("ix_nonce_at", "at"),
    sqlite_with_rowid=False,
)
"""Signed requests seen within the time they may be replayed in."""

grant = Table(
    "claim_grant",
    metadata,
    Column("claim_id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("starts_at", BigInteger),
    Column("ends_at", BigInteger),
    Column("outlet", Text, nullable=False),
    Column("desk_code", Text, nullable=False),
    Column("granted_at", BigInteger, nullable=False),
    Index("uq_claim_grant", "kind", "resource", "slot", unique=True),
    Index("ix_claim_grant_time", "kind", "resource", "ends_at"),
)
"""Active grants only: `slot` is empty for a VIN or number (one each), the claim's id for a time
(overlaps are looked for under the writer lock)."""

claim_line = Table(
    "claim_line",
    metadata,
    Column("claim_id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("desk_code", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("verdict", Text),
    Column("decided_at", BigInteger),
    Column("lost_to", Text),
    Column("lost_until", BigInteger),
    Column("lease_id", LargeBinary),
    Index("ix_claim_line_resource", "kind", "resource", "ends_at"),
    Index("ix_claim_line_arrived", "arrived"),
    Index("ix_claim_line_waiting", "verdict", "outlet"),
)
"""Every claim not released, in the order of arrival; one without a verdict waits. A thing that is
not a time is claimed from the first to the last instant there is."""

lease_line = Table(
    "lease_line",
    metadata,
    Column("lease_id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("desk_code", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("verdict", Text),
    Column("granted_at", BigInteger),
    Column("until", BigInteger),
    Column("ended_at", BigInteger),
    Index("ix_lease_line_resource", "kind", "resource"),
)
"""Leases asked for. A granted one holds until it is returned or an operator ends it: time alone
frees nothing, for its holder may have granted in that time what has not arrived yet."""

phone_key = Table(
    "phone_key",
    metadata,
    Column("customer_id", LargeBinary, primary_key=True),
    Column("phone_hash", LargeBinary, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("first_on", Text),
    Index("ix_phone_key_hash", "phone_hash"),
)
"""A keyed hash of each of a customer's phones, to find the same person in two outlets."""

dispute_pair = Table(
    "dispute_pair",
    metadata,
    Column("pair", Text, primary_key=True),
    Column("left_outlet", Text, nullable=False),
    Column("left_customer", LargeBinary, nullable=False),
    Column("right_outlet", Text, nullable=False),
    Column("right_customer", LargeBinary, nullable=False),
    Column("proposal", Text),
    Column("opened_at", BigInteger, nullable=False),
    Column("verdict", Text),
    Column("verdict_reason", Text),
    Column("settled_by", Text),
    Column("settled_at", BigInteger),
    Index("ix_dispute_pair_left", "left_customer"),
    Index("ix_dispute_pair_right", "right_customer"),
)
"""One phone in two outlets (撞单); the left one is whose card HQ had first. `proposal` and
`verdict` name an outlet; a pair whose reason went away has the verdict WITHDRAWN."""

publication = Table(
    "publication",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_hash", LargeBinary, nullable=False),
    Column("bucket", Text, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("outlet", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Attachments by blake2b-256 and the outlet whose they are; the bytes lie in files beside the
store."""

operator = Table(
    "operator",
    metadata,
    Column("login", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("is_active", SmallInteger, nullable=False),
    Column("failures", BigInteger, nullable=False),
    Column("failed_at", BigInteger),
)
"""People of HQ's web page: role OPERATOR may settle, enrol and revoke; AUDITOR may look."""

operator_session = Table(
    "operator_session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("login", Text, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index("ix_operator_session_login", "login"),
)
"""Who is signed in to the web page: the hash of the cookie, no cookie. Times µs UTC."""

operator_act = Table(
    "operator_act",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("login", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("about", Text, nullable=False),
    Index("ix_operator_act_at", "at"),
)
"""What people of the web page did: the act's code and the outlet, desk or pair it was about."""

WRITER_LOCK = 7_361_927
"""PostgreSQL's advisory lock: writers take turns, so that seq order is commit order."""


def lock(connection: Connection) -> None:
    """Become the one writer for the rest of the transaction (SQLite is by BEGIN IMMEDIATE)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
