"""Of scraped pages most boilerplate is marked and nothing else, and of what people write nothing."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.ingest.blocks import blocks_of
from index.ingest.boilerplate import find_boilerplate
from index.ingest.readers.markup.markdown import read_markdown
from index.records import Article, Source

HERE = Path(__file__).parent
SCRAPED = sorted(HERE.glob("scraped/*.txt"))
WRITTEN = sorted(HERE.glob("written/*.md"))
MARK = "~"  # in front of each line of a scraped page that is boilerplate


def boilerplate(text: str, shared: Sequence[str] = (), articles: int = 1, markdown: bool = False) -> list[str]:
    """The paragraphs below the title that are marked, where others hold what is shared in so many articles."""
    title, _, body = text.partition("\n")
    reading = read_markdown(text) if markdown else None
    article = Article(Source("1", title.lstrip("# ")), text, 0 if markdown else len(text) - len(body), reading)
    blocks = blocks_of(article)
    texts = [article.plain[slice(*block.span)] for block in blocks]
    marks = find_boilerplate(article, blocks, [articles if text in shared else 1 for text in texts])
    return [text for text, mark in zip(texts, marks, strict=True) if mark]


def lines_of(page: Path) -> list[str]:
    """The lines of a scraped page, each a paragraph, with the marks of those that are boilerplate."""
    return page.read_text(encoding="utf-8").split("\n\n")


@pytest.mark.parametrize(("articles", "least"), [(1, 0.69), (3, 0.85), (5, 0.94)])
def test_most_boilerplate_of_scraped_pages_is_marked(articles: int, least: float) -> None:
    """Of a page by itself most boilerplate is marked, of pages of one site nearly all, and no line of an article."""
    found = wanted = 0
    for page in SCRAPED:
        lines = [line.strip() for line in lines_of(page)]
        calls = [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]
        marked = boilerplate("\n\n".join(line.removeprefix(MARK) for line in lines), calls, articles)
        assert set(marked) <= set(calls)
        found += len(marked)
        wanted += len(calls)
    assert found / wanted >= least


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.stem)
def test_nothing_written_is_marked(file: Path, markdown: bool) -> None:
    """Steps, policies, rules and notices that people write keep each of their sentences, as text and as Markdown."""
    assert boilerplate(file.read_text(encoding="utf-8"), markdown=markdown) == []
