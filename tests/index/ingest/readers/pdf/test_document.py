"""Tests of PDFs: what is read of their pages, and what is not."""

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.ingest.readers.base import ArticleReference, Problem
from index.ingest.readers.pdf.columns import regions
from index.ingest.readers.pdf.hyphens import Vocabulary, joined_lines
from index.ingest.readers.pdf.letters import Frame
from index.ingest.readers.pdf.margins import without_margins
from index.ingest.readers.pdf.segments import PageText, Segment, with_marks
from index.ingest.readers.pdf.tables import Table
from index.records import Article, Locator, Place
from tests.index.ingest.readers.articles import NO_TEXT, listed, read, save

_LIMIT = 100_000
_WIDTH, _HEIGHT = 400, 600
_LEADING = 12


def _pdf(path: Path, *pages: Callable[[Canvas], None], **options: object) -> Path:
    """Write a file, each of whose pages is drawn by a function."""
    canvas = Canvas(str(path), pagesize=(_WIDTH, _HEIGHT), **options)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def _lines(canvas: Canvas, lines: Iterable[str], x: float = 50, y: float = 500) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * _LEADING, line)


def _one(path: Path) -> Article:
    (article,) = read(path, _LIMIT)
    assert isinstance(article, Article), article
    return article


def _parts(article: Article) -> list[tuple[str, int, str]]:
    assert article.reading is not None
    return [(block.kind, block.level, article.plain[slice(*block.span)]) for block in article.reading.blocks]


_PROSE = [
    "The second ladder is a chain of twenty-two pools, and the water",
    "drops by eighteen centimetres from one pool to the next. Fish",
    "choose the depth at which they swim, and most of them choose",
    "the floor.",
]


def _headed(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(50, 560, "The ladder")
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(50, 525, "How it was built")
    canvas.setFont("Helvetica", 10)
    _lines(canvas, _PROSE)
    _lines(
        canvas,
        [
            "• Close the sluice.",
            "• Lift out the branches that the flood has left between the baffles",
            "   of the pool.",
        ],
        y=440,
    )


def test_headings_paragraphs_and_items_are_told(tmp_path: Path) -> None:
    """Larger lines head, lines that go on are one paragraph, and marks begin items."""
    article = _one(_pdf(tmp_path / "ladder.pdf", _headed))
    assert _parts(article) == [
        ("heading", 1, "The ladder"),
        ("heading", 2, "How it was built"),
        ("paragraph", 0, " ".join(_PROSE)),
        ("item", 1, "- Close the sluice."),
        ("item", 1, "- Lift out the branches that the flood has left between the baffles of the pool."),
    ]
    assert article.source.title == "The ladder"
    assert article.text == article.plain


def test_metadata_is_told_unless_a_program_made_it_up(tmp_path: Path) -> None:
    """Title, author and date are those of the file, but for what programs write there by themselves."""

    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Rules of the weir")
        canvas.setAuthor("Orla Pennefather")
        _headed(canvas)

    def made_up(canvas: Canvas) -> None:
        canvas.setTitle("Microsoft Word - final2.doc")
        _headed(canvas)

    source = _one(_pdf(tmp_path / "a.pdf", draw, invariant=1)).source
    assert (source.title, source.author, source.published_at) == (
        "Rules of the weir",
        "Orla Pennefather",
        "2000-01-01",
    )
    source = _one(_pdf(tmp_path / "b.pdf", made_up)).source
    assert (source.title, source.author) == ("The ladder", None)


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """What stands across two columns comes first, then the left one, then the right one."""
    left = [
        "When the mill was rebuilt, the",
        "council asked for a ladder by",
        "which trout could pass the dam",
        "in spring. It was drawn up in",
        "the office of an engineer who",
    ]
    right = [
        "knew little of fish. It did not",
        "work. In the first spring the",
        "flow was so stiff that the fish",
        "could not hold themselves in",
        "any of its pools.",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(50, 560, "Of a ladder that nobody could climb")
        canvas.setFont("Helvetica", 10)
        for number in range(len(left)):  # as programs may write them: line by line
            canvas.drawString(40, 500 - number * _LEADING, left[number])
            canvas.drawString(210, 503 - number * _LEADING, right[number])

    assert _parts(_one(_pdf(tmp_path / "two.pdf", draw))) == [
        ("heading", 1, "Of a ladder that nobody could climb"),
        ("paragraph", 0, " ".join([*left, *right])),
    ]


def _page(number: int, lines: list[str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 580, "Papers of the weir")
        canvas.drawString(190, 20, f"{number} of 3")
        canvas.addPageLabel(number - 1, style="ARABIC", start=number + 40)
        _lines(canvas, lines)

    return draw


def test_a_paragraph_over_two_pages_is_one_and_its_pages_are_told(tmp_path: Path) -> None:
    """Running heads and feet are left out, and each page goes by its label, also within a paragraph."""
    pages = [_PROSE[:3], _PROSE[3:], ["The last page says this."]]
    article = _one(_pdf(tmp_path / "three.pdf", *(_page(number, lines) for number, lines in enumerate(pages, 1))))
    whole = " ".join(_PROSE)
    assert _parts(article) == [("paragraph", 0, whole), ("paragraph", 0, "The last page says this.")]
    assert article.reading is not None
    assert article.reading.places == (
        Place(0, Locator("page", "41", 1)),
        Place(whole.index("the floor."), Locator("page", "42", 2)),
        Place(len(whole) + 2, Locator("page", "43", 3)),
    )


def test_tables_are_read_by_rows(tmp_path: Path) -> None:
    """The cells of a row stand together, also where one has several lines, with lines drawn between rows or without."""
    rows = [("Tool", "Fee"), ("Sander", "40"), ("Ladder of ash", "25"), ("Bender", "15")]

    def ruled(canvas: Canvas) -> None:
        for number, (tool, fee) in enumerate(rows):
            y = 500 - 30 * number
            canvas.drawString(55, y, tool.split(" of ")[0])
            canvas.drawString(55, y - 11, "of ash" if " of " in tool else "")
            canvas.drawString(155, y, fee)
            canvas.rect(50, y - 17, 100, 30)
            canvas.rect(150, y - 17, 80, 30)

    def open_rows(canvas: Canvas) -> None:
        for number, (tool, fee) in enumerate(rows):
            canvas.drawString(50, 500 - 16 * number, tool)
            canvas.drawString(150, 500 - 16 * number, fee)

    said = ["\t".join(row) for row in rows]
    for name, draw in (("ruled", ruled), ("open", open_rows)):
        parts = _parts(_one(_pdf(tmp_path / f"{name}.pdf", draw)))
        assert [text for _, _, text in parts] == said
        assert {kind for kind, _, _ in parts[1:]} == {"row"}


def test_a_table_in_a_frame_is_one_and_what_stands_above_it_none(tmp_path: Path) -> None:
    """A frame around all of a page, as slides have it, makes no table of what stands in it."""

    def draw(canvas: Canvas) -> None:
        canvas.rect(0, 0, _WIDTH, _HEIGHT)
        canvas.setFont("Helvetica", 20)
        canvas.drawString(50, 540, "Leaders")
        canvas.setFont("Helvetica", 10)
        for number, cells in enumerate((("A", "Imogen"), ("B", "Pascal"), ("C", "Lene"))):
            for left, text in zip((50, 150), cells, strict=True):
                canvas.rect(left - 5, 496 - 20 * number, 100, 20)
                canvas.drawString(left, 502 - 20 * number, text)

    assert _parts(_one(_pdf(tmp_path / "slide.pdf", draw))) == [
        ("heading", 1, "Leaders"),
        ("row", 0, "A\tImogen"),
        ("row", 0, "B\tPascal"),
        ("row", 0, "C\tLene"),
    ]


def test_footnotes_stand_apart_and_keep_where_their_mark_stood(tmp_path: Path) -> None:
    """What is small at the foot of a page, behind its mark, is a footnote, and the mark is not shown."""

    def draw(canvas: Canvas) -> None:
        _lines(canvas, _PROSE)
        end = 50 + canvas.stringWidth(_PROSE[-1], "Helvetica", 10)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(end, 500 - 3 * _LEADING + 4, "1")
        canvas.drawString(50, 43, "1")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(56, 40, "Gravel was laid there in 1987.")

    article = _one(_pdf(tmp_path / "notes.pdf", draw))
    text = " ".join(_PROSE)
    assert _parts(article) == [("paragraph", 0, text), ("footnote", 0, "Gravel was laid there in 1987.")]
    assert article.reading is not None
    assert article.reading.blocks[-1].anchor == len(text)


def test_what_is_turned_is_kept_apart_and_what_is_written_across_left_out(tmp_path: Path) -> None:
    """A line up the margin is a paragraph of its own, a watermark none, and a page that lies is read as it is meant."""

    def draw(canvas: Canvas) -> None:
        _lines(canvas, _PROSE)
        for angle, text in ((90, "Stamp of the archive"), (45, "DRAFT")):
            canvas.saveState()
            canvas.translate(30, 200)
            canvas.rotate(angle)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    def lying(canvas: Canvas) -> None:
        canvas.translate(_WIDTH, 0)
        canvas.rotate(90)
        _lines(canvas, _PROSE, y=350)

    article = _one(_pdf(tmp_path / "turned.pdf", draw, lying))
    text = " ".join(_PROSE)
    assert _parts(article) == [("paragraph", 0, text), ("paragraph", 0, "Stamp of the archive"), ("paragraph", 0, text)]


def test_what_was_filled_into_a_form_is_read(tmp_path: Path) -> None:
    """The fields of a form say what somebody has filled in."""

    def draw(canvas: Canvas) -> None:
        _lines(canvas, _PROSE)
        canvas.acroForm.textfield(name="name", x=50, y=400, width=200, height=18, value="Ivo Tamblyn", fontSize=10)

    assert _parts(_one(_pdf(tmp_path / "form.pdf", draw)))[-1] == ("paragraph", 0, "Ivo Tamblyn")


def test_scans_are_named(tmp_path: Path) -> None:
    """A page that is a picture is named with its label, and a file of such pages is none that can be read."""
    save(tmp_path / "scan.png", b"")
    Image.new("L", (40, 60), 200).save(tmp_path / "scan.png")

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, _WIDTH, _HEIGHT)

    reason = "is a picture without text (a scan); run OCR on it, for example with ocrmypdf"
    path = _pdf(tmp_path / "mixed.pdf", _headed, scan)
    problem, article = listed(path)[0], read(path, _LIMIT)[-1]
    assert problem == Problem(str(path), f"page 2 {reason}")
    assert isinstance(article, Article)
    path = _pdf(tmp_path / "scan.pdf", scan, scan)
    assert read(path, _LIMIT) == [f"{path}: {reason}"]


def test_encrypted_files_are_read_where_anybody_may_open_them(tmp_path: Path) -> None:
    """A password that only forbids printing keeps nobody from reading; one that is asked for does, and is named."""
    owned = _pdf(tmp_path / "owned.pdf", _headed, encrypt=StandardEncryption("", "owner", canPrint=0))
    assert _parts(_one(owned))[0] == ("heading", 1, "The ladder")
    locked = _pdf(tmp_path / "locked.pdf", _headed, encrypt=StandardEncryption("user", "owner"))
    reason = "can be opened with a password only; save it without one, for example with qpdf --decrypt"
    assert read(locked, _LIMIT) == [f"{locked}: {reason}"]


def test_what_is_no_pdf_or_too_much_is_named(tmp_path: Path) -> None:
    """Damaged files, bombs and texts that are too long end with a reason."""
    damaged = save(tmp_path / "damaged.pdf", "%PDF-1.4\nand no more")
    assert read(damaged, _LIMIT) == [f"{damaged}: is damaged, or no PDF; save or print it as PDF anew"]
    long = _pdf(tmp_path / "long.pdf", _headed)
    assert read(long, 100) == [f"{long}: is larger than 0.0001 MB (library.max_megabytes in the settings)"]
    content = b"BT /F 1 Tf 9 9 Td " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj 0 1 Td " * 20_000 + b"ET"
    crowded = save(tmp_path / "crowded.pdf", _by_hand(content))
    assert read(crowded, _LIMIT) == [f"{crowded}: has more than 200,000 characters; print it anew, on more pages"]
    blank = _pdf(tmp_path / "blank.pdf", lambda canvas: None)
    assert read(blank, _LIMIT) == [f"{blank}: {NO_TEXT}"]


def test_a_stream_of_gigabytes_ends_the_process_alone(tmp_path: Path) -> None:
    """What becomes more than the process may have is named, and the next file is read."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b" " * 10_000_000) for _ in range(200)), packer.flush()])
    bomb = save(tmp_path / "a.pdf", _by_hand(packed, 1))
    whole = _pdf(tmp_path / "b.pdf", _headed)
    named, other = listed(tmp_path)
    assert isinstance(named, Problem)
    assert (named.path, "needs too much memory" in named.reason) == (str(bomb), True)
    assert isinstance(other, ArticleReference)
    assert other.path == str(whole)


def _by_hand(content: bytes, packed: int = 0) -> bytes:
    """A file of one page with this content, which is packed so many times more than once."""
    data = zlib.compress(content) if not packed else zlib.compress(content, 9)
    filters = b"/Filter[" + b"/FlateDecode " * (packed + 1) + b"]"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), filters, data),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = b"%PDF-1.5\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    return file + b"xref\n0 6\n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, start)


def test_hyphens_go_where_words_were_parted() -> None:
    """A word that was parted is put together, one that has a hyphen of its own keeps it, and so does a number."""
    words = Vocabulary(["a well-known weir", "the lad-", "der of the mill-", "er"] * 3, {"ladder"})
    assert joined_lines(["the lad-", "der"], words) == "the ladder"
    assert joined_lines(["a well-", "known weir"], words) == "a well-known weir"
    assert joined_lines(["twenty-", "two"], words) == "twenty-two"
    assert joined_lines(["by e-", "mail"], words) == "by e-mail"
    assert joined_lines(["1998-", "2003"], words) == "1998-2003"
    assert joined_lines(["Sommer-", "und Winterzeit"], words) == "Sommer- und Winterzeit"
    assert joined_lines(["Ober-", "Lauchheim"], words) == "Ober-Lauchheim"
    assert joined_lines(["Sonnen\u00ad", "wachs"], words) == "Sonnenwachs"
    assert joined_lines(["a long-", "handled rake"], Vocabulary(["a long-", "handled rake"] + ["and more"] * 98)) == (
        "a long-handled rake"
    )


_WORD = st.text(alphabet="abcdefghij", min_size=1, max_size=8)


@given(st.lists(_WORD, min_size=1, max_size=12), st.data())
def test_words_that_are_parted_come_out_whole(words: list[str], data: st.DataObject) -> None:
    """However soft hyphens part a text into lines, it comes out as it was."""
    lines, line = list[str](), ""
    for word in words:
        cut = data.draw(st.integers(0, len(word) - 1))
        if cut:
            lines.append(f"{line} {word[:cut]}\u00ad".strip())
            line = word[cut:]
        else:
            line = f"{line} {word}".strip()
    assert joined_lines([*lines, line]) == " ".join(words)


@given(st.integers(2, 4), st.integers(4, 20), st.floats(0, 5), st.randoms(use_true_random=False))
def test_columns_keep_their_order(columns: int, lines: int, shift: float, random: Random) -> None:
    """Lines that fill columns are read down each column, in whatever order the file has them."""
    width = 140.0
    segments = [
        Segment(
            f"column {column} line {line:02} is full of words",
            column * 160,
            column * 160 + width,
            90 + line * 12 + column * shift,
            10,
        )
        for column in range(columns)
        for line in range(lines)
    ]
    mixed = random.sample(segments, len(segments))
    title = Segment("A title that stands across all of the columns", 0, columns * 160 - 20, 50, 18)
    read_in_order = [one for region in regions([*mixed, title]) for one in region]
    assert read_in_order == [title, *segments]


def test_cells_are_not_taken_for_columns() -> None:
    """Short cells that stand on the same lines are rows of a table."""
    segments = [
        Segment(text, left, left + 5 * len(text), 100 + 16 * row, 10)
        for row, cells in enumerate((("Year", "Trout"), ("1987", "214"), ("1988", "388"), ("1989", "351")))
        for left, text in zip((0, 100), cells, strict=True)
    ]
    ((table,),) = regions(segments)
    assert isinstance(table, Table)
    assert table.rows == (("Year", "Trout"), ("1987", "214"), ("1988", "388"), ("1989", "351"))
    assert table.has_header


def test_cells_in_the_middle_of_their_rows_are_told() -> None:
    """A cell of one line stands in a row with the two lines beside it; what heads the table is none of it."""
    table = [
        *(Segment(text, left, left + 5 * len(text), 130, 10, bold=True) for left, text in ((0, "Role"), (100, "Who"))),
        *(
            Segment(text, left, left + 5 * len(text), 150 + 30 * row + shift, 10)
            for row, name in enumerate(("Ivo", "Edda", "Orla"))
            for left, text, shift in ((0, name, 6), (100, "number on", 0), (100, "the door", 12))
        ),
    ]
    heading = Segment("People", 0, 40, 100, 14, bold=True)
    (above, (found,)) = regions([heading, *table])
    assert above == [heading]
    assert isinstance(found, Table)
    expected = (("Role", "Who"), *((name, "number on the door") for name in ("Ivo", "Edda", "Orla")))
    assert (found.rows, found.has_header) == (expected, True)


def test_marks_that_stand_apart_are_those_of_their_lines() -> None:
    """A bullet is of the line behind it, whether it is a letter or drawn as a dot."""
    line = Segment("Bring slippers.", 60, 130, 100, 10)
    assert with_marks([Segment("•", 40, 45, 100, 10), line], ()) == [line._replace(text="• Bring slippers.", left=40)]
    assert with_marks([line], [(42.0, 97.0)]) == [line._replace(text="• Bring slippers.", left=42.0)]
    assert with_marks([line], [(42.0, 130.0)]) == [line]


def test_numbers_that_count_pages_are_left_out() -> None:
    """A line at the edge is a running one where its number goes up with the pages, whatever else it says."""
    texts = ["First things 7", "Of eels 8", "Of trout 9", "What is left 10"]
    pages = [
        PageText(
            (Segment(text, 50, 150, 30, 9), Segment(f"Body of {text}", 50, 350, 300, 10)), (), Frame(0, 0, 400, 600, 0)
        )
        for text in texts
    ]
    shown = without_margins(pages, ["1", "2", "3", "4"])
    assert [[one.text for one in page] for page in shown] == [[f"Body of {text}"] for text in texts]


def test_what_the_file_is_called_is_no_text_at_the_edge_of_later_pages() -> None:
    """The title or author above a page behind the first is a running head, also where it stands there once."""
    head, body = Segment("Sjoerd Veldkamp", 50, 150, 30, 9), Segment("What was counted", 50, 350, 300, 10)
    page = PageText((head, body), (), Frame(0, 0, 400, 600, 0))
    first = PageText((head._replace(baseline=60), body), (), page.frame)
    shown = without_margins([first, page], ["1", "2"], frozenset({"Sjoerd Veldkamp"}))
    assert shown == [first.segments, (body,)]
