"""Every incident of the catalogue has its tests, and those are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_every_incident_names_tests_that_are_there():
    lines = re.findall(r"^\| (I\d+) .*\| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert [number for number, _ in lines] == [f"I{number}" for number in range(1, 27)]
    for number, told in lines:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", told)
        assert named, number
        for file, test in named:
            source = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {test}\(", source, re.MULTILINE), f"{number}: {file}::{test}"
