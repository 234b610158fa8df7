"""axe-core, which finds what of a page is not accessible: https://github.com/dequelabs/axe-core."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

VERSION = "4.10.3"
_FOLDER = Path(tempfile.gettempdir()) / f"quotebot-axe-{VERSION}"
_SCRIPT = _FOLDER / "node_modules" / "axe-core" / "axe.min.js"
_SECONDS = 60


@cache
def axe() -> str:
    """The script, fetched from npm where it is not there; empty where that cannot be."""
    if not _SCRIPT.exists() and shutil.which("npm"):
        _FOLDER.mkdir(exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", f"axe-core@{VERSION}"]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, cwd=_FOLDER, check=False, timeout=_SECONDS)  # noqa: S603
    return _SCRIPT.read_text(encoding="utf-8") if _SCRIPT.exists() else ""
