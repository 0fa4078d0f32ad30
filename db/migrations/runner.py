"""Runs Alembic's steps on a connection that is already in a transaction."""

from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db import changes

_HERE = Path(__file__).parent


def scripts() -> ScriptDirectory:
    """The migration scripts of this package."""
    return ScriptDirectory(str(_HERE))


def upgrade(connection: Connection, head: str) -> None:
    """Every step up to `head`, then the generated indexes and triggers."""
    directory = scripts()

    def steps(revision: Any, _context: MigrationContext) -> Any:  # noqa: ANN401 - as Alembic calls it
        return directory._upgrade_revs(head, revision)  # noqa: SLF001 - Alembic offers no other way

    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()
    changes.install(connection)
