"""What tests of the web server share."""

from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from tests.bot.web.serving import make_articles
from tests.bot.web.site import make_data
from tests.conftest import Shared


@pytest.fixture(scope="session")
def served_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of `make_articles`, which serving only reads, but for the questions that it keeps."""
    folder = tmp_path_factory.mktemp("served")
    make_articles(folder)
    return folder / "data"


@pytest.fixture(scope="session")
def data_folder(shared: Shared) -> DataFolder:
    """The articles of tests/bot/web/site.py; to be read only."""
    folder: Path = shared("site", make_data)
    return DataFolder(folder / "data")
