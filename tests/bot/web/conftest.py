"""The site of a module's tests."""

from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from tests.bot.web.site import make_data
from tests.conftest import Shared


@pytest.fixture(scope="session")
def data_folder(shared: Shared) -> DataFolder:
    """The articles of tests/bot/web/site.py; to be read only."""
    folder: Path = shared("site", make_data)
    return DataFolder(folder / "data")
