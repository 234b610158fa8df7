"""What the bot sends in the journey that pictures are made of, once for all tests."""

from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import articles_dir as articles_dir
from tests.bot.discord.process import copied
from tests.command import run_quotebot
from tests.pictures.journey import HANDBOOK, journey
from tests.pictures.scene import Scene
from tests.pictures.scenes import scenes


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scene]:
    """All scenes, by the names of their pictures."""
    folder = tmp_path_factory.mktemp("pictures")
    data_dir = copied(articles_dir, folder)
    run_quotebot(folder, "sync", "--data-dir", "data", HANDBOOK).check_returncode()
    return scenes() | await journey(data_dir)
