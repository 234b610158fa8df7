"""Draws what the bot sends into docs/pictures, by headless Chromium with Discord's look, and what a terminal shows.

Pictures of web pages are taken into a folder of their own in it.
"""

import asyncio
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from index.ingest.sources import SEEDS
from tests.bot.discord.conftest import ARTICLES
from tests.command import run_quotebot
from tests.pictures.drawing import draw, missing, signatures
from tests.pictures.journey import HANDBOOK, journey
from tests.pictures.pages import page_signatures, taken
from tests.pictures.scene import Scene
from tests.pictures.scenes import scenes
from tests.pictures.terminal import drawn, recorded, terminal_signatures
from tests.pictures.web import PHONES, web_pages

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WEB = PICTURES / "web"


async def _scenes() -> dict[str, Scene]:
    with TemporaryDirectory(prefix="pictures-") as folder:
        run_quotebot(Path(folder), "sync", "--data-dir", "data", SEEDS, ARTICLES, HANDBOOK).check_returncode()
        return scenes() | await journey(Path(folder) / "data")


async def _pages() -> None:
    with TemporaryDirectory(prefix="pages-") as folder:
        async with web_pages(Path(folder)) as pages:
            pictures = await taken({name: page.address for name, page in pages.items()}, PHONES)
    WEB.mkdir(exist_ok=True)
    for old in WEB.glob("*.png"):
        old.unlink()
    for name, picture in pictures.items():
        (WEB / f"{name}.png").write_bytes(picture)
    made_from = page_signatures({name: page.html for name, page in pages.items()})
    (WEB / "pages.json").write_text(json.dumps(made_from, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Draws all scenes, and takes all pages, anew."""
    if lacking := missing(install=True):
        sys.exit(f"pictures cannot be drawn: {lacking}")
    made = asyncio.run(_scenes())
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in [*PICTURES.glob("*.png"), *PICTURES.glob("terminal-*.svg")]:
        old.unlink()
    draw(made, PICTURES)
    (PICTURES / "texts.json").unlink()
    sessions = recorded()
    for name, shown in sessions.items():
        for picture, svg in drawn(name, shown).items():
            (PICTURES / f"{picture}.svg").write_text(svg, encoding="utf-8")
    made_from = signatures(made) | terminal_signatures(sessions)
    (PICTURES / "payloads.json").write_text(json.dumps(made_from, indent=2) + "\n", encoding="utf-8")
    asyncio.run(_pages())


if __name__ == "__main__":
    main()
