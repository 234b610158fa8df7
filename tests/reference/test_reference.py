"""The pages of docs/reference say what the code does now."""

from pathlib import Path

import pytest

from tests.reference.pages import FOLDER, PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_made_of_the_code(path: Path) -> None:
    """A page that is made of the code is what is made of it now; `python -m tests.reference` writes it anew."""
    assert path.read_text(encoding="utf-8") == PAGES[path]()


def test_all_pages_are_made_of_the_code() -> None:
    """No page stands beside them that nothing keeps up to date."""
    assert set(FOLDER.iterdir()) == set(PAGES)
