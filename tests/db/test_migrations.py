"""What the migrations build is what the models say, with data and triggers intact."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from db import changes, migrations
from db.base import Base
from db.migrations import runner
from showroom.desk import Desk


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression")
def test_the_migrated_store_equals_the_models(desk: Desk) -> None:
    with desk.opened.store.read() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_object": _is_table_or_column}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_head_named_in_code_is_the_last_script() -> None:
    assert runner.scripts().get_current_head() == migrations.HEAD


def test_a_second_upgrade_changes_nothing(desk: Desk) -> None:
    with desk.opened.store.applying() as connection:
        before = changes.installed(connection)
        migrations.upgrade(connection)
        assert changes.installed(connection) == before
        assert changes.differs(connection) == []


def _is_table_or_column(_object: object, _name: str, kind: str, *_: object) -> bool:
    """Indexes are generated, not migrated: `changes.differs` compares them."""
    return kind in {"table", "column"}
