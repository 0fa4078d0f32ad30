from importlib.metadata import distribution

import pytest

from tools import footprint


@pytest.mark.parametrize(
    ("need", "name"),
    [("SQLAlchemy>=2.1,<2.2", "sqlalchemy"), ("typing_extensions", "typing-extensions")],
)
def test_a_need_is_known_by_its_bare_name(need, name):
    assert footprint.name_of(need) == name


def test_a_package_has_a_size_and_a_licence():
    package = distribution("segno")
    assert footprint.size_mb(package) > 0
    assert "BSD" in footprint.licence(package)


def test_what_a_package_brings_along_leaves_out_what_is_asked_for_anyway():
    names = {
        each.name.lower() for each in footprint.brought(distribution("alembic"), {"sqlalchemy"})
    }
    assert "mako" in names
    assert "sqlalchemy" not in names


def test_an_import_takes_time():
    assert footprint.cpu_ms("pass") > 0
