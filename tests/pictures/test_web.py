"""The pictures in docs/pictures/web are of what a server serves, and the operator's report tells, now."""

import json
from pathlib import Path

import pytest

from tests.pictures.__main__ import WEB
from tests.pictures.pages import page_signatures
from tests.pictures.web import PHONES, web_pages

_LARGEST = 120_000  # bytes


@pytest.mark.model
async def test_pictures_are_of_what_is_served(tmp_path: Path) -> None:
    """Each page has pictures, light and dark, of its HTML as it is now; `python -m tests.pictures` takes them anew."""
    async with web_pages(tmp_path) as pages:
        made_from = page_signatures({name: page.html for name, page in pages.items()})
    assert made_from == json.loads((WEB / "pages.json").read_text(encoding="utf-8"))
    shown = {*pages, *(f"{name}-phone" for name in PHONES)}
    assert {picture.stem for picture in WEB.glob("*.png")} == {*shown, *(f"{name}-light" for name in shown)}
    assert all(picture.stat().st_size < _LARGEST for picture in WEB.glob("*.png"))
