"""What can be quoted of an article is the same however its lines were broken."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.splitting import split_article
from index.records import Article, Source
from tests.encoders import SmallEncoder

HERE = Path(__file__).parent
ENCODER = SmallEncoder()
LINK = (
    "# Mooring in the old harbour\n\nBoats may lie in the old harbour for three nights. The mooring permit is issued "
    "by the [harbour office at Skerry Point](https://example.org/office) within nine days, and it costs 35 crowns. "
    "Larger boats anchor outside the mole."
)
TEXTS = [
    LINK,
    *(file.read_text(encoding="utf-8") for file in sorted(HERE.glob("written/*.md"))),
    *(file.read_text(encoding="utf-8").replace("~", "") for file in sorted(HERE.glob("scraped/*.txt"))),
]


def sentences(text: str, markdown: bool) -> list[str]:
    """All sentences that can be quoted of an article whose first line is its title, each on one line."""
    title = text.partition("\n")[0]
    reading = read_markdown(text) if markdown else None
    article = Article(Source("1", title.lstrip("# ")), text, 0 if markdown else len(title), reading)
    split, _ = split_article(article, b"", ENCODER, lambda lines: dict.fromkeys(lines, 1))
    spans = [span for passage, _ in split.passages for span in passage.sentences]
    return [" ".join(article.plain[slice(*span)].split()) for span in spans]


def wrapped(text: str, width: int) -> str:
    """The same with its paragraphs broken into lines of at most so many characters, titles and labels aside."""
    return "\n\n".join(
        "\n".join(textwrap.wrap(part, width, break_long_words=False, break_on_hyphens=False))
        if part[-1:] in ".!?”" and not part.startswith(("-", "•"))
        else part
        for part in text.strip().split("\n\n")
    )


@given(st.sampled_from(TEXTS), st.integers(min_value=20, max_value=200), st.booleans())
def test_wrapping_changes_nothing(text: str, width: int, markdown: bool) -> None:
    """Whatever the width of the lines, the same sentences can be quoted, and each of them whole."""
    assert sentences(wrapped(text, width), markdown) == sentences(text, markdown)


@pytest.mark.parametrize("markdown", [False, True])
def test_link_on_a_line_of_its_own(markdown: bool) -> None:
    """A link that has a line of a wrapped paragraph to itself belongs to its sentence."""
    place = "[harbour office at Skerry Point](https://example.org/office)"
    text = LINK.replace(f" {place} ", f"\n{place}\n")
    shown = "harbour office at Skerry Point" if markdown else place
    assert f"The mooring permit is issued by the {shown} within nine days, and it costs 35 crowns." in sentences(
        text, markdown
    )
