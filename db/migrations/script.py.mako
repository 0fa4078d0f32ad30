"""${message}."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the store up to this version."""
    ${upgrades if upgrades else "pass"}
