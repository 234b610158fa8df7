"""What a release installs is pinned, with the hash of every file, and in step with what it asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
_PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; .+?)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
)


@pytest.fixture(scope="module")
def lock() -> str:
    """The file itself, without its comments."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)


def test_everything_is_pinned_with_hashes(lock: str) -> None:
    """The lock file holds nothing but exact versions, each with hashes; so no address and no option."""
    assert _PIN.sub("", lock) == ""


def test_lock_is_in_step(lock: str) -> None:
    """Every version that pyproject.toml asks for is pinned within its range."""
    pinned = {pin["name"]: pin["version"] for pin in _PIN.finditer(lock)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(text) for text in project["dependencies"]]
    assert [
        str(need) for need in asked if not need.specifier.contains(pinned.get(canonicalize_name(need.name), ""))
    ] == []
