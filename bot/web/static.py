"""The style and the script of the pages, which are files beside this one."""

from pathlib import Path

from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).with_name("assets")


def static_files() -> StaticFiles:
    """Serves them."""
    return StaticFiles(directory=FOLDER)
