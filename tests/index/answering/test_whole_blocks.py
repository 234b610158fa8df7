"""Lists, tables and code are quoted whole, with what introduces them."""

import pytest

from index.answering.whole_blocks import completed
from index.ingest.readers.markup.markdown import read_markdown
from index.records import Article, Source, Span

STEPS = "\n".join(f"{number}. {'word ' * 30}end" for number in range(1, 21))


def quoted(text: str, said: str) -> str:
    """What is quoted where a window holds this of an article in Markdown."""
    article = Article(Source("1", "T"), text, reading=read_markdown(text))
    start = article.plain.index(said)
    return article.plain[slice(*completed(article, Span(start, start + len(said))))]


@pytest.mark.parametrize(
    ("text", "said", "whole"),
    [
        ("1. One\n2. Two\n3. Three", "2. Two", "1. One\n2. Two\n3. Three"),
        ("Do it:\n\n- One\n- Two\n\nDone.", "- Two", "Do it:\n\n- One\n- Two"),
        ("It is so.\n\n- One\n- Two", "- Two", "- One\n- Two"),
        ("It rained. Run this.\n\n```\na\nb\n```\n\nDone.", "a\nb", "Run this.\n\na\nb"),
        ("It rained. Run this:\n\n```\na\nb\n```\n\nDone.", "Run this:", "Run this:\n\na\nb"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "3\t4", "a\tb\n1\t2\n3\t4"),
        ("Term\n: One\n: Two\n\nWord\n: Three", "Word\n  Three", "Term\n  One\n  Two\nWord\n  Three"),
        ("It rained. It snowed.", "It rained.", "It rained."),
    ],
)
def test_whole(text: str, said: str, whole: str) -> None:
    """What is short enough is quoted with all that belongs to it, and a sentence of prose alone."""
    assert quoted(text, said) == whole


def test_long_lists_are_quoted_in_part() -> None:
    """Of too many steps those from the first on are quoted, or from the one that answers; of items that one."""
    assert quoted(STEPS, "2. word").startswith("1. word")
    assert quoted(STEPS, "2. word").count("end") == 10
    assert quoted(STEPS, "15. word").startswith("15. word")
    items = "\n".join(f"- {'word ' * 30}{number}\n  - sub {number}" for number in range(9))
    assert quoted(items, "sub 5") == f"- {'word ' * 30}5\n  - sub 5"


def test_long_tables_and_code_are_quoted_in_part() -> None:
    """Of a large table the row is quoted, and of long code what answers."""
    table = "| a | b |\n|---|---|\n" + "".join(f"| {number} | {'x ' * 10}|\n" for number in range(20))
    assert quoted(table, "7\tx") == "7\tx"
    code = "```\n" + "".join(f"line {number} {'x ' * 20}\n" for number in range(30)) + "```"
    assert quoted(code, "line 7") == "line 7"
