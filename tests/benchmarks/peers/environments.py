"""The environments that the compared systems run in, each with the packages of one alone."""

import subprocess
import sys
from pathlib import Path

from index.errors import QuotebotError

_DONE = "packages.txt"  # what was installed, once all of it was


def environment(folder: Path, packages: tuple[str, ...]) -> Path:
    """The Python of an environment that has these packages, made where there is none; without any, this one.

    Raises QuotebotError where they cannot be installed.
    """
    if not packages:
        return Path(sys.executable)
    python, done, wanted = folder / "bin" / "python", folder / _DONE, "\n".join(packages)
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted:
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages])
        done.write_text(wanted, encoding="utf-8")
    return python


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        output = getattr(error, "stderr", None) or str(error)
        raise QuotebotError(f"{' '.join(command)} failed: {output.strip()}") from None
