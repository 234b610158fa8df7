"""Writes the pages that are made of the code into docs/reference."""

from tests.reference.pages import PAGES

for path, page in PAGES.items():
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(), encoding="utf-8")
