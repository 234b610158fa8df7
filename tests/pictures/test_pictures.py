"""The pictures in docs/pictures are what the bot sends, and a terminal shows, now."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from tests.command import ROOT
from tests.pictures.__main__ import PICTURES
from tests.pictures.drawing import draw, missing, signatures
from tests.pictures.scene import Scene
from tests.pictures.terminal import SESSIONS, drawn, recorded, terminal_signatures

_LARGEST = 100_000  # bytes
_MARKUP = re.compile(r"\*\*|```|\\[*_~|`\[(<:#>.-]|^> |^-# ", re.MULTILINE)
_IMAGE = re.compile(r'(?:src="|\]\()([\w/]*pictures/[\w/-]+\.png)(?:" width="(\d+))?')


@pytest.mark.model
def test_pictures_are_of_what_is_sent(made: dict[str, Scene]) -> None:
    """Each scene has a picture, made from what is sent of it now; `python -m tests.pictures` draws them anew."""
    assert {name: made_from for name, made_from in _made_from().items() if name not in SESSIONS} == signatures(made)
    light = {f"{name}-light" for name, scene in made.items() if "light" in scene.themes}
    assert {picture.stem for picture in PICTURES.glob("*.png")} == {*made, *light}
    assert all(picture.stat().st_size < _LARGEST for picture in PICTURES.glob("*.png"))


@pytest.mark.model
def test_pictures_are_of_what_a_terminal_shows() -> None:
    """Each session in a terminal has pictures, dark and light, of what is shown now, which ask nobody for fonts."""
    shown = recorded()
    assert {name: _made_from().get(name) for name in SESSIONS} == terminal_signatures(shown)
    pictures = {picture.stem: picture.read_text(encoding="utf-8") for picture in PICTURES.glob("*.svg")}
    assert {name for name in pictures if name.startswith("terminal-")} == {
        name for session in shown.items() for name in drawn(*session)
    }
    assert [name for name, svg in pictures.items() if re.search(r"@import|@font-face|url\((?!#)|href", svg)] == []


def test_drawn_sessions_keep_words_and_weights() -> None:
    """All that a session shows is drawn, in bold and dim where it is, and what would be markup in SVG is escaped."""
    svg = drawn("terminal", "\x1b[1ma < b\x1b[0m  \n\n\x1b[2mdim\x1b[0m & done")["terminal"]
    root = etree.fromstring(svg.encode())
    texts = [text for text in root.findall(".//{*}g/{*}g/{*}text") if (text.text or "").strip("\n")]
    assert [(text.text or "").replace("\xa0", " ") for text in texts] == ["a < b", "dim", " & done"]
    rules = dict(re.findall(r"\.(terminal-r\d) \{ (.*?) \}", svg))
    assert [rules[text.get("class") or ""] for text in texts] == [
        "fill: #c5c8c6;font-weight: bold",
        "fill: #868887",
        "fill: #c5c8c6",
    ]


def test_blanks_at_the_ends_of_lines_do_not_count() -> None:
    """A session that ends its lines with other blanks, as a path in a longer folder does, has the same signature."""
    assert terminal_signatures({"one": "a\x1b[0m  \nb"}) == terminal_signatures({"one": "a\x1b[0m\nb   "})
    assert terminal_signatures({"one": "a b"}) != terminal_signatures({"one": "ab"})


@pytest.mark.model
@pytest.mark.skipif(bool(missing()), reason=missing())
def test_no_markup_is_left_in_a_browser(made: dict[str, Scene], tmp_path: Path) -> None:
    """What a browser shows of each scene, by another parser of Discord's markdown, has no marks of it left."""
    texts = draw(made, tmp_path)
    assert set(texts) == set(made)
    assert {name: found for name, text in texts.items() if (found := _MARKUP.findall(text))} == {}


@pytest.mark.parametrize("page", ["README.md", "docs/discord.md", "docs/operator.md", "docs/web.md"])
def test_pictures_are_shown_at_half_their_size(page: str) -> None:
    """Each picture is shown with half its width, and so is sharp where a screen has twice the dots."""
    shown = _IMAGE.findall((ROOT / page).read_text(encoding="utf-8"))
    widths = [Image.open((ROOT / page).parent / name).width for name, _ in shown]
    assert [2 * int(width or 0) for _, width in shown] == widths
    assert widths


def _made_from() -> dict[str, str]:
    made_from: dict[str, str] = json.loads((PICTURES / "payloads.json").read_text(encoding="utf-8"))
    return made_from
