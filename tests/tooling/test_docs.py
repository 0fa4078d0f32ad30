"""What the pages for builders say is so."""

import re
from pathlib import Path

import pytest

from tools import footprint
from tools.budgets import sources

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "LICENSES").glob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_every_word_of_the_glossary_is_in_the_source():
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    cells = [line.split("|")[3] for line in text.splitlines() if line.count("|") == 4]
    words = {
        word for cell in cells for name in re.findall("`(.+?)`", cell) for word in name.split(".")
    }
    source = "\n".join(f"{each.path} {each.text}" for each in sources.product(ROOT))
    assert sorted(word for word in words if not re.search(rf"\b{word}\b", source)) == []


def test_every_dependency_is_accounted_for():
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| ([a-z0-9-]+) \|", page, flags=re.MULTILINE))
    assert set(footprint.direct(ROOT / "pyproject.toml")) - told == set()


def test_the_licence_of_every_font_is_shipped():
    assert "SIL OPEN FONT LICENSE" in (ROOT / "LICENSES" / "OFL-1.1.txt").read_text()
    assert (ROOT / "resources" / "fonts" / "OFL.txt").exists()
