"""Migrations: the schema version a store must have, and how it gets there.

Alembic is imported only when the version differs.
"""

from sqlalchemy import Connection

HEAD = "0001"


def version(connection: Connection) -> str | None:
    """The schema version of the file, None for an empty one."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    ).scalar_one()
    if not found:
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def upgrade(connection: Connection) -> None:
    """Bring the file to HEAD within the caller's transaction."""
    from db.migrations import runner

    runner.upgrade(connection, HEAD)
