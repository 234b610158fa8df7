"""The pictures in docs/pictures are what the bot sends now."""

import json
import re
from pathlib import Path

import pytest

from tests.bot.discord.process import copied
from tests.pictures.__main__ import PICTURES
from tests.pictures.drawing import draw, missing, signatures
from tests.pictures.journey import journey
from tests.pictures.scenes import scenes

_LARGEST = 100_000  # bytes
_MARKUP = re.compile(r"\*\*|```|\\[*_~|`\[(<:#>.-]|^> |^-# ", re.MULTILINE)


@pytest.mark.model
async def test_pictures_are_of_what_is_sent(articles_dir: Path, tmp_path: Path) -> None:
    """Each scene has a picture, made from what is sent of it now; `python -m tests.pictures` draws them anew."""
    drawn = json.loads((PICTURES / "payloads.json").read_text(encoding="utf-8"))
    made = scenes() | await journey(copied(articles_dir, tmp_path))
    assert drawn == signatures(made)
    light = {f"{name}-light" for name, scene in made.items() if "light" in scene.themes}
    assert {picture.stem for picture in PICTURES.glob("*.png")} == {*made, *light}
    assert all(picture.stat().st_size < _LARGEST for picture in PICTURES.glob("*.png"))


@pytest.mark.skipif(bool(missing()), reason=missing())
async def test_no_markup_is_left_in_a_browser(articles_dir: Path, tmp_path: Path) -> None:
    """What a browser shows of each scene, by another parser of Discord's markdown, has no marks of it left."""
    made = scenes() | await journey(copied(articles_dir, tmp_path))
    texts = draw(made, tmp_path)
    assert set(texts) == set(made)
    assert {name: found for name, text in texts.items() if (found := _MARKUP.findall(text))} == {}
