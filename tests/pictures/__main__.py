"""Draws what the bot sends into docs/pictures, by headless Chromium with Discord's look, and what a terminal shows."""

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
from tests.pictures.scene import Scene
from tests.pictures.scenes import scenes
from tests.pictures.terminal import drawn, recorded, terminal_signatures

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


async def _scenes() -> dict[str, Scene]:
    with TemporaryDirectory(prefix="pictures-") as folder:
        run_quotebot(Path(folder), "sync", "--data-dir", "data", SEEDS, ARTICLES, HANDBOOK).check_returncode()
        return scenes() | await journey(Path(folder) / "data")


def main() -> None:
    """Draws all scenes anew."""
    if lacking := missing(install=True):
        sys.exit(f"pictures cannot be drawn: {lacking}")
    made = asyncio.run(_scenes())
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in [*PICTURES.glob("*.png"), *PICTURES.glob("*.svg")]:
        old.unlink()
    draw(made, PICTURES)
    (PICTURES / "texts.json").unlink()
    sessions = recorded()
    for name, shown in sessions.items():
        for picture, svg in drawn(name, shown).items():
            (PICTURES / f"{picture}.svg").write_text(svg, encoding="utf-8")
    made_from = signatures(made) | terminal_signatures(sessions)
    (PICTURES / "payloads.json").write_text(json.dumps(made_from, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
