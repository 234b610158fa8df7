"""Headings are told from paragraphs, and wrapped lines are joined."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.ingest.blocks import blocks_of
from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.sections import split_sections
from index.records import Article, Source
from index.text.lines import body_lines

PROSE = "The river rose two metres overnight and reached the lower town by dawn."
MORE = "By evening the mayor had opened the school to everyone who needed a bed."


def sections(text: str, markdown: bool = False) -> list[tuple[str, list[str]]]:
    """Give each section's headings and blocks."""
    article = Article(Source("1", "T"), text, reading=read_markdown(text) if markdown else None)
    found = split_sections(article, blocks_of(article))
    return [(section.heading, [article.plain[slice(*block.span)] for block in section.blocks]) for section in found]


def test_markdown_headings() -> None:
    """Markdown headings of any level and form open a section below those that are wider, and are no paragraphs."""
    text = (
        f"{PROSE}\n\n# The flood #\n\n{MORE}\n\n###### Later\n{PROSE}\n\nRescue\n===\n{MORE}\n\nThe end\n---\n{PROSE}\n"
    )
    assert sections(text, markdown=True) == [
        ("", [PROSE]),
        ("The flood", [MORE]),
        ("The flood > Later", [PROSE]),
        ("Rescue", [MORE]),
        ("Rescue > The end", [PROSE]),
    ]


def test_title_is_no_heading() -> None:
    """The heading that is the article's title stands above all, and is not said again."""
    assert sections(f"# T\n\n{PROSE}\n\n## Rain\n\n{MORE}", markdown=True) == [("", [PROSE]), ("Rain", [MORE])]


def test_header_of_a_table_heads_its_rows() -> None:
    """The rows of a table stand below its header, and what follows the table does not."""
    table = "| Hut | Beds |\n| --- | --- |\n| Arn | 8 |\n| Dun | 9 |"
    assert sections(f"# Huts\n\n{PROSE}\n\n{table}\n\n{MORE}", markdown=True) == [
        ("Huts", [PROSE]),
        ("Huts > Hut, Beds", ["Arn\t8", "Dun\t9"]),
        ("Huts", [MORE]),
    ]


def test_underlined_headings_without_markup() -> None:
    """In plain text too a short line above a rule of its length is a heading."""
    assert sections(f"The flood\n=========\n{PROSE}\n\nRescue\n------\n\n{MORE}") == [
        ("The flood", [PROSE]),
        ("The flood > Rescue", [MORE]),
    ]


def test_questions_head_their_answers() -> None:
    """What is marked as a question heads what answers it."""
    assert sections(f"Q: Why?\nA: {PROSE}\n\nQ: And then?\nA: {MORE}") == [
        ("Why?", [f"A: {PROSE}"]),
        ("And then?", [f"A: {MORE}"]),
    ]


def test_markdown_rule_is_no_heading() -> None:
    """A rule below an empty line makes no heading of the line above it."""
    assert sections(f"{PROSE}\n\n---\n\n{MORE}", markdown=True) == [("", [PROSE, MORE])]


def test_markdown_short_line_is_no_heading() -> None:
    """In Markdown a short line without markup is a paragraph."""
    assert sections(f"The flood\n\n{PROSE}", markdown=True) == [("", ["The flood", PROSE])]


def test_plain_headings() -> None:
    """A short line that is no sentence and stands above prose opens a section."""
    text = f"{PROSE}\n\nThe flood\n\n{MORE}\n{PROSE}\n\n1990: A Year of Rain\n{MORE}\n"
    assert sections(text) == [("", [PROSE]), ("The flood", [MORE, PROSE]), ("1990: A Year of Rain", [MORE])]


def test_lower_of_two_headings_counts() -> None:
    """Of two headings in a row the lower one stands over the paragraphs."""
    assert sections(f"{PROSE}\n\nPart One\n\nThe flood\n\n{MORE}") == [("", [PROSE]), ("The flood", [MORE])]


def test_what_is_no_plain_heading() -> None:
    """A sentence, a line in lower case, a long line, a line without letters and a last line are paragraphs."""
    lines = ["It rained.", "He said:", "and so on", " ".join(["Word"] * 13), "1990", PROSE, "The end"]
    assert sections("\n\n".join(lines)) == [("", lines)]


def test_list_is_no_heading() -> None:
    """Short lines on end, and items with a bullet or number, are a list and stay quotable."""
    names = ["Ann Smith", "Bob Jones", "Cy Young"]
    items = ["- Two cups of flour", "2. Register the vehicle", "• Salt", MORE]
    assert sections("\n".join([PROSE, *names, *items])) == [("", [PROSE, *names, *items])]


def test_wrapped_lines_are_joined() -> None:
    """Lines that were broken at a width make one paragraph up to the next empty line, with CRLF too."""
    paragraphs = [
        "They met in the hall,\nwhich was full of\npeople from the valley.",
        "It was\nNovember and\nthey were cold.",
    ]
    assert sections("\n\n".join(paragraphs)) == [("", paragraphs)]
    crlf = [paragraph.replace("\n", "\r\n") for paragraph in paragraphs]
    assert sections("\r\n\r\n".join(crlf)) == [("", crlf)]
    assert sections("\n\n".join(paragraphs), markdown=True) == [("", [one.replace("\n", " ") for one in paragraphs])]


def test_heading_above_wrapped_lines() -> None:
    """A heading that stands by itself is one in a wrapped article as well, and a wrapped line is none."""
    wrapped = "They met in the hall,\nwhich was full of\nPeople from the valley\nand from the town."
    assert sections(f"{wrapped}\n\nThe vote\n\n{wrapped}") == [("", [wrapped]), ("The vote", [wrapped])]


def test_list_items_are_not_joined() -> None:
    """An item begins its own paragraph and takes the wrapped lines below it."""
    text = "- two cups of\nflour, sifted\n- salt"
    assert sections(text, markdown=True) == [("", ["- two cups of flour, sifted", "- salt"])]
    assert sections(text) == [("", ["- two cups of\nflour, sifted", "- salt"])]


def test_one_wrapped_sentence_is_joined() -> None:
    """A sentence that goes on below because the line had no room for its next word is one, whatever that begins with.

    A line that had room for it ends a paragraph.
    """
    cut = "The swing bridge at Tolmouth will stay shut to lorries until the spring, the county said on"
    rest = "Tuesday. It did not say why."
    assert sections(f"{PROSE}\n\n{cut}\n{rest}") == [("", [PROSE, f"{cut}\n{rest}"])]
    assert sections(f"{PROSE}\n\n{cut} the quay\n\n{cut}\nTuesday") == [
        ("", [PROSE, f"{cut} the quay", cut, "Tuesday"])
    ]


def test_line_below_a_heading_tells_nothing_of_wrapping() -> None:
    """A paragraph that begins in lower case below a marked heading has no other line join it."""
    assert sections("# Rain\ngoes on.\nThe ferry waits.") == [("Rain", ["goes on.", "The ferry waits."])]


def test_unwrapped_lines_are_paragraphs() -> None:
    """In an article with a paragraph on each line, adjacent lines are not joined."""
    assert sections(f"{PROSE}\n{MORE}\n{PROSE}") == [("", [PROSE, MORE, PROSE])]


def test_text_without_headings() -> None:
    """Without headings there is one section without a name, and without lines there is none."""
    assert sections(f"{PROSE}\n\n{MORE}") == [("", [PROSE, MORE])]
    assert sections("\n \n") == []


def test_long_lines_are_no_headings() -> None:
    """A line of more than 300 characters is a paragraph, since a heading goes with each passage."""
    for long in ("# " + "a" * 299, "A" * 301):
        assert sections(f"{long}\n\n{PROSE}") == [("", [long, PROSE])]
    assert sections(f"{'A' * 301}\n---\n\n{PROSE}") == [("", ["A" * 301, "---", PROSE])]
    assert sections("# " + "a" * 298 + f"\n{PROSE}") == [("a" * 298, [PROSE])]


def test_many_short_lines() -> None:
    """However many short lines stand in a row, and of however many signs a heading is made, they are read."""
    assert sections("Heading\n\n" * 10_000 + PROSE) == [("", [*["Heading"] * 10_000, PROSE])]
    for sign in " #":
        heading = " ".join(f"a{sign * 290}b".split())
        assert sections(f"# a{sign * 290}b\n\n{PROSE}\n\n" * 100) == [(heading, [PROSE])] * 100


@given(
    st.lists(st.sampled_from([PROSE, "The flood", "# Rain", "---", "- salt", "goes on", "It rained.", "", " x"])),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_paragraphs_are_whole_lines(parts: list[str], line_break: str) -> None:
    """Paragraphs are in order, apart, and begin and end where lines do."""
    article = Article(Source("1", "T"), line_break.join(parts))
    lines = body_lines(article)
    spans = [block.span for section in split_sections(article, blocks_of(article)) for block in section.blocks]
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert {span.start for span in spans} <= {line.start for line in lines}
    assert {span.end for span in spans} <= {line.end for line in lines}


def test_a_paragraph_marked_as_a_question_is_a_heading_in_any_reading() -> None:
    """Also where a reader knows no questions, what is marked as one heads what answers it."""
    builder = ReadingBuilder("Q: Why? Because.")
    builder.begin("paragraph")
    builder.copy(0, 7)
    builder.begin("paragraph")
    builder.copy(8, 16)
    article = Article(Source("1", "T"), "Q: Why? Because.", reading=builder.reading())
    found = split_sections(article, blocks_of(article))
    assert [(section.heading, len(section.blocks)) for section in found] == [("Why?", 1)]


def test_a_footnote_stands_below_the_heading_of_its_mark() -> None:
    """Wherever a footnote is written, what heads its sentence heads it."""
    text = f"# Rain\n\n{PROSE}[^1]\n\n# Snow\n\n{MORE}\n\n[^1]: In May."
    assert sorted(sections(text, markdown=True)) == [("Rain", ["In May."]), ("Rain", [PROSE]), ("Snow", [MORE])]
