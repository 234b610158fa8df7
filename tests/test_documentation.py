"""The ways that docs/faq.md promises from README.md to the answers of a server owner's questions."""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.command import ROOT

README, FAQ = ROOT / "README.md", ROOT / "docs/faq.md"
ROW = re.compile(r"^\| (.+) \| (\[.+) \|$", re.MULTILINE)  # of the table of questions
GIVEN = re.compile(r'<a id="([^"]+)">')  # of headings that are no words
NO_WORD = re.compile(r"[^\w\- ]")  # what an address of a heading leaves out


class Target(NamedTuple):
    """A page, and the heading on it that a link leads to, if to one."""

    page: Path
    heading: str


def inline(markdown: str) -> list[list[Token]]:
    """Give the tokens of each stretch of text, in cells of tables too."""
    return [token.children or [] for token in MarkdownIt().enable("table").parse(markdown) if token.type == "inline"]


def links(tokens: list[Token], page: Path) -> list[Target]:
    """Give where the links in a text lead that stay within the project."""
    addresses = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    parts = [address.partition("#") for address in addresses if "://" not in address]
    return [Target((page.parent / path).resolve() if path else page, heading) for path, _, heading in parts]


def links_of(page: Path) -> set[Path]:
    """Give the pages that a page links to."""
    return {target.page for tokens in inline(page.read_text("utf-8")) for target in links(tokens, page)}


def headings(page: Path) -> set[str]:
    """Give the addresses of the headings of a page, as its renderers make them, or as they are given."""
    text = page.read_text("utf-8")
    tokens = MarkdownIt().parse(text)
    texts = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    return {NO_WORD.sub("", text.lower()).replace(" ", "-") for text in texts} | {*GIVEN.findall(text)}


def ways() -> list[tuple[str, list[Target]]]:
    """Give each question of the table with the links of its way."""
    return [
        (question, [target for tokens in inline(way) for target in links(tokens, FAQ)])
        for question, way in ROW.findall(FAQ.read_text("utf-8"))
    ]


def test_twenty_questions() -> None:
    """There are twenty of them, all different, each with a way of one click or two."""
    questions = ways()
    assert len({question for question, _ in questions}) == 20
    assert {len(way) for _, way in questions} == {1, 2}


@pytest.mark.parametrize(("question", "way"), ways(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_way_to_an_answer(question: str, way: list[Target]) -> None:
    """README.md links to the first page of a way, each page to the next, and the heading of the answer is there."""
    for page, target in zip([README, *(target.page for target in way)], way, strict=False):
        assert target.page in links_of(page), question
    assert way[-1].heading in headings(way[-1].page)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_links_between_pages(page: Path) -> None:
    """A link to a heading of a page that is there leads to one that it has."""
    targets = [target for tokens in inline(page.read_text("utf-8")) for target in links(tokens, page)]
    lacking = [target for target in targets if target.heading and target.page.suffix == ".md" and target.page.exists()]
    assert [target for target in lacking if target.heading not in headings(target.page)] == []
