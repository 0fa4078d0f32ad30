"""Data the product ships: fonts, icons, words, templates, the sample outlet."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """The shipped file or folder of that name, e.g. `path("fonts", "OFL.txt")`."""
    found = _ROOT.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(found)
    return found
