"""Passages are whole sentences of one section, as many as the encoder reads."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.ingest.blocks import blocks_of
from index.ingest.passages import split_passages
from index.ingest.readers.markup.markdown import read_markdown
from index.models.inputs import embedded_texts
from index.records import Article, Passage, Source, Span
from tests.encoders import SmallEncoder

ENCODER = SmallEncoder()
ROOM = 200 - 4  # tokens left by "Floods. Rain. "
PROSE = "The river rose two metres overnight and reached the lower town by dawn."
MORE = "By evening the mayor had opened the school to everyone who needed a bed."


def article(body: str, title: str = "Floods") -> Article:
    """Make an article with a title line."""
    return Article(Source("1", title), f"{title}\n\n{body}", len(title) + 2)


def split(whole: Article, boilerplate: frozenset[str] = frozenset()) -> list[Passage]:
    """Split an article, the blocks in `boilerplate` left out."""
    blocks = [block for block in blocks_of(whole) if whole.text[slice(*block.span)] not in boilerplate]
    return split_passages(whole, blocks, ENCODER)


def sentences(whole: Article, boilerplate: frozenset[str] = frozenset()) -> list[tuple[str, list[str]]]:
    """Give each passage's heading and sentences."""
    return [
        (passage.heading, [whole.text[span.start : span.end] for span in passage.sentences])
        for passage in split(whole, boilerplate)
    ]


def test_short_paragraphs_share_a_passage() -> None:
    """Paragraphs of one section stand in one passage while it is short."""
    whole = article(f"{PROSE} {MORE}\n\nIt rained.")
    assert sentences(whole) == [("", [PROSE, MORE, "It rained."])]
    assert split(whole)[0].span == Span(8, len(whole.text))


def test_passage_ends_where_its_paragraph_does() -> None:
    """A passage of enough tokens ends with its paragraph though there were room for the next."""
    whole = article(f"{' '.join([PROSE] * 4)}\n\n{MORE}")
    assert sentences(whole) == [("", [PROSE] * 4), ("", [MORE])]


def test_full_passage_ends_between_sentences() -> None:
    """A sentence that has no room left opens the next passage: 14 sentences of 14 tokens fill 198."""
    assert ENCODER.count_tokens([PROSE, "Floods. "]) == [14, 2]
    assert sentences(article(" ".join([PROSE] * 20))) == [("", [PROSE] * 14), ("", [PROSE] * 6)]


def test_heading_ends_a_passage() -> None:
    """Each section has passages of its own, and its heading is said of them but never quoted."""
    whole = article(f"{PROSE}\n\n## Rain\n\n{MORE}\n\n## Snow\n")
    assert sentences(whole) == [("", [PROSE]), ("Rain", [MORE])]


def test_boilerplate_is_left_out() -> None:
    """A boilerplate line is in no sentence and parts the paragraphs above and below it."""
    whole = article(f"{PROSE}\nSubscribe now\n{MORE}\nSubscribe now")
    assert sentences(whole, frozenset({"Subscribe now"})) == [("", [PROSE]), ("", [MORE])]


def test_unreadably_long_sentence_is_cut() -> None:
    """A sentence of more tokens than the encoder reads is cut in halves between its words until it fits."""
    words = [f"{'x-' * 5}{number}" for number in range(10, 40)]
    whole = article(" ".join(words))
    texts = [sentence for _, group in sentences(whole) for sentence in group]
    assert texts == [" ".join(words[:15]), " ".join(words[15:])]


def test_embedded_texts() -> None:
    """What is embedded is the passage and each sentence, with title and heading in front."""
    whole = article(f"# Rain\n\n{PROSE} {MORE}")
    front = "Floods. Rain. "
    assert embedded_texts(whole, split(whole)[0]) == [f"{front}{PROSE} {MORE}", front + PROSE, front + MORE]
    untitled = article(PROSE, title="")
    assert embedded_texts(untitled, split(untitled)[0]) == [PROSE, PROSE]


def test_no_passages() -> None:
    """An article that is all boilerplate or marks has no passages."""
    assert split(article("Subscribe now"), frozenset({"Subscribe now"})) == split(article("* * *")) == []


def test_who_speaks_is_told_with_what_they_say() -> None:
    """The line behind a quotation that names who speaks is no sentence of its own."""
    text = f"{PROSE} It was so.\n\n— Ann Smith, in a letter\n\n{MORE}"
    (passage,) = split(Article(Source("1", "T"), text, reading=read_markdown(text)))
    said = [text[slice(*sentence)] for sentence in passage.sentences]
    assert said == [PROSE, "It was so.\n\n— Ann Smith, in a letter", MORE]


def test_what_names_nobody_who_speaks() -> None:
    """A line of dashes alone, or behind something that was left out, is not told with the sentence before it."""
    assert [said for _, said in sentences(article(f"{PROSE}\n\n----\n\n{MORE}"))] == [[PROSE], [MORE]]
    quoted = article(f"{PROSE}\n\nSubscribe now\n\n— Ann Smith")
    assert [said for _, said in sentences(quoted, frozenset({"Subscribe now"}))] == [[PROSE], ["— Ann Smith"]]


def test_items_keep_their_marks() -> None:
    """The number of an item is no sentence, and stands with the first sentence of the item."""
    assert sentences(article(f"1. Stop it. Then wait.\n2. Go.\n\n{PROSE}")) == [
        ("", ["1. Stop it.", "Then wait.", "2. Go.", PROSE])
    ]


lines = st.sampled_from(
    [
        PROSE,
        MORE,
        f"{PROSE} {MORE} " * 5,
        "# Rain",
        "Subscribe now",
        "wrapped and",
        "goes on.",
        "",
        "- salt",
        "***",
        "😀 é.",
        "x-" * 300,
    ]
)


@given(st.lists(lines, max_size=25), st.sampled_from(["\n", "\r\n"]))
def test_passages(parts: list[str], line_break: str) -> None:
    """Sentences are in order within their passage, fit the encoder, and cross neither heading nor boilerplate."""
    apart = f"{line_break}Subscribe now{line_break}"  # in a wrapped paragraph it would be of that
    whole = article(line_break.join(apart if part == "Subscribe now" else part for part in parts))
    passages = split(whole, frozenset({"Subscribe now"}))
    spans = [span for passage in passages for span in passage.sentences]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for passage in passages:
        assert passage.span == Span(passage.sentences[0].start, passage.sentences[-1].end)
        texts = [whole.text[span.start : span.end] for span in passage.sentences]
        assert sum(ENCODER.count_tokens(texts)) <= ROOM + 2 * (not passage.heading)
        assert not any(text == "Subscribe now" or "# Rain" in text for text in texts)
        assert "# Rain" not in whole.text[passage.span.start : passage.span.end]
        before = whole.text[: passage.span.start]
        assert passage.heading == "Rain" or "# Rain" not in before
