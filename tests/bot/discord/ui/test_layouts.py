"""Layouts keep within Discord's limits whatever articles say, and show of them exactly what they say."""

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.discord.commands.info import source_lines
from bot.discord.ui.answers import answer_layout, closest_layout, passages_layout
from bot.discord.ui.blocks import wide_tables
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import (
    PAGE,
    Layout,
    QuoteChange,
    lines_layout,
    listing_layout,
    notice,
    page_body,
    page_layout,
    source_line,
)
from bot.discord.ui.markdown import cut, one_line
from bot.discord.ui.pagination import page_of, pages
from bot.service.messages import Messages, messages
from bot.service.text_fragments import link_to_quote
from bot.service.word_diff import word_diff
from index.records import Answer, Article, Locator, Missing, MissingKind, PassageHit, Quote, Source, Span
from tests.bot.discord.markdown import Rendered, render
from tests.discord_server.components import Checker
from tests.discord_server.errors import FormErrors
from tests.discord_server.messages import walk

LIKE_MENTIONS = frozenset({"mention", "command", "silent", "emoji", "customEmoji", "sound", "place", "timestamp"})
ID = "3q2-7_aBcDE"
ENGLISH, SPANISH = messages("en"), messages("es")
LANGUAGES = st.sampled_from([ENGLISH, SPANISH])
SIGNS = [
    *("\\", "*", "**", "_", "__", "~~", "||", "`", "```", "<", ">", "[", "]", "(", ")", "](", "#", "-", ":", "@", "/"),
    *("@everyone", "@here", "@silent", "<@1>", "<@&1>", "<#1>", "</x:1>", "<:a:1>", "<t:1>", ":smile:", "<id:guide>"),
    *("https://a.b/c_d", "1.", "-#", "e\u0301", "👩\u200d💻", "😀", "日本語。", "a", "Old", "bridge,", "\u200b", "’s"),
]
BLANKS = [" ", "\n", "\n\n", "\t", "\r\n", "  \n", "\u2028", "\u00a0", "\x00", "\x1b[0m"]
SHORT = st.lists(st.sampled_from([*SIGNS, *BLANKS]) | st.text(max_size=3), max_size=12).map("".join)
TEXTS = SHORT | st.builds(lambda part, times: (part * times)[:3000], SHORT, st.integers(1, 3000))
URLS = st.none() | st.builds(
    lambda start, part, times: (start + part * times)[:3000],
    st.sampled_from(["https://a.example/", "http://bücher.example/", "https://a.example/?q=", "javascript:", "/srv/"]),
    st.sampled_from(["", "x", "é", "(a)", "%", "|'*", "#b", "@everyone"]) | SHORT,
    st.integers(0, 3000),
)
DAYS = st.none() | st.sampled_from(["2025-02-14", "2025-02", "February 2025", "1987-01-01T10:00:00Z"]) | TEXTS
SOURCES = st.builds(
    Source,
    id=SHORT,
    title=TEXTS,
    publisher=st.none() | TEXTS,
    published_at=DAYS,
    url=URLS,
    collection=st.sampled_from(["", "1/everyone", "1/channel-2", "1/role-3"]),
)
MISSING = st.lists(
    st.builds(Missing, st.sampled_from(get_args(MissingKind)), TEXTS, st.lists(TEXTS, max_size=2).map(tuple)),
    max_size=2,
).map(tuple)
OPEN = st.lists(TEXTS, max_size=4).map(tuple)
# A text of many lines, or of any characters, as an article may hold one.
LONG = st.builds(lambda part, times: (part * times)[:5000], SHORT.filter(bool), st.integers(1, 2000)) | st.builds(
    lambda line, count: "\n".join([line] * count)[:5000], SHORT, st.integers(1, 1000)
)


@st.composite
def made_quotes(draw: st.DrawFn, texts: st.SearchStrategy[str] = LONG) -> tuple[Quote, str]:
    """A quote with highlights and other tellers, and the text of its article."""
    before, text = draw(SHORT), draw(texts)
    whole = before + text + draw(SHORT)
    positions = sorted(draw(st.lists(st.integers(0, len(text)), max_size=40)))
    marks = zip(positions[::2], positions[1::2], strict=False)
    highlights = tuple(Span(len(before) + start, len(before) + end) for start, end in marks if start < end)
    also = tuple(draw(st.lists(SOURCES, max_size=8)))
    span = Span(len(before), len(before) + len(text))
    return Quote(text, span, highlights, 0.5, draw(SOURCES), also), whole


def link_of(quote: Quote, text: str) -> str | None:
    """The link to a quote of an article that has this text."""
    return link_to_quote(Article(quote.source, text), quote.span)


def components(layout: Layout) -> list[dict[str, Any]]:
    """What is sent of a layout."""
    untyped: Any = layout
    sent: list[dict[str, Any]] = untyped.to_components()
    return sent


def faults(layout: Layout) -> list[Any]:
    """What Discord would refuse of a layout."""
    errors = FormErrors()
    Checker(errors).message(components(layout), v2=True)
    return errors.found


def texts_of(layout: Layout) -> list[str]:
    """The texts of a layout, in order."""
    return [part["content"] for part in walk(components(layout)) if part["type"] == 10]


def mentions(layout: Layout, *own: str) -> list[str]:
    """What of a layout looks like a mention, apart from what the bot itself wrote."""
    lookalikes = []
    for text in texts_of(layout):
        for written in own:
            text = text.replace(written, "")
        lookalikes += [name for name in render(text).markup if name in LIKE_MENTIONS]
    return lookalikes


def flags(seen: Rendered) -> list[tuple[str, bool]]:
    """The signs that are seen, each with whether it is bold."""
    return [
        (sign, any(start <= position < end for start, end in seen.bold))
        for position, sign in enumerate(seen.text)
        if not sign.isspace()
    ]


def holds(layout: Layout, *own: str) -> None:
    """Hold a layout to Discord's limits, and to have no mention that the bot did not write."""
    assert faults(layout) == []
    assert mentions(layout, *own) == []


@settings(max_examples=40)
@given(st.lists(made_quotes(), min_size=1, max_size=5), st.booleans(), MISSING, OPEN, TEXTS, TEXTS, LANGUAGES)
async def test_answers_keep_within_limits(
    quotes: list[tuple[Quote, str]],
    answered: bool,
    missing: tuple[Missing, ...],
    left_open: tuple[str, ...],
    question: str,
    following: str,
    translate: Messages,
) -> None:
    """An answer keeps within all limits and mentions nobody, answered or not."""
    given = tuple(quote for quote, _ in quotes)
    answer = Answer("?", True, 0.5, given, open=left_open) if answered else Answer("?", False, 0.1, (), given, missing)
    links = [link_of(quote, text) for quote, text in quotes] if answered else []
    holds(answer_layout(answer, links, ID, translate, question, following, limited=answered, kept_private=True))


@settings(max_examples=40)
@given(st.lists(made_quotes(), min_size=1, max_size=3), LANGUAGES)
async def test_closest_passages_keep_within_limits(quotes: list[tuple[Quote, str]], translate: Messages) -> None:
    """The closest passages keep within all limits and mention nobody."""
    holds(
        closest_layout(
            [(rank, quote, link_of(quote, text)) for rank, (quote, text) in enumerate(quotes)], ID, translate
        )
    )


@settings(max_examples=40)
@given(st.lists(made_quotes(), max_size=3), st.integers(0, 9), TEXTS, TEXTS, LANGUAGES)
async def test_search_pages_keep_within_limits(
    quotes: list[tuple[Quote, str]], page: int, filters: str, query: str, translate: Messages
) -> None:
    """A page of what a search found keeps within all limits and mentions nobody."""
    passages = [
        (rank, PassageHit(quote.text, quote.span, 0.5, quote.source), link_of(quote, text))
        for rank, (quote, text) in enumerate(quotes)
    ]
    holds(passages_layout(passages, ID, page, 30, filters, query, translate))


def test_a_bracket_that_another_part_closes() -> None:
    """What opens in the title of a source and would be closed by its publisher is no mention of a command."""
    source = replace(SOURCE, title="</a", publisher=":1>", url=None, published_at=None)
    assert source_line(source, ENGLISH, 300) == r"— \</a · :1>"


def paged(article: Article) -> list[Span]:
    """The pages of an article, measured as they are where it is read."""
    wide = wide_tables(article)
    return pages(article.plain, PAGE, lambda span: len(page_body(article, span, [span], wide)))


@settings(max_examples=40)
@given(LONG, SOURCES, st.data(), LANGUAGES)
async def test_article_pages_keep_within_limits(
    text: str, source: Source, data: st.DataObject, translate: Messages
) -> None:
    """Every page of an article keeps within all limits and mentions nobody, whatever quotes of it are marked."""
    positions = st.lists(st.integers(0, len(text)), min_size=2, max_size=2)
    marked = [Span(*sorted(pair)) for pair in data.draw(st.lists(positions, max_size=10))]
    article = Article(source, text)
    parts = paged(article)
    page = data.draw(st.integers(0, len(parts) - 1))
    note = data.draw(st.sampled_from(["", translate("context-changed"), translate("context-former", date="9" * 20)]))
    present = data.draw(st.sampled_from([None, ButtonAction("turn", ID, 2, 7)]))
    url = data.draw(st.none() | st.just(f"https://a.example/{'a' * 490}"))
    change = data.draw(
        st.none() | st.builds(lambda said, now: QuoteChange(word_diff(said, now), present), TEXTS, TEXTS)
    )
    holds(page_layout(article, parts, page, marked, ButtonAction("edition", ID, 2), translate, url, note, change))


async def test_article_page_with_many_marks() -> None:
    """A page keeps within all limits where each of its many sentences was quoted on its own."""
    text = " ".join(f"No {number % 10}." for number in range(620))
    marked = [Span(start, start + 5) for start in range(0, len(text), 6)]
    article = Article(Source("a", "A"), text)
    layout = page_layout(article, paged(article), 0, marked, ButtonAction("turn", ID), ENGLISH, None)
    assert faults(layout) == []


@settings(max_examples=40)
@given(st.lists(SOURCES, max_size=40), LANGUAGES)
@example([Source("", "", publisher=":smile:a")], ENGLISH)
async def test_lists_keep_within_limits(listing: list[Source], translate: Messages) -> None:
    """A list of sources keeps within all limits and mentions only those for whom articles are."""
    lines = source_lines(listing, translate)[:20]
    holds(
        listing_layout(f"**{translate('sources-head', articles=1, publishers=1)}**", lines, ID, 1, 3, translate),
        "<#2>",
        "<@&3>",
    )


@settings(max_examples=40)
@given(TEXTS.filter(str.strip), st.lists(TEXTS, max_size=30))
async def test_notices_and_lines_keep_within_limits(head: str, lines: list[str]) -> None:
    """A notice and lines keep within all limits, however long they are; no line is shown in part."""
    assert faults(notice(head * 5)) == []
    assert faults(lines_layout(head, lines)) == []
    layout = lines_layout("**Head**", lines)
    assert faults(layout) == []
    [text] = texts_of(layout)
    assert text in {"\n".join(["**Head**", *lines[:count]]) for count in range(len(lines) + 1)}


async def test_heads_are_shown_whole() -> None:
    """The longest head there is, five titles that were added, is shown whole."""
    title = one_line(cut("Council votes to close the old bridge over the river Arle for the whole winter of 2025", 80))
    titles = ", ".join([title] * 5)
    head = ENGLISH("library-added", who=ENGLISH("audience-everyone"), titles=titles)
    assert texts_of(lines_layout(head, ())) == [head]


WORDS = st.lists(
    st.sampled_from(SIGNS) | st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=4), max_size=3
)
QUOTED = st.lists(
    st.tuples(WORDS.map(lambda parts: "".join(parts)[:10] or "a"), st.sampled_from([" ", " ", " ", "\n", "\n\n"])),
    min_size=1,
    max_size=80,
).map(lambda pairs: "".join(word + blank for word, blank in pairs).strip())


@settings(max_examples=40)
@given(made_quotes(QUOTED), LANGUAGES)
async def test_quotes_are_shown_word_for_word(made: tuple[Quote, str], translate: Messages) -> None:
    """A quote of up to 80 words is seen exactly as its article has it, with the highlights in bold."""
    quote, text = made
    answered = answer_layout(Answer("?", True, 0.9, (quote,)), [None], ID, translate)
    for content in (texts_of(answered)[0], texts_of(closest_layout([(0, quote, None)], ID, translate))[-1]):
        seen = render(content)
        whole = text[quote.span.start : quote.span.end]
        assert seen.text.startswith(f"{whole}\n—")
        marked = {position - quote.span.start for mark in quote.highlights for position in range(*mark)}
        expected = [(sign, position in marked) for position, sign in enumerate(whole) if not sign.isspace()]
        assert flags(seen)[: len(expected)] == expected


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=7), min_size=1, max_size=80).map(" ".join), LANGUAGES)
@example(" ".join(["without"] * 80), ENGLISH)
async def test_three_quotes_are_shown_whole(text: str, translate: Messages) -> None:
    """Three quotes of up to 80 words each are seen whole."""
    quote = Quote(text, Span(0, len(text)), (Span(0, len(text)),), 0.5, Source("a", "Title"))
    layout = answer_layout(Answer("?", True, 0.9, (quote,) * 3), [None] * 3, ID, translate)
    assert [render(content).text for content in texts_of(layout)[:-1]] == [f"{text}\n— Title"] * 3


async def test_long_quotes_have_what_short_ones_leave() -> None:
    """Where three quotes are too long together, the short one is shown whole, and the others share the rest."""
    texts = ["Short.", "word " * 1000, "more " * 1000]
    quotes = tuple(Quote(text, Span(0, len(text)), (), 0.5, Source("a", "A")) for text in texts)
    layout = answer_layout(Answer("?", True, 0.9, quotes), [None] * 3, ID, ENGLISH)
    first, second, third, _ = (content.rpartition("\n")[0] for content in texts_of(layout))
    assert first == "> Short."
    assert 1030 < len(second) == len(third) <= (2100 - len(first)) // 2


@pytest.mark.parametrize(
    ("confidence", "english", "spanish"),
    [
        (0.75, "-# Confidence: sure", "-# Confianza: alta"),
        (0.5, "-# Confidence: likely", "-# Confianza: media"),
        (0.2, "-# Confidence: unsure", "-# Confianza: baja"),
    ],
)
async def test_word_for_how_sure_an_answer_is(confidence: float, english: str, spanish: str) -> None:
    """Below an answer stands how sure it is, in a word; below what is none stands nothing of it."""
    quote = Quote("A.", Span(0, 2), (), 0.5, Source("a", "A"))
    for translate, expected in ((ENGLISH, english), (SPANISH, spanish)):
        answered = answer_layout(Answer("?", True, confidence, (quote,)), [None], ID, translate)
        assert texts_of(answered) == ["> A.\n— A", expected]
        unanswered = answer_layout(Answer("?", False, confidence, (), (quote,)), [], ID, translate)
        assert texts_of(unanswered) == [translate("answer-none-closest")]


def shows_beginning(content: str, text: str) -> bool:
    """Whether the block quote of a content shows a text, or its beginning and then an ellipsis, and nothing else."""
    lines = [line for line in content.split("\n") if line.startswith("> ")]
    seen, whole = (
        "".join(sign for sign in some if sign.isprintable() and not sign.isspace())
        for some in (render("\n".join(lines)).text, text)
    )
    return seen == whole or (seen.endswith("…") and whole.startswith(seen[:-1]))


@settings(max_examples=40)
@given(made_quotes(), LANGUAGES)
async def test_long_quotes_are_cut_with_an_ellipsis(made: tuple[Quote, str], translate: Messages) -> None:
    """Of a quote that is too long, its beginning is seen and then an ellipsis, and nothing else."""
    quote, _ = made
    layout = answer_layout(Answer("?", True, 0.9, (quote,)), [None], ID, translate)
    assert shows_beginning(texts_of(layout)[0], quote.text)


@settings(max_examples=40)
@given(LONG, LANGUAGES)
@example("\n".join(["It rained."] * 80), ENGLISH)
@example("\\\u2028>\\" * 300, ENGLISH)
async def test_long_passages_are_cut_with_an_ellipsis(text: str, translate: Messages) -> None:
    """Of a passage that is too long, its beginning is seen and then an ellipsis, and nothing else."""
    passage = PassageHit(text, Span(0, len(text)), 0.5, Source("a", "A"))
    layout = passages_layout([(0, passage, None)], ID, 0, 1, "", "?", translate)
    assert shows_beginning(texts_of(layout)[-1], text)


@pytest.mark.parametrize("translate", [ENGLISH, SPANISH])
async def test_word_that_articles_do_not_answer_is_shown_whole(translate: Messages) -> None:
    """That the articles do not answer is told in full, however long the questions are."""
    quote = Quote("A.", Span(0, 2), (), 0.5, Source("a", "A"))
    answer = Answer("?", False, 0.1, (), (quote,))
    layout = answer_layout(answer, [], ID, translate, "and then what happened " * 20, "what happened " * 20)
    assert texts_of(layout)[0] == translate("answer-none-closest")
    assert texts_of(closest_layout([(0, quote, None)], ID, translate))[0] == translate("answer-closest")


@pytest.mark.parametrize(
    ("translate", "lines"),
    [
        (
            ENGLISH,
            [
                "No article mentions “Gustavo \\*Petro\\*”.",
                "The closest passages do not mention “\\@everyone”.",
                "The closest passages tell of 2023 and 2024, not 2025.",
                "The closest passages tell of 5 strikes, not 6 strikes.",
            ],
        ),
        (
            SPANISH,
            [
                "Ningún artículo menciona «Gustavo \\*Petro\\*».",
                "Los pasajes más cercanos no mencionan «\\@everyone».",
                "Los pasajes más cercanos hablan de 2023 y 2024, no de 2025.",
                "Los pasajes más cercanos hablan de 5 strikes, no de 6 strikes.",
            ],
        ),
    ],
)
async def test_what_is_missing_in_full(translate: Messages, lines: list[str]) -> None:
    """What a question asks of that is not told stands behind that it is not answered, in the words of the asker."""
    missing = (
        Missing("articles", "Gustavo *Petro*"),
        Missing("passages", "@everyone"),
        Missing("figure", "2025", ("2023", "2024")),
        Missing("figure", "6 strikes", ("5 strikes",)),
    )
    shown = texts_of(answer_layout(Answer("?", False, 0.1, missing=missing), [], ID, translate, "Who?"))
    assert shown[:2] == [translate("answer-none"), "\n".join(lines)]
    long = (Missing("articles", "Ilvane" * 100),)
    [_, line] = texts_of(answer_layout(Answer("?", False, 0.1, missing=long), [], ID, ENGLISH))
    assert line == f"No article mentions “{('Ilvane' * 10)[:59]}…”."


@pytest.mark.parametrize(
    ("translate", "lines"),
    [
        (ENGLISH, ["Not answered: “when did \\@everyone leave”", "Not answered: “\\*\\*why\\*\\*”"]),
        (SPANISH, ["Sin respuesta: «when did \\@everyone leave»", "Sin respuesta: «\\*\\*why\\*\\*»"]),
    ],
)
async def test_what_is_left_open(translate: Messages, lines: list[str]) -> None:
    """The parts of a question that no quote answers stand below the quotes, above how sure these are."""
    quote = Quote("It rose.", Span(0, 8), (), 0.5, Source("a", "Oil"))
    answer = Answer("?", True, 0.9, (quote,), open=("when did\n@everyone leave", "**why**"))
    assert texts_of(answer_layout(answer, [None], ID, translate)) == [
        "> It rose.\n— Oil",
        "\n".join(lines),
        f"-# {translate('answer-confidence', level='sure')}",
    ]
    long = Answer("?", True, 0.9, (quote,), open=("Ilvane" * 100,))
    line = texts_of(answer_layout(long, [None], ID, ENGLISH))[1]
    assert line == f"Not answered: “{('Ilvane' * 20)[:119]}…”"


@pytest.mark.parametrize("translate", [ENGLISH, SPANISH])
@pytest.mark.parametrize(("shown", "left_open"), [(3, 4), (4, 1), (5, 0)])
async def test_longest_answer_is_within_limits(translate: Messages, shown: int, left_open: int) -> None:
    """Where all that an answer shows is long, the quotes give way to what is left open, and to more than two others."""
    text = "It rose and fell. " * 300
    source = Source(
        "a", "The rise and fall " * 9, "Rise " * 9, published_at="2025-02-14", url=f"https://a.b/{'c' * 90}"
    )
    quotes = (Quote(text, Span(0, len(text)), (), 0.5, source, (source,) * 9),) * shown
    long = ("when did it rise " * 9).strip()
    answer = Answer("?", True, 0.9, quotes, open=(long,) * left_open)
    links = ["https://a.b/c"] * shown
    layout = answer_layout(answer, links, ID, translate, long, long, limited=True, filters=long, kept_private=True)
    holds(layout)
    assert "\n".join(texts_of(layout)).count(long[:90]) == left_open + 3
    assert all("> It rose and fell." in text for text in texts_of(layout)[1 : shown + 1])


@settings(max_examples=40)
@given(SOURCES, st.integers(255, 400), LANGUAGES)
async def test_source_lines_are_short_lines(source: Source, limit: int, translate: Messages) -> None:
    """The line of a source is one line, short enough, and links to nothing but the source's address."""
    line = source_line(source, translate, limit)
    seen = render(line)
    assert len(line) <= limit
    assert "\n" not in line
    assert line.startswith("— ")
    assert len(seen.links) <= 1
    assert set(seen.markup) == set()


def test_where_in_a_document_stands_behind_its_title() -> None:
    """A page, a slide or a time is told with the article, in the language of who asks."""
    source = Source("a", "Oil", "The Paper")
    page, slide = Locator("page", "iv"), Locator("slide", "3")
    assert source_line(source, ENGLISH, 300, page) == "— Oil · p. iv · The Paper"
    assert source_line(source, SPANISH, 300, slide) == "— Oil · diapositiva 3 · The Paper"
    assert source_line(source, SPANISH, 300, Locator("time", "0:01:10")) == "— Oil · 0:01:10 · The Paper"


def test_an_older_version_is_told_behind_its_title() -> None:
    """An older version is called so in the language of who asks, whatever the room."""
    source = Source("a", "Oil", "The Paper")
    assert source_line(source, ENGLISH, 300, Locator("page", "iv"), True) == "— Oil · older version · p. iv · The Paper"
    assert source_line(source, SPANISH, 300, older=True) == "— Oil · versión anterior · The Paper"
    long = Source("a", "O" * 400, "The Paper")
    lines = [source_line(long, ENGLISH, limit, older=True) for limit in (300, 60)]
    assert ["… · older version" in line for line in lines] == [True, True]
    assert [len(line) <= limit for line, limit in zip(lines, (300, 60), strict=True)] == [True, True]


def button(label: str | None, custom_id: str, **more: Any) -> dict[str, Any]:
    """A button as discord.py writes it."""
    named = {"type": 2, "style": 2, "label": label, "disabled": False, "custom_id": custom_id}
    return {key: value for key, value in (named | more).items() if value is not None}


def row(*buttons: dict[str, Any]) -> dict[str, Any]:
    """A row of buttons."""
    return {"type": 1, "components": list(buttons)}


def link(url: str) -> dict[str, Any]:
    """A button that opens a source."""
    return {"type": 2, "style": 5, "label": "Open source", "disabled": False, "url": url}


def contained(*parts: dict[str, Any], colour: int = 0x2E7D5B) -> list[dict[str, Any]]:
    """A container with parts."""
    return [{"type": 17, "accent_color": colour, "spoiler": False, "components": list(parts)}]


def written(content: str) -> dict[str, Any]:
    """A text."""
    return {"type": 10, "content": content}


SEPARATOR = {"type": 14, "divider": True, "spacing": 1}
TEXT = "The old bridge\n\nThe council met. It voted to *close* the bridge. Nobody came."
END = TEXT.index(" Nobody")
SOURCE = Source("bridge", "The [old] bridge", "Arle Courier", None, "2025-02-14", "https://a.example/b")
VOTES = (
    button(None, f"quotebot:up:{ID}:0:0", emoji={"id": None, "name": "👍"}),
    button(None, f"quotebot:down:{ID}:0:0", emoji={"id": None, "name": "👎"}),
    button("Follow up", f"quotebot:follow:{ID}:0:0"),
)
LINE = "— [The [old] bridge](https://a.example/b) · Arle Courier · February 14, 2025"


async def test_answer_in_full() -> None:
    """An answer shows the quote, its source, who else tells it, and its buttons."""
    also = (Source("b", "Bridge shut", "Radio"), Source("c", "Closed"))
    quote = Quote(TEXT[16:END], Span(16, END), (Span(33, END),), 0.9, SOURCE, also)
    layout = answer_layout(Answer("?", True, 0.9, (quote,)), ["https://a.example/b#:~:text=It"], ID, ENGLISH)
    body = "> The council met. **It voted to \\*close\\* the bridge.**"
    assert components(layout) == contained(
        written(f"{body}\n{LINE}\n-# Also in: Bridge shut · Radio, Closed"),
        row(
            link("https://a.example/b#:~:text=It"),
            button("Read in context", f"quotebot:read:{ID}:0:0"),
        ),
        written("-# Confidence: sure"),
        row(button("Why this?", f"quotebot:why:{ID}:0:0"), *VOTES),
    )


async def test_no_answer_in_full() -> None:
    """Where the articles do not answer, that is said, and the closest passages are behind a button."""
    quote = Quote("A.", Span(0, 2), (), 0.5, Source("a", "A"))
    layout = answer_layout(Answer("?", False, 0.1, (), (quote,)), [], ID, ENGLISH, "Why *now*?", "What\nis it?")
    first = "**The articles do not answer this.** The closest passages are behind the button; they are not an answer."
    second = "-# Question: Why \\*now\\*?\n-# Following on: What is it?"
    buttons = (button("Closest passages", f"quotebot:closest:{ID}:0:0"), button("Why this?", f"quotebot:why:{ID}:0:0"))
    assert components(layout) == contained(written(first), written(second), row(*buttons, *VOTES), colour=0x8A8A8A)


async def test_search_page_in_full() -> None:
    """A page in the middle of what a search found shows its passages by number, and leads both ways."""
    passage = PassageHit(TEXT[16:32], Span(16, 32), 0.5, SOURCE)
    layout = passages_layout(
        [(1, passage, "https://a.example/b#:~:text=The")], ID, 1, 8, "Arle Courier, 2025", "old *bridge*", ENGLISH
    )
    head = "Passages for “old \\*bridge\\*”, 4–6 of 8\n-# Only: Arle Courier, 2025"
    assert components(layout) == contained(
        written(head),
        SEPARATOR,
        written(f"> The council met.\n**5.** {LINE}"),
        row(
            link("https://a.example/b#:~:text=The"),
            button("Read in context", f"quotebot:read:{ID}:4:0"),
        ),
        row(button("Previous", f"quotebot:results:{ID}:0:0"), button("Next", f"quotebot:results:{ID}:0:2")),
    )


async def test_article_page_in_full() -> None:
    """A page of an article shows its text with what was quoted in bold, and leads to the next."""
    first = "One. " * 10 + "\n\n"
    article = Article(SOURCE, first + TEXT)
    parts = [Span(0, len(first)), Span(len(first), len(article.text))]
    start = len(first) + 16
    marked = [Span(start, start + 16), Span(start + 10, start + END - 16)]
    url = "https://a.example/b#:~:text=The%20council"
    layout = page_layout(article, parts, page_of(parts, start), marked, ButtonAction("turn", ID, 2), ENGLISH, url)
    body = "> The old bridge\n> \n> **The council met. It voted to \\*close\\* the bridge.** Nobody came."
    assert components(layout) == contained(
        written(LINE),
        written(body),
        written("-# Page 2 of 2"),
        row(link(url)),
        row(button("Previous", f"quotebot:turn:{ID}:2:0")),
    )


async def test_former_page_in_full() -> None:
    """A page of an article as it was tells until when, and what changed, and leads to the article as it is."""
    article = Article(SOURCE, "The bridge is open.")
    change = QuoteChange(word_diff("The bridge is open.", "The bridge is shut."), ButtonAction("turn", ID, 2, 3))
    note = ENGLISH("context-former", date="May 5, 2025")
    action, url = ButtonAction("edition", ID, 2), "https://a.example/b"
    layout = page_layout(article, [Span(0, 10), Span(10, 19)], 0, [Span(0, 10)], action, ENGLISH, url, note, change)
    assert components(layout) == contained(
        written(f"{LINE}\n-# This is the text as it was until May 5, 2025. The source has changed since."),
        written("> **The bridge**"),
        written(
            "**What stands there now**, with words taken out struck through and new words in bold:\n"
            "> The bridge is ~~open~~ **shut**."
        ),
        written("-# Page 1 of 2"),
        row(link(url), button("Read the present text", f"quotebot:turn:{ID}:2:3")),
        row(button("Next", f"quotebot:edition:{ID}:2:1")),
    )


async def test_page_of_a_quote_that_is_gone() -> None:
    """Where nothing stands in place of a quote, that is said in Spanish too."""
    article = Article(SOURCE, "Nobody came.")
    note = SPANISH("context-changed")
    layout = page_layout(article, [Span(0, 12)], 0, [], ButtonAction("turn", ID), SPANISH, None, note, QuoteChange(()))
    assert texts_of(layout)[1:3] == ["> Nobody came.", "**Este pasaje ya no está.**"]


def test_the_author_of_a_message_is_named() -> None:
    """Whoever agreed to be named is named with a message of theirs; authors of other articles are not."""
    source = Source("a", "Pump", "Orsk", "Bob", url="https://discord.com/channels/1/2/3")
    assert source_line(source, ENGLISH, 300) == "— [Pump](https://discord.com/channels/1/2/3) · Bob · Orsk"
    assert source_line(replace(source, url=None), ENGLISH, 300) == "— Pump · Orsk"
