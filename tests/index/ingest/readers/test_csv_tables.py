"""A row of a table is an article where a column holds texts; else the table is one."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import FieldSettings
from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions
from index.ingest.readers.csv_tables import convert
from index.records import Article, Block, Source, Span
from tests.index.ingest.readers.articles import only, read, save

_NAMED = "; library.fields in the settings names others"


def _rows(article: Article) -> list[tuple[str, str]]:
    """Give the kind of each block with what it says."""
    assert article.reading is not None
    return [(block.kind, article.plain[slice(*block.span)]) for block in article.reading.blocks]


def test_rows_that_are_articles(tmp_path: Path) -> None:
    """Each row whose column of texts says something is an article, with what other columns say of it."""
    path = save(
        tmp_path / "news.csv",
        "ID,Headline,Body,Authors,Created At,Link\n"
        '7,"The flood, again","It rained.\n\nIt ""snowed"".",Ann Lee,2024-03-01,https://news.example/7\n'
        "8,Empty,,,,\n"
        "9,The fair,It opens on Monday.,,,\n",
    )
    assert read(path) == [
        f'{path}: reads its text from "Body", its title from "Headline"{_NAMED}',
        Article(
            Source("7", "The flood, again", None, "Ann Lee", "2024-03-01", "https://news.example/7", str(path)),
            'It rained.\n\nIt "snowed".',
        ),
        f'{path}, line 5: its "Body" is empty; write a text there, or take it out',
        Article(Source("9", "The fair", path=str(path)), "It opens on Monday."),
    ]


def test_note_is_told_when_read_and_is_no_loss(tmp_path: Path) -> None:
    """By which names a file is read is told as a note."""
    path = save(tmp_path / "a.csv", "title,content\nT,It rained all day.\n")
    note, _ = convert(path, "a", ReaderOptions(1000))
    assert note == Problem(str(path), f'reads its text from "content"{_NAMED}', kind=ProblemKind.NOTE)
    assert not note.kind.is_loss


def test_names_of_the_settings(tmp_path: Path) -> None:
    """What the settings call the fields goes before what is recognized, and is not told."""
    path = save(tmp_path / "a.csv", "Kennung;Titel;Inhalt;Content;Verfasser\nx;T;Es regnete lange.;No.;Anna\n")
    fields = FieldSettings(text="inhalt", title="Titel", id="Kennung", author="Verfasser")
    (article,) = convert(path, "a", ReaderOptions(1000, fields))
    assert article == Article(Source("x", "T", author="Anna", path=str(path)), "Es regnete lange.")


def test_rows_without_an_id(tmp_path: Path) -> None:
    """The id of a row without one is told by what it says, so that rows may move."""
    first, second = "T,It rained all day.\n", "U,It snowed all day.\n"
    before = read(save(tmp_path / "a.csv", "title,text\n" + first + second))
    after = read(save(tmp_path / "a.csv", "title,text\n" + second + first))
    ids = [[one.source.id for one in entries if isinstance(one, Article)] for entries in (before, after)]
    assert ids[0] == ids[1][::-1]
    assert [key.partition("/")[0] for key in ids[0]] == ["a", "a"]
    assert len(set(ids[0])) == 2


def test_questions_and_answers(tmp_path: Path) -> None:
    """Each question is a title and heads its answer, however short that is."""
    path = save(
        tmp_path / "faq.csv", "Question;Answer\nDo you ship abroad?;Yes.\nHow long?;Two days.\n\nIn June three.\n"
    )
    _, first, second = read(
        save(path, path.read_text().replace("Two days.\n\nIn June three.", '"Two days.\n\nIn June 3."'))
    )
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.source.title, _rows(first)) == (
        "Do you ship abroad?",
        [("heading", "Do you ship abroad?"), ("paragraph", "Yes.")],
    )
    assert _rows(second) == [("heading", "How long?"), ("paragraph", "Two days."), ("paragraph", "In June 3.")]


def test_values_in_markup(tmp_path: Path) -> None:
    """HTML is read as a page is and Markdown by its column; a text that only speaks of tags stands as it is."""
    path = save(
        tmp_path / "a.csv",
        'title,content\nH,"<p>It <b>rained</b> &amp; snowed.</p><ul><li>one</li></ul>"\n'
        "P,A < b and it rained all day.\n",
    )
    _, html, plain = read(path)
    assert isinstance(html, Article)
    assert _rows(html) == [("paragraph", "It rained & snowed."), ("item", "- one")]
    assert isinstance(plain, Article)
    assert (plain.text, plain.reading) == ("A < b and it rained all day.", None)
    _, markdown = read(save(tmp_path / "b.csv", 'title,markdown\nM,"It *rained*\nall day.\n"\n'))
    assert isinstance(markdown, Article)
    assert (markdown.text, markdown.plain) == ("It *rained*\nall day.", "It rained all day.")


@pytest.mark.parametrize(
    "text",
    [
        "Item,Price,Note\nBolt,3.50,It holds.\nNut,1.20,\n",
        "Item;Price;Note\nBolt;3.50;It holds.\nNut;1.20;\n",
        "Item\tPrice\tNote\nBolt\t3.50\tIt holds.\nNut\t1.20\t\n",
        "Item|Price|Note\r\nBolt|3.50|It holds.\r\nNut|1.20|\r\n",
        '\ufeff"Item","Price","Note"\n"Bolt","3.50","It\nholds."\n\n"Nut","1.20",""\n',
        "sep=;\nItem;Price;Note\nBolt;3.50;It holds.\nNut;1.20;\n",
    ],
)
@pytest.mark.parametrize("name", ["spare-parts-2024.csv", "spare-parts-2024.tsv"])
def test_table(tmp_path: Path, text: str, name: str) -> None:
    """A table of anything else is one article of rows below their header, whatever parts its cells."""
    article = only(save(tmp_path / name, text))
    assert _rows(article) == [("header", "Item\tPrice\tNote"), ("row", "Bolt\t3.50\tIt holds."), ("row", "Nut\t1.20")]
    assert article.source.id == "spare-parts-2024"
    assert article.text == article.plain


def test_decimal_commas(tmp_path: Path) -> None:
    """A comma within a number parts no cells where the header has none."""
    article = only(save(tmp_path / "a.csv", "Item;Price in EUR\nBolt;3,50\nNut;1,20\n"))
    assert _rows(article) == [("header", "Item\tPrice in EUR"), ("row", "Bolt\t3,50"), ("row", "Nut\t1,20")]


def test_what_stands_above_a_table(tmp_path: Path) -> None:
    """Lines of one cell above a table are its title and paragraphs; a first row of numbers names no columns."""
    article = only(save(tmp_path / "a.csv", "Prices 2024;\nAll with tax.;\nItem;Price\nBolt;3\n"))
    assert article.source.title == "Prices 2024"
    assert _rows(article) == [("paragraph", "All with tax."), ("header", "Item\tPrice"), ("row", "Bolt\t3")]
    numbers = only(save(tmp_path / "b.csv", "2023,14\n2024,15\n"))
    assert _rows(numbers) == [("row", "2023\t14"), ("row", "2024\t15")]


def test_description_beside_other_columns(tmp_path: Path) -> None:
    """A table whose descriptions are not all that it says is read as a table, so that nothing is lost."""
    article = only(save(tmp_path / "a.csv", "Name,Price,Description\nBolt,3,A bolt that holds all day.\n"))
    assert _rows(article)[1] == ("row", "Bolt\t3\tA bolt that holds all day.")
    _, row = read(save(tmp_path / "b.csv", "Name,Description\nBolt,A bolt that holds all day.\n"))
    assert isinstance(row, Article)
    assert (row.source.title, row.text) == ("Bolt", "A bolt that holds all day.")


def test_withheld_row(tmp_path: Path) -> None:
    """A row that is a draft is withheld, by its line."""
    path = save(tmp_path / "a.csv", "title,text,status\nT,It rained all day.,draft\n")
    assert list(convert(path, "a", ReaderOptions(1000))) == [
        Problem(str(path), "is a draft (status: draft)", 2, ProblemKind.WITHHELD)
    ]


def test_bounds(tmp_path: Path) -> None:
    """A table of a million cells, one larger than an article may be, and a row that is, are refused with the reason."""
    cells = save(tmp_path / "cells.csv", "a,b,c,d\n" + "1,2,3,4\n" * 250_000)
    assert read(cells, 20_000_000) == [
        f"{cells}: is a table of more than 250,000 cells; split it, or leave columns out"
    ]
    large = save(tmp_path / "large.csv", "a,b\n" + "1,2\n" * 500)
    assert read(large) == [f"{large}: is larger than 0.001 MB (library.max_megabytes in the settings)"]
    row = save(tmp_path / "row.csv", f"title,text\nT,{'It rained. ' * 200}\nU,It rained all day.\n")
    assert [str(one)[-65:] if isinstance(one, str) else one.text for one in read(row)] == [
        "line 2: is larger than 0.001 MB (library.max_megabytes in the settings)"[-65:],
        "It rained all day.",
    ]


@pytest.mark.parametrize(
    ("above", "line"),
    [("a,b\n", 2), ("sep=,\na,b\n", 3), ('title,content\nA,"It rained\nall day."\n', 4), ('a,b\n"x\ny",1\n', 4)],
)
def test_a_quote_that_is_never_closed(tmp_path: Path, above: str, line: int) -> None:
    """A quote that would take all that follows into a cell is named by its line, and none of that is read."""
    path = save(tmp_path / "a.csv", f'{above}one,"It snowed\ntwo,It hailed\nthree,It thawed\n')
    assert read(path) == [
        f'{path}: has a quote in line {line} that is never closed; close it, or write it twice ("") where it is text'
    ]


def test_quotes_within_and_at_the_end(tmp_path: Path) -> None:
    """Quotes that are text, or close with the file, take nothing away."""
    article = only(save(tmp_path / "a.csv", 'size,note\n3" pipe,"It said ""no"""\n4,"It rained"'))
    assert article.plain == 'size\tnote\n3" pipe\tIt said "no"\n4\tIt rained'


def test_cells_that_are_all_empty(tmp_path: Path) -> None:
    """A table of nothing but empty cells is empty, however many it has."""
    path = save(tmp_path / "a.csv", b"\n".join([b"," * 999] * 900))
    assert read(path) == [f"{path}: is empty: none of its cells says anything"]


def test_empty_and_binary(tmp_path: Path) -> None:
    """A file of nothing is empty, and one that is no text is refused."""
    assert read(save(tmp_path / "a.csv", "\n \n")) == [f"{tmp_path / 'a.csv'}: is empty"]
    reason = "is binary, not text; save it as text in UTF-8, or give it the ending of its format"
    assert read(save(tmp_path / "b.csv", b"a,b\x00\n")) == [f"{tmp_path / 'b.csv'}: {reason}"]


_CELL = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@settings(max_examples=100)
@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=2)),
    st.sampled_from(",;\t|"),
)
def test_cells_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str) -> None:
    """Whatever stands in the cells of a table that is quoted throughout, each row says it in order."""
    written = StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [[f"Column {n}" for n, _ in enumerate(rows[0])], *rows]
    )
    path = save(tmp_path_factory.mktemp("csv") / "a.csv", written.getvalue())
    (article,) = convert(path, "a", ReaderOptions(100_000))
    assert isinstance(article, Article)
    assert [text.split("\t") for kind, text in _rows(article) if kind == "row"] == rows
    assert article.reading is not None
    assert article.reading.blocks[0] == Block("header", Span(0, article.plain.index("\n")), group=1)


def test_small_tables_leave_large_ones_to_be_read(tmp_path: Path) -> None:
    """The bound on a cell, which is the whole process's, is never lowered: reStructuredText has tables in CSV too."""
    before = csv.field_size_limit()
    list(convert(save(tmp_path / "a.csv", "Hut,Height\nOse,1 m\n"), "a", ReaderOptions(1000)))
    assert csv.field_size_limit() >= before
