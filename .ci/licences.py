"""Writes the table of docs/licences.md: the licence of each package in requirements.lock, by its own metadata.

Asks the package index for the metadata alone, of one version of each package; nothing is installed.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_BELOW = "<!-- by .ci/licences.py -->\n"
_PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)( ; [^\\]+)?", re.MULTILINE)
# Where it will run that this system leaves out: what is only for Windows, or for a later Python.
_ELSEWHERE = ("--platform", "win_amd64", "--python-version", "3.13")
# What packages write that name no licence of SPDX's, in its names.
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "NVIDIA Proprietary Software": "LicenseRef-NVIDIA-Proprietary",
    "OSI Approved :: Apache Software License": "Apache-2.0",
    "OSI Approved :: BSD License": "BSD-3-Clause",
    "OSI Approved :: GNU General Public License (GPL)": "GPL-3.0-or-later",
    "OSI Approved :: ISC License (ISCL)": "ISC",
    "OSI Approved :: MIT License": "MIT",
    "OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "OSI Approved :: Python Software Foundation License": "PSF-2.0",
    "PSF": "PSF-2.0",
    "Public Domain": "LicenseRef-Public-Domain",
}
# Whose metadata does not say.
_READ = {"cuda-toolkit": "LicenseRef-NVIDIA-Proprietary"}  # nothing but the list of NVIDIA's other packages
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def main() -> None:
    """Writes the table anew, below its marker."""
    pins = _PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    found = _licences(f"{name}=={version}{marker}" for name, version, marker in pins)
    left = {name: f"{name}=={version}" for name, version, _ in pins if name not in found}
    found |= _licences(left.values(), _ELSEWHERE)
    if lost := {name for name, _, _ in pins} - set(found):
        sys.exit(f"licences: the index told nothing of {', '.join(sorted(lost))}")
    file = ROOT / "docs" / "licences.md"
    above = file.read_text(encoding="utf-8").partition(_BELOW)[0]
    rows = "".join(f"| {name} | {found[name]} |\n" for name in sorted(found))
    file.write_text(f"{above}{_BELOW}\n| package | licence |\n| --- | --- |\n{rows}", encoding="utf-8")


def _licences(requirements: Iterable[str], options: Iterable[str] = ()) -> dict[str, str]:
    """The licence of each package that pip would install of these, by its name."""
    with tempfile.TemporaryDirectory() as scratch:
        asked, report = Path(scratch, "asked.txt"), Path(scratch, "report.json")
        asked.write_text("\n".join(requirements), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        target = ["--target", scratch] if options else []
        only = ["--only-binary", ":all:", "--report", str(report), "-r", str(asked), *target, *options]
        subprocess.run([*pip, *only], check=True)  # noqa: S603 - the names are those of the lock
        installed = json.loads(report.read_text(encoding="utf-8"))["install"]
    told = (package["metadata"] for package in installed)
    return {re.sub(r"[-_.]+", "-", metadata["name"]).lower(): _licence(metadata) for metadata in told}


def _licence(metadata: Mapping[str, Any]) -> str:
    """A package's licence as an expression of SPDX: by its own words for it, else by its classifiers."""
    said = metadata.get("license_expression") or metadata.get("license") or ""
    name = _SPDX.get(said, said)
    if not _EXPRESSION.fullmatch(name):
        lines = (line.removeprefix("License :: ") for line in metadata.get("classifier", ()))
        name = " AND ".join(sorted(_SPDX[line] for line in lines if line in _SPDX))
    return name or _READ.get(metadata["name"]) or sys.exit(f"licences: what is the licence of {metadata['name']}?")


if __name__ == "__main__":
    main()
