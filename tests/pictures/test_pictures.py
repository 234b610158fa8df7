"""The pictures in docs/pictures are what the bot sends now."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.command import ROOT
from tests.pictures.__main__ import PICTURES
from tests.pictures.drawing import draw, missing, signatures
from tests.pictures.scene import Scene

_LARGEST = 100_000  # bytes
_MARKUP = re.compile(r"\*\*|```|\\[*_~|`\[(<:#>.-]|^> |^-# ", re.MULTILINE)
_IMAGE = re.compile(r'(?:src="|\]\()([\w/]*pictures/[\w-]+\.png)(?:" width="(\d+))?')


@pytest.mark.model
def test_pictures_are_of_what_is_sent(made: dict[str, Scene]) -> None:
    """Each scene has a picture, made from what is sent of it now; `python -m tests.pictures` draws them anew."""
    drawn = json.loads((PICTURES / "payloads.json").read_text(encoding="utf-8"))
    assert drawn == signatures(made)
    light = {f"{name}-light" for name, scene in made.items() if "light" in scene.themes}
    assert {picture.stem for picture in PICTURES.glob("*.png")} == {*made, *light}
    assert all(picture.stat().st_size < _LARGEST for picture in PICTURES.glob("*.png"))


@pytest.mark.model
@pytest.mark.skipif(bool(missing()), reason=missing())
def test_no_markup_is_left_in_a_browser(made: dict[str, Scene], tmp_path: Path) -> None:
    """What a browser shows of each scene, by another parser of Discord's markdown, has no marks of it left."""
    texts = draw(made, tmp_path)
    assert set(texts) == set(made)
    assert {name: found for name, text in texts.items() if (found := _MARKUP.findall(text))} == {}


@pytest.mark.parametrize("page", ["README.md", "docs/discord.md"])
def test_messages_are_shown_at_half_their_size(page: str) -> None:
    """Each picture of a message has half its width in the page, and is sharp where a screen has twice the dots."""
    shown = _IMAGE.findall((ROOT / page).read_text(encoding="utf-8"))
    widths = [Image.open((ROOT / page).parent / name).width for name, _ in shown]
    assert [2 * int(width or 0) for _, width in shown] == widths
    assert widths
