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


def _read(name: str) -> str:
    """A file without its comments."""
    return re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)


def pinned(name: str) -> set[tuple[str, str]]:
    """The packages that a lock file pins, each with its version."""
    return {(pin["name"], pin["version"]) for pin in _PIN.finditer(_read(name))}


@pytest.fixture(scope="module", params=["requirements.lock", "requirements-cpu.lock"])
def lock(request: pytest.FixtureRequest) -> str:
    """The file itself, without its comments."""
    return _read(request.param)


def test_everything_is_pinned_with_hashes(lock: str) -> None:
    """A lock file holds nothing but exact versions, each with hashes; so no address and no option."""
    assert _PIN.sub("", lock) == ""


def test_lock_is_in_step(lock: str) -> None:
    """Every version that pyproject.toml asks for is pinned within its range."""
    versions = {pin["name"]: pin["version"] for pin in _PIN.finditer(lock)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(text) for text in project["dependencies"]]
    assert [
        str(need) for need in asked if not need.specifier.contains(versions.get(canonicalize_name(need.name), ""))
    ] == []


def test_cpu_lock_installs_the_same_without_a_gpu() -> None:
    """Without a GPU the versions of the whole lock are installed, and nothing that serves one alone."""
    whole, on_cpus = pinned("requirements.lock"), pinned("requirements-cpu.lock")
    [torch] = on_cpus - whole
    assert torch in {(name, f"{version}+cpu") for name, version in whole if name == "torch"}
    assert [name for name, _ in on_cpus if re.match("nvidia|cuda|triton", name)] == []
