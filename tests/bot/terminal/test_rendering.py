"""What a person sees says what the records say, and nothing that a terminal would obey."""

from dataclasses import replace
from io import StringIO

import pytest
from msgspec import structs
from rich.console import Console, Group, RenderableType

from bot.terminal.excerpts import excerpt_parts, prose
from bot.terminal.plain import one_line, visible
from bot.terminal.rendering import (
    render_answer,
    render_articles,
    render_passages,
    render_report,
    source_text,
)
from index.evaluation.answers import Report, RiskPoint
from index.evaluation.rankings import Ranking, Retrieval
from index.records import Answer, Excerpt, Locator, Missing, PassageHit, Quote, Source, Span
from tests.bot.blocks import code, excerpt_of, items, paragraph, table

SOURCE = Source("a1", "Oil", "The Paper", "Ann", "2024-05-01", "https://paper.example/oil", "/news/a1.txt")
BARE = Source("a2", "Oil again", path="/news/a2.txt")
QUOTE = Quote("It rose. It fell.", Span(10, 27), (Span(19, 27),), 0.75, SOURCE)


def rendered(renderable: RenderableType, width: int = 80, color: bool = False) -> str:
    """Print a renderable as the commands do, without the spaces that fill its lines."""
    file = StringIO()
    Console(file=file, width=width, force_terminal=color, color_system="standard" if color else None).print(renderable)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\u202eb\u2067c\u200fd", "abc\u200fd"),
        ("a\x9b2Jb\x07\x00\x7f", "a2Jb"),
        ("one\ttwo\rthree", "one two three"),
        ("one\r\ntwo\n", "one\ntwo\n"),
        ("half \ud800", "half "),
        ("“Ünï” 👩‍🚀", "“Ünï” 👩‍🚀"),
    ],
)
def test_only_what_can_be_seen_is_left(text: str, expected: str) -> None:
    """Controls go, all but line ends; words that one of them parted stay parted."""
    assert visible(text) == expected


def test_a_title_stays_on_its_line() -> None:
    """Line ends and runs of spaces become one space where one line is wanted."""
    assert one_line(" Oil\n\n  rises\x1b ") == "Oil rises"


def test_bold_are_exactly_the_highlights() -> None:
    """The sentences that answer are bold, by the article's offsets, and nothing else is."""
    quote = Quote("One. Two. Three.", Span(100, 116), (Span(100, 104), Span(110, 116)), 1.0, SOURCE)
    text = prose(quote.shown, Span(0, 16))
    assert text.plain == "One. Two. Three."
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans] == [
        ("One.", "bold"),
        ("Three.", "bold"),
    ]


def test_bold_stays_in_place_after_removed_controls() -> None:
    """What is taken out before a highlight does not shift it."""
    raw = "\x1b[1mOne.\x07 Two."
    text = prose(Excerpt(raw, bold=(Span(len(raw) - 4, len(raw)),)), Span(0, len(raw)))
    assert text.plain == "[1mOne. Two."
    assert [text.plain[span.start : span.end] for span in text.spans] == ["Two."]


def test_excerpts_are_shown_by_their_blocks() -> None:
    """Lists stand with their marks, code further in, and tables in columns, as they follow each other."""
    excerpt = excerpt_of(
        paragraph("To reset it:"),
        *items("1. Press all of the buttons.", "  - The red one.", "  Wait.", "2. Run:"),
        code("reset --now\n\tx", "sh", group=1),
        *table(("Hut", "Beds"), ("Sundfell", "18")),
        before=1,
        after=2,
    )
    assert rendered(Group(*excerpt_parts(excerpt)), width=24) == (
        "… one step before\n"
        "To reset it:\n\n"
        "1. Press all of the\n"
        "   buttons.\n"
        "  - The red one.\n"
        "  Wait.\n"
        "2. Run:\n\n"
        "    reset --now\n"
        "        x\n\n"
        "Hut        Beds\n"
        "───────────────\n"
        "Sundfell   18\n"
        "… 2 more steps"
    )


def test_bold_leaves_out_marks_code_and_tables() -> None:
    """Where all of an excerpt answers, neither a mark nor code nor a table is bold."""
    excerpt = excerpt_of(*items("1. Press it."), code("reset", "sh"), *table(("Hut", "Beds"), ("Fell", "18")))
    output = rendered(Group(*excerpt_parts(replace(excerpt, bold=(Span(0, len(excerpt.text)),)))), color=True)
    assert [part.partition("\x1b[0m")[0] for part in output.split("\x1b[1m")[1:]] == ["Press it."]


def test_an_answer_with_its_sources() -> None:
    """Quotes come with title, publisher, date and link, then with who else tells it and the confidence."""
    quote = Quote(QUOTE.text, QUOTE.span, QUOTE.highlights, 0.75, SOURCE, (BARE, SOURCE))
    assert rendered(render_answer(Answer("What fell?", True, 0.874, (quote,)))) == (
        "  It rose. It fell.\n"
        "  — Oil · The Paper · 2024-05-01\n"
        "  https://paper.example/oil\n"
        "  Also in: Oil again; Oil (The Paper)\n"
        "\n"
        "Confidence 87%, sure\n"
    )


def test_what_is_left_open_is_said_below() -> None:
    """Below the quotes, and above how sure they are, stand the parts of the question that none answers, a line each."""
    answer = Answer("?", True, 0.5, (QUOTE,), open=("when did\nit [b]close\x1b[2J", "why"))
    assert rendered(render_answer(answer)) == (
        "  It rose. It fell.\n"
        "  — Oil · The Paper · 2024-05-01\n"
        "  https://paper.example/oil\n"
        "\n"
        "Not answered: “when did it [b]close[2J”\n"
        "Not answered: “why”\n"
        "\n"
        "Confidence 50%, likely\n"
    )


def test_no_answer_is_said_first() -> None:
    """Where the articles do not answer, that stands first and the closest passages further in below it."""
    assert rendered(render_answer(Answer("Who?", False, 0.12, closest=(QUOTE,)))) == (
        "The articles do not answer this.\n"
        "\n"
        "Closest passages, 12% likely to hold the answer:\n"
        "\n"
        "    It rose. It fell.\n"
        "    — Oil · The Paper · 2024-05-01\n"
        "    https://paper.example/oil\n"
    )


def test_what_is_missing_is_said_next() -> None:
    """What a question asks of that is not told stands right below that it is not answered, a line each."""
    missing = (
        Missing("articles", "Gustavo [red]\x1b[31m\nPetro"),
        Missing("passages", "Ilvane"),
        Missing("figure", "2025", ("2023", "2024")),
        Missing("figure", "6 strikes", ("5 strikes",)),
    )
    assert rendered(render_answer(Answer("Who?", False, 0.0, missing=missing))) == (
        "The articles do not answer this.\n"
        "No article mentions “Gustavo [red][31m Petro”.\n"
        "The closest passages do not mention “Ilvane”.\n"
        "The closest passages tell of 2023 and 2024, not 2025.\n"
        "The closest passages tell of 5 strikes, not 6 strikes.\n"
    )


def test_closest_passages_are_dim_and_never_bold() -> None:
    """What is closest does not look like an answer."""
    output = rendered(render_answer(Answer("Who?", False, 0.12, closest=(QUOTE,))), color=True)
    assert "\x1b[2mIt rose. It fell.\x1b[0m" in output
    assert "\x1b[1m" not in output


def test_nothing_close_is_one_line() -> None:
    """Without anything close there is only the line that says so."""
    assert rendered(render_answer(Answer("Who?", False, 0.0))) == "The articles do not answer this.\n"


def test_articles_can_neither_mark_up_nor_escape() -> None:
    """Markup and escape sequences in an article's text and title are shown, not obeyed."""
    text = "[bold red]x[/] \x1b]0;title\x07"
    source = Source("a", "[link=https://evil.example]\x1b[2J", path="/a\x1b[0m.txt")
    output = rendered(render_answer(Answer("?", True, 1.0, (Quote(text, Span(0, len(text)), (), 1.0, source),))))
    assert output.splitlines()[:3] == ["  [bold red]x[/] ]0;title", "  — [link=https://evil.example][2J", "  /a[0m.txt"]


def test_a_path_stands_in_for_a_link() -> None:
    """An article without an address is found by its path."""
    assert source_text(BARE).plain == "— Oil again\n/news/a2.txt"


def test_where_in_a_document_stands_behind_its_title() -> None:
    """A page, a slide or a time is told with the article."""
    places = (Locator("page", "iv"), Locator("slide", "3"), Locator("time", "0:01:10"))
    first_lines = [source_text(BARE, place).plain.splitlines()[0] for place in places]
    assert first_lines == ["— Oil again · p. iv", "— Oil again · slide 3", "— Oil again · 0:01:10"]


def test_an_older_version_is_told_behind_its_title() -> None:
    """An older version is called so in the source line of a quote, a closest passage and a passage."""
    quote = replace(QUOTE, older=True)
    answers = (Answer("?", True, 0.9, quotes=(quote,)), Answer("?", False, 0.1, closest=(quote,)))
    hit = PassageHit(quote.text, quote.span, 0.5, quote.source, older=True)
    shown = [rendered(render_answer(answer)) for answer in answers]
    for text in (*shown, rendered(render_passages([hit]))):
        assert "— Oil · older version · " in text


def test_passages_are_numbered() -> None:
    """Found passages count from 1, each with its score and source."""
    assert rendered(render_passages([PassageHit("It rose.", Span(10, 18), 0.5, BARE)])) == (
        "1. (0.500)\n  It rose.\n  — Oil again\n  /news/a2.txt\n"
    )


def test_no_passages() -> None:
    """A search that finds nothing says so."""
    assert rendered(render_passages([])) == "Nothing found."


def test_articles_with_their_passages() -> None:
    """Each article has a row with its number of passages, and a dash for what is not known of it."""
    rows = [line.split() for line in rendered(render_articles([(SOURCE, 12), (BARE, 3)])).splitlines()]
    assert ["a1", "Oil", "The", "Paper", "2024-05-01", "12"] in rows
    assert ["a2", "Oil", "again", "–", "–", "3"] in rows


def test_no_articles_says_how_to_add_some() -> None:
    """An empty index says what to do."""
    assert rendered(render_articles([])) == "No articles. Add some with: quotebot sync PATH"


def test_of_many_other_articles_the_first_are_named() -> None:
    """Below a quote or passage five other articles that have it are named, and the rest counted."""
    also = tuple(Source(str(number), f"Copy {number}") for number in range(30))
    named = "  Also in: Copy 0; Copy 1; Copy 2; Copy 3; Copy 4; and 25 more"
    quote = Quote("It rose.", Span(10, 18), (), 0.5, BARE, also)
    assert named in rendered(render_answer(Answer("?", True, 1.0, (quote,)))).splitlines()
    passage = PassageHit("It rose.", Span(10, 18), 0.5, BARE, also[:5])
    assert named.removesuffix("; and 25 more") in rendered(render_passages([passage])).splitlines()


def test_report_shows_each_way_of_finding() -> None:
    """A report has a row for each way of finding passages, and a dash where there is no figure."""
    retrieval = Retrieval(
        2,
        2,
        0.5,
        1.0,
        Ranking(0.9, 0.8, 0.7),
        Ranking(0.6, 0.5, 0.4),
        Ranking(0.3, 0.2, 0.1),
        Ranking(0.25, None, None),
    )
    report = Report(
        set="news",
        questions=3,
        answerable=2,
        gold_first=0.5,
        gold_three=1.0,
        article_1=0.5,
        article_10=1.0,
        auroc=None,
        calibration_error=0.125,
        answered=2,
        refused_right=1.0,
        words_median=20.0,
        words_most=30,
        verbatim=True,
        p50_ms=10.4,
        p95_ms=20.6,
        risk_coverage=[RiskPoint(0.1, 0.9, 0.25)],
        retrieval=retrieval,
    )
    rows = [tuple(line.split("  ")) for line in rendered(render_report(report)).splitlines()]
    cells = [tuple(cell.strip() for cell in row if cell.strip()) for row in rows]
    assert [row for row in cells if row[:1] in {("search",), ("BM25 alone",), ("vectors alone",)}] == [
        ("search", "0.900", "0.800", "0.700"),
        ("BM25 alone", "0.600", "0.500", "0.400"),
        ("vectors alone", "0.300", "0.200", "0.100"),
    ]
    assert ("fused by ranks", "0.250", "–", "–") in cells
    assert ("Right article first", "0.500") in cells
    assert ("10%", "0.90", "25.0%") in cells
    assert "SearchResult by" not in rendered(render_report(structs.replace(report, retrieval=None)))
