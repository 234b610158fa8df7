"""How messages are drawn: by Node, packages of npm in a folder of their own, and headless Chromium."""

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from tests.pictures.scene import Scene

_HERE = Path(__file__).parent
_MODULES = Path(tempfile.gettempdir()) / "quotebot-pictures"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing(install: bool = False) -> str:
    """What drawing needs and is not there, or nothing; the packages of npm are installed if that is wanted."""
    if _browser() is None:
        return "there is no Chromium (Debian: apt-get install chromium)"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "there is no Node with npm"
    if install:
        _MODULES.mkdir(exist_ok=True)
        shutil.copy(_HERE / "package.json", _MODULES)
        subprocess.run(["npm", "install", "--silent"], cwd=_MODULES, check=True)  # noqa: S607
    installed = _MODULES / "package.json"
    if not installed.exists() or installed.read_bytes() != (_HERE / "package.json").read_bytes():
        return "the packages of npm are not installed: run python -m tests.pictures"
    return ""


def draw(scenes: Mapping[str, Scene], folder: Path) -> dict[str, str]:
    """Draws each scene into NAME.png, and NAME-light.png, in a folder; gives what is read of each in the browser."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({name: asdict(scene) for name, scene in scenes.items()}, file)
        file.flush()
        command = ["node", *map(str, (_HERE / "draw.mjs", file.name, folder, _MODULES, _HERE, _browser()))]
        subprocess.run(command, check=True)  # noqa: S603
    texts: dict[str, str] = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    return texts


def signatures(scenes: Mapping[str, Scene]) -> dict[str, str]:
    """By the name of each scene what its picture was made from, as a hash: what is sent, and how that is drawn."""
    files = sorted([*_HERE.glob("*.js"), *_HERE.glob("*.css"), *_HERE.glob("*.mjs"), _HERE / "package.json"])
    drawn_by = b"".join(file.read_bytes() for file in files)
    return {
        name: hashlib.sha256(drawn_by + json.dumps(asdict(scene), sort_keys=True).encode()).hexdigest()[:16]
        for name, scene in scenes.items()
    }


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, _BROWSERS)), None)
