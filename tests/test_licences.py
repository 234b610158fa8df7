"""What is installed with Quotebot may be used with it, and is listed with its licence."""

import re
from pathlib import Path

from tests.test_lock import pinned

ROOT = Path(__file__).resolve().parents[1]
# Which let a program of any licence use what is under them, whoever passes it on.
_FREE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "LLVM-exception",
        "LicenseRef-Public-Domain",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "PSF-2.0",
        "Zlib",
    }
)
# By licence, of which packages alone it may be: docs/licences.md says what each asks.
_TOLD = {
    "MPL-2.0": {"pathspec", "tqdm"},
    "GPL-3.0-or-later": {"docutils"},
}
_NVIDIA = "LicenseRef-NVIDIA-Proprietary"


def _listed() -> dict[str, set[str]]:
    """The licences of each package in the table."""
    table = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").partition("<!-- by .ci/licences.py -->")[2]
    rows = re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \| (.+) \|$", table, re.MULTILINE)
    return {name: set(re.split(" (?:AND|OR|WITH) ", licence)) for name, licence in rows if name != "package"}


def test_every_package_is_listed() -> None:
    """The table has the packages of the lock, and no others."""
    assert set(_listed()) == {name for name, _ in pinned("requirements.lock")}
    assert {name for name, _ in pinned("requirements-cpu.lock")} <= set(_listed())


def test_no_licence_forbids_the_use() -> None:
    """Each licence is one that permits any use, or whose meaning is told; NVIDIA's are of what a GPU alone needs."""
    told = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").partition("<!-- by")[0]
    for name, licences in _listed().items():
        others = licences - _FREE
        assert {licence for licence in others if name not in _TOLD.get(licence, ())} <= {_NVIDIA}, name
        assert [licence for licence in others if f"`{licence}`" not in told] == []
    for_gpus = {name for name, licences in _listed().items() if _NVIDIA in licences}
    assert for_gpus & {name for name, _ in pinned("requirements-cpu.lock")} == set()
