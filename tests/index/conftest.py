"""Indexes that tests share."""

import shutil
from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.embedding_queue import Pace
from index.ingest.intake import Outcome
from index.ingest.progress import Progress
from index.ingest.removal import Removal
from index.ingest.sync import sync
from tests.encoders import SmallEncoder

MAX_BYTES = 1_000_000

Sync = Callable[..., Outcome]


@pytest.fixture
def data_folder(tmp_path: Path) -> DataFolder:
    """The folder of an index that is not there yet."""
    return DataFolder(tmp_path / "data")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """An empty folder for articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


@pytest.fixture
def data(made: DataFolder, data_folder: DataFolder) -> DataFolder:
    """A copy of the data folder that a module made."""
    shutil.copytree(made.folder, data_folder.folder)
    return data_folder


@pytest.fixture
def run_sync(data_folder: DataFolder, articles: Path) -> Sync:
    """Brings the index up to date with the folder, on the small encoder."""

    def run(
        on_progress: Callable[[Progress], None] = lambda _: None,
        rebuild: bool = False,
        seconds: float = inf,
        pace: Pace = Pace(),  # noqa: B008  frozen
        removal: Removal = Removal(),  # noqa: B008  frozen
    ) -> Outcome:
        return sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, on_progress, rebuild, seconds, pace, removal)

    return run
