"""What tests of the web server share."""

from pathlib import Path

import pytest

from tests.bot.web.serving import make_articles


@pytest.fixture(scope="session")
def served_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of `make_articles`, which serving only reads, but for the questions that it keeps."""
    folder = tmp_path_factory.mktemp("served")
    make_articles(folder)
    return folder / "data"
