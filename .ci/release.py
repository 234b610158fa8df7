"""Builds a release into `dist/` of a clone: sdist, wheel and bill of materials; checks what is in them.

With --install, each of both is installed with the versions of requirements-cpu.lock into an environment that has
nothing else, and asked the README's question there; that takes minutes. pip must find the CPU build of torch:
CONTRIBUTING.md, "Release".
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Sequence
from email.parser import Parser
from fnmatch import fnmatch
from pathlib import Path
from time import monotonic
from typing import Any
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
QUESTION, EXPECTED = "How many people has El Salvador jailed since 2022?", "80,000"
_PACKAGES = frozenset({"bot", "config", "index", "seeds"})
_NEEDED = (
    "bot/discord/locales/*/quotebot.ftl",
    "bot/terminal/app.py",
    "config/default.toml",
    "config/confidence.json",
    "config/confidence-without-reader.json",
    "config/post-confidence.json",
    "config/weights.json",
    "config/all-MiniLM-L6-v2.npz",
    "config/reader/reader.safetensors",
    "seeds/*.txt",
)
_NEEDED_OF_SOURCE = (
    "tests/conftest.py",
    "config/hosting/Containerfile",
    "config/hosting/compose.yaml",
    "requirements.lock",
    "requirements-cpu.lock",
    "docs/operation.md",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "pyproject.toml",
)


def main() -> None:
    """Builds, checks and, where that is asked for, installs; ends with 1 and a line where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install both into empty environments, and ask there")
    install = parser.parse_args().install
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = project["version"]
    folder = ROOT / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    sdist, wheel = folder / f"quotebot-{version}.tar.gz", folder / f"quotebot-{version}-py3-none-any.whl"
    _run(sys.executable, "-m", "twine", "check", "--strict", str(sdist), str(wheel))
    tracked = frozenset(_run("git", "-C", str(ROOT), "ls-files", "-z").split("\0"))
    with ZipFile(wheel) as built, tarfile.open(sdist) as source:
        size = len(built.namelist())
        problems = [
            *(f"{wheel.name} {problem}" for problem in _problems_of_wheel(built, project, tracked)),
            *(f"{sdist.name} {problem}" for problem in _problems_of_sdist(source, version, tracked)),
        ]
    if f"## [{version}]" not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        problems.append(f"CHANGELOG.md has nothing of {version}")
    if problems:
        sys.exit("release: " + "\nrelease: ".join(problems))
    print(f"{wheel.name}: {size} files, {wheel.stat().st_size / 1e6:.1f} MB")
    print(f"{sdist.name}: {sdist.stat().st_size / 1e6:.1f} MB")
    _write_bill(folder / f"quotebot-{version}.cdx.json")
    if install:
        for file in (wheel, sdist):
            _ask_installed(file)


def _lacking(names: Sequence[str], needed: Iterable[str]) -> list[str]:
    return [f"lacks {pattern}" for pattern in needed if not any(fnmatch(name, pattern) for name in names)]


def _problems_of_wheel(wheel: ZipFile, project: dict[str, Any], tracked: Collection[str]) -> list[str]:
    """What a wheel lacks, and what should not be in it: what git does not track, and what a clone alone needs."""
    names, information = wheel.namelist(), f"quotebot-{project['version']}.dist-info/"
    own = [name for name in names if not name.startswith(information)]
    metadata = Parser().parsestr(wheel.read(f"{information}METADATA").decode())
    asked = {_name(need) for need in metadata.get_all("Requires-Dist", ())}
    return [
        *_lacking(names, _NEEDED),
        *(f"should not hold {name}" for name in own if name not in tracked or name.split("/")[0] not in _PACKAGES),
        *(f"should not hold {name}" for name in own if name.startswith("config/hosting/")),
        *(f"does not ask for {need}" for need in project["dependencies"] if _name(need) not in asked),
    ]


def _problems_of_sdist(sdist: tarfile.TarFile, version: str, tracked: Collection[str]) -> list[str]:
    """What a source distribution lacks, and what should not be in it: what git does not track."""
    names = [entry.name.removeprefix(f"quotebot-{version}/") for entry in sdist if entry.isfile()]
    return [
        *_lacking(names, (*_NEEDED, *_NEEDED_OF_SOURCE)),
        *(f"should not hold {name}" for name in names if name not in {*tracked, "PKG-INFO"}),
    ]


def _name(requirement: str) -> str:
    """The name of what is required, in the one form that PEP 503 gives it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


def _write_bill(path: Path) -> None:
    """The software bill of materials in CycloneDX, of requirements.lock."""
    _run(
        *(sys.executable, "-m", "cyclonedx_py", "requirements", "--pyproject", str(ROOT / "pyproject.toml")),
        *("--output-reproducible", "--output-file", str(path), str(ROOT / "requirements.lock")),
    )
    parts = json.loads(path.read_text(encoding="utf-8"))["components"]
    print(f"{path.name}: {len(parts)} packages")


def _ask_installed(file: Path) -> None:
    """Installs one of both into an empty environment and asks there; ends the program where that is not answered."""
    begun = monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        environment = Path(scratch, "environment")
        programs = environment / "bin"
        _run(sys.executable, "-m", "venv", str(environment))
        lock = str(ROOT / "requirements-cpu.lock")
        _run(str(programs / "pip"), "install", "--quiet", "--require-hashes", "-r", lock)
        _run(str(programs / "pip"), "install", "--quiet", "--no-deps", str(file))
        _run(str(programs / "pip"), "check")
        quotebot = (str(programs / "quotebot"), "--data-dir", str(Path(scratch, "data")))
        _run(*quotebot, "demo", cwd=scratch)
        answer = json.loads(_run(*quotebot, "ask", "--json", QUESTION, cwd=scratch))
    if not answer["answered"] or EXPECTED not in answer["quotes"][0]["text"]:
        sys.exit(f"release: {file.name}, installed, does not answer with {EXPECTED}: {json.dumps(answer)}")
    print(f"{file.name}: installed and asked in {monotonic() - begun:.0f} s")


def _run(*command: str, cwd: str | None = None) -> str:
    """What a command prints; where it fails, all of that is shown and the program ends."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd)  # noqa: S603 - the commands are ours
    if done.returncode:
        sys.exit(f"release: {' '.join(command)}:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
