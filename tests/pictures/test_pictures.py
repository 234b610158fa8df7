"""The pictures in docs/pictures are what the bot sends now."""

import json
import re
from pathlib import Path

import pytest

from tests.pictures.__main__ import PICTURES
from tests.pictures.drawing import draw, missing, signatures
from tests.pictures.scenes import scenes

_LARGEST = 100_000  # bytes
_MARKUP = re.compile(r"\*\*|```|\\[*_~|`\[(<:#>.-]|^> |^-# ", re.MULTILINE)


async def test_pictures_are_of_what_is_sent() -> None:
    """Each scene has a picture, made from what is sent of it now; `python -m tests.pictures` draws them anew."""
    drawn = json.loads((PICTURES / "payloads.json").read_text(encoding="utf-8"))
    assert drawn == signatures(scenes())
    assert {picture.stem for picture in PICTURES.glob("*.png")} == set(drawn)
    assert all(picture.stat().st_size < _LARGEST for picture in PICTURES.glob("*.png"))


@pytest.mark.skipif(bool(missing()), reason=missing())
async def test_no_markup_is_left_in_a_browser(tmp_path: Path) -> None:
    """What a browser shows of each scene, by another parser of Discord's markdown, has no marks of it left."""
    made = scenes()
    texts = draw(made, tmp_path)
    assert set(texts) == set(made)
    assert {name: found for name, text in texts.items() if (found := _MARKUP.findall(text))} == {}
