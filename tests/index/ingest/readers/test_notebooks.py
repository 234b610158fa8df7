"""A notebook is its text and its code, in order; what running it gave is not read."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.document import read_blocks, text_blocks
from index.ingest.readers.markup.markdown import read_markdown
from index.records import Block, Span
from tests.index.ingest.readers.articles import NO_TEXT, only, read, save

_MARKDOWN = (
    "# Mills\n\nA *mill*[^1] grinds\ncorn.\n\n[^1]: Of stone.\n\n- one\n  1. deep\n- two\n\n  more\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\n  make\n```\n"
)


def _notebook(*cells: dict[str, Any], **metadata: Any) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def _markdown(source: str | list[str], *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "a", "metadata": {"tags": list(tags)}, "source": source}


def _code(source: str, *tags: str, **metadata: Any) -> dict[str, Any]:
    output = {"output_type": "stream", "name": "stdout", "text": ["printed\n"]}
    metadata = {"tags": list(tags), **metadata}
    return {"cell_type": "code", "execution_count": 1, "metadata": metadata, "outputs": [output], "source": source}


def test_cells(tmp_path: Path) -> None:
    """Markdown is read as such, code is code in its language, and neither outputs nor raw cells are read."""
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\nraw"}
    path = save(
        tmp_path / "a.ipynb",
        _notebook(
            _markdown(["# Old mills\n", "\n", "They grind.[^1]\n", "\n", "[^1]: Corn.\n"]),
            _code("\nx = 1\n\nprint(x)\n"),
            raw,
            _markdown("1. one\n2. two"),
            _markdown("- other\n\nMore.[^1]\n\n[^1]: Rye."),
            kernelspec={"name": "python3", "display_name": "Python 3", "language": "python"},
            authors=[{"name": "Ann Lee"}],
        ),
    )
    article = only(path)
    plain = "Old mills\n\nThey grind.\n\nCorn.\n\nx = 1\n\nprint(x)\n\n1. one\n2. two\n\n- other\n\nMore.\n\nRye."
    assert article.text == article.plain == plain
    assert article.reading is not None
    blocks = article.reading.blocks
    assert [(one.kind, one.level, one.group, one.info) for one in blocks] == [
        ("heading", 1, 0, ""),
        ("paragraph", 0, 0, ""),
        ("footnote", 0, 0, "1.1"),
        ("code", 0, 0, "python"),
        ("item", 1, 1, "1."),
        ("item", 1, 1, "2."),
        ("item", 1, 2, "-"),
        ("paragraph", 0, 0, ""),
        ("footnote", 0, 0, "5.1"),
    ]
    assert [one.anchor for one in blocks if one.kind == "footnote"] == [
        plain.index("They grind.") + len("They grind."),
        plain.index("More.") + len("More."),
    ]
    assert (article.source.title, article.source.author) == ("Old mills", "Ann Lee")


def test_hidden_cells(tmp_path: Path) -> None:
    """Cells and code that their author hid from readers are not read."""
    path = save(
        tmp_path / "a.ipynb",
        _notebook(
            _markdown("It rained."),
            _markdown("Hidden.", "remove-cell"),
            _code("hidden()", "hide-input"),
            _code("hidden()", jupyter={"source_hidden": True}),
        ),
    )
    assert only(path).plain == "It rained."


def test_what_is_no_notebook(tmp_path: Path) -> None:
    """What is damaged, of an old format or empty is refused with the reason."""
    path = tmp_path / "a.ipynb"
    old = '{"nbformat": 3, "worksheets": [{"cells": []}]}'
    assert read(save(path, old)) == [f"{path}: is a notebook of the old format 3; open and save it in Jupyter"]
    assert read(save(path, "{oops")) == [
        f"{path}: is no notebook (JSON is malformed: object keys must be strings (byte 1)); open and save it in Jupyter"
    ]
    assert read(save(path, "{}")) == [
        f"{path}: is no notebook (Object missing required field `nbformat`); open and save it in Jupyter"
    ]
    assert read(save(path, _notebook())) == [f"{path}: {NO_TEXT}"]


def test_blocks_go_into_another_document() -> None:
    """The blocks of a reading give the same reading again, all of it a text of its own."""
    reading = read_markdown(_MARKDOWN)
    again = read_blocks(text_blocks(reading))
    assert again.plain == reading.plain
    assert again.blocks == reading.blocks
    assert text_blocks(read_markdown("- a"), group=3)[0].group == 4


@given(
    st.lists(st.sampled_from(["# a\n", "\n", "b c\n", "- d\n", "  - e\n", "1. f\n", "> g\n", "    h\n", "|i|\n|-|\n"]))
)
@pytest.mark.filterwarnings("error")
def test_any_markdown_goes_into_another_document(lines: list[str]) -> None:
    """Whatever is written, the blocks of its reading say the same in another document."""
    reading = read_markdown("".join(lines))
    again = read_blocks(text_blocks(reading))
    assert _said(again.blocks, again.plain) == _said(reading.blocks, reading.plain)


def _said(blocks: tuple[Block, ...], plain: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, plain[slice(*Span(*block.span))]) for block in blocks]
