"""Answers of the real model on the seed articles and on small ones."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.answering.answer import Answerer
from index.answering.choosing import MAX_QUOTES
from index.answering.dialogue import turn
from index.evaluation.answers import measure, report
from index.evaluation.datasets import read_questions
from index.files.data_folder import DataFolder
from index.ingest.sources import SEEDS
from index.ingest.sync import sync
from index.models.files import find_model
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from index.models.sentence_transformers import ReferenceEncoder
from index.records import Answer, Quote
from index.retrieval.index_reader import NoIndexError
from index.retrieval.search import Searcher
from index.text.sentences import LONGEST, count_words
from tests.encoders import SmallEncoder
from tests.shipped import shipped_answerer

pytestmark = pytest.mark.model
EVALUATION = Path(__file__).parents[3] / os.environ.get("QUOTEBOT_EVALUATION", "../shared/evaluation")
STORY = "The town council of {} voted on Monday to close the old bridge over the river for the whole winter."


@pytest.fixture(scope="module")
def answerer(encoder: OpenVinoEncoder, reader: PassageReader, index: Path) -> Iterator[Answerer]:
    """Answers from the seed articles."""
    with Searcher(DataFolder(index), encoder) as searcher:
        yield shipped_answerer(searcher, reader)


Opened = Callable[[Path], Answerer]


@pytest.fixture
def opened(encoder: OpenVinoEncoder, reader: PassageReader, tmp_path: Path) -> Iterator[Opened]:
    """Takes articles into an index of the test's own, and answers from it until the test ends."""
    with ExitStack() as stack:

        def synced(articles: Path) -> Answerer:
            data_folder = DataFolder(tmp_path / "data")
            sync(data_folder, encoder, [articles], 1_000_000, lambda _: None)
            return shipped_answerer(stack.enter_context(Searcher(data_folder, encoder)), reader)

        yield synced


def quoted(answer: Answer) -> list[str]:
    """The texts of the quotes, shown or only closest."""
    return [quote.text for quote in answer.quotes + answer.closest]


def test_threads_share_the_compiled_encoder(encoder: OpenVinoEncoder) -> None:
    """Tokens are counted in full while another thread encodes, which cuts what is too long."""
    long = "word " * 1200
    with ThreadPoolExecutor(2) as threads:
        encoding = [threads.submit(encoder.encode_sentences, [long]) for _ in range(10)]
        counts = [threads.submit(encoder.count_tokens, [long]) for _ in range(10)]
        assert [future.result() for future in counts] == [[1200]] * 10
        assert all(future.result().shape == (1, encoder.dimension) for future in encoding)


def test_compiled_encoder_is_the_reference(encoder: OpenVinoEncoder) -> None:
    """Both encoders give the same vectors, whatever the length and order of the texts, and count tokens alike."""
    reference = ReferenceEncoder.load(find_model("all-MiniLM-L6-v2"))
    texts = ["Short.", "A text of many words. " * 80, "", "Señor Núñez paid €5.", "Another one of middling length."]
    cosines = np.sum(encoder.encode_sentences(texts) * reference.encode_sentences(texts), axis=1)
    assert cosines.min() > 0.99999
    assert encoder.count_tokens(texts) == reference.count_tokens(texts)
    assert encoder.fingerprint == reference.fingerprint
    assert (encoder.dimension, encoder.max_tokens) == (384, 254)


def test_nothing_is_reported(encoder: OpenVinoEncoder) -> None:
    """OpenVINO's telemetry, which would use the network, is never loaded."""
    assert sys.modules["openvino_telemetry"] is None


def test_question_is_answered_with_its_sentence(answerer: Answerer) -> None:
    """The first quote holds the answer, word for word, and its highlight is the sentence that answers."""
    answer = answerer.answer("How many people has El Salvador jailed since 2022?")
    text = (SEEDS / "000_858f4c8532cb65ca.txt").read_bytes().decode()
    quote = answer.quotes[0]
    assert answer.answered
    assert quote.text == text[quote.span.start : quote.span.end]
    assert [text[span.start : span.end] for span in quote.highlights] == [
        "El Salvador now has the highest incarceration rate in the world, with over 80,000 people jailed since "
        "Bukele launched his crackdown on gangs in 2022."
    ]


@pytest.mark.parametrize(
    "question", ["What did Gustavo Petro say about the deal?", "Who is the president of Brazil?", "Did Mexico agree?"]
)
def test_unknown_name_is_refused(answerer: Answerer, question: str) -> None:
    """A question about somebody of whom no quote speaks gets no quote, only the closest."""
    answer = answerer.answer(question)
    assert (answer.answered, answer.quotes) == (False, ())


def test_misspelt_name_is_put_right(answerer: Answerer) -> None:
    """A misspelt question is answered as the one that was meant, names too."""
    meant = answerer.answer("How many people were jailed since Bukele launched his crackdown on gangs?")
    answer = answerer.answer("How many people were jailled since Bukelle launched his crakcdown on gangs?")
    assert meant.answered
    assert (answer.answered, answer.confidence, answer.quotes) == (True, meant.confidence, meant.quotes)


@pytest.mark.parametrize("question", ["???", "", "   ", "😀😀", "the of and"])
def test_question_without_words_is_refused(answerer: Answerer, question: str) -> None:
    """A question that asks nothing gets nothing, not even the closest."""
    assert answerer.answer(question) == Answer(question, False, 0.0)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["gangs", "prison", "Rubio", "fee", "sign up", "the", "*", '"', "title:", "\x00"])))
def test_quotes_keep_their_limits(answerer: Answerer, words: list[str]) -> None:
    """Whatever is asked, quotes are at most three, at most 80 words long, disjoint and verbatim."""
    answer = answerer.answer(" ".join(words))
    quotes = answer.quotes + answer.closest
    assert len(quotes) <= MAX_QUOTES
    for quote in quotes:
        text = answerer.searcher.text_of(quote.source)
        assert quote.text == text[quote.span.start : quote.span.end]
        assert count_words(quote.text) <= LONGEST
        assert all(quote.span.start <= span.start < span.end <= quote.span.end for span in quote.highlights)
    spans = sorted((quote.source.id, *quote.span) for quote in quotes)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


def test_same_story_is_quoted_once(opened: Opened, tmp_path: Path) -> None:
    """Of two articles that tell the same, one is quoted and the other named."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(f"Bridge closed\n\n{STORY.format('Millbrook')}\n")
    (articles / "two.txt").write_text(f"Council closes bridge\n\n{STORY.format('Millbrook')}\n")
    (articles / "far.txt").write_text("Bees\n\nBees dance to tell each other where the flowers are.\n")
    answerer = opened(articles)
    answer = answerer.answer("Why did the town council of Millbrook close the bridge?")
    quotes = answer.quotes + answer.closest
    assert [quote.text for quote in quotes].count(STORY.format("Millbrook")) == 1
    assert {quotes[0].source.id, *(source.id for source in quotes[0].also_in)} == {"one", "two"}


FIRE = (
    "A fire broke out at the Linden mill in Harrow late on Tuesday. {} people died and 40 were taken to hospital, the "
    "fire service said. The mill had failed a safety inspection in March, and its owner was told to put in sprinklers."
)
ARREST = " Police later arrested Tom Reyes, the manager of the night shift, for locking the exits."
DEATHS = "How many people died in the fire at the Linden mill in Harrow?"


def jsonl(folder: Path, **articles: tuple[str | None, str]) -> Path:
    """Writes articles, given by their ids with date and text, to a folder of their own."""
    folder.mkdir()
    lines = [
        msgspec.json.encode({"id": key, "title": f"Fire {key}", "published_at": date, "text": text})
        for key, (date, text) in articles.items()
    ]
    (folder / "articles.jsonl").write_bytes(b"\n".join(lines))
    return folder


def told(quote: Quote) -> tuple[str, set[str]]:
    """The id of the article of a quote, and those of the others that tell it."""
    return quote.source.id, {source.id for source in quote.also_in}


def test_newest_version_is_quoted(opened: Opened, tmp_path: Path) -> None:
    """Of thirty copies the newest that has the sentence is quoted, once, and other articles still have their say."""
    copies = {f"copy{day:02}": (f"2025-03-{day:02}", FIRE.format("Twelve")) for day in range(1, 31)}
    fund = "Councillor Petra Lind proposed a fund for the families of those who died in the fire at the mill."
    cut = FIRE.format("Twelve").split(". ", 1)[0] + "."
    articles = jsonl(tmp_path / "articles", **copies, fund=("2025-04-02", fund), cut=("2025-04-01", cut))
    answerer = opened(articles)
    first, *others = answerer.score(DEATHS).quotes
    assert told(first) == ("copy30", set(copies) - {"copy30"})
    assert "fund" in {quote.source.id for quote in others}
    assert [quote for quote in others if "Twelve" in quote.text] == []


@pytest.mark.parametrize("date", [None, "2025-03-01"])
def test_fullest_version_is_quoted(opened: Opened, tmp_path: Path, date: str | None) -> None:
    """Where versions are of one day, or one has no date, the one that tells most is quoted."""
    articles = jsonl(
        tmp_path / "articles",
        short=("2025-03-01", FIRE.format("Twelve")),
        full=(date, FIRE.format("Twelve") + ARREST),
        brief=("2025-03-01", FIRE.format("Twelve")),
    )
    answerer = opened(articles)
    assert told(answerer.score(DEATHS).quotes[0]) == ("full", {"short", "brief"})


@pytest.mark.parametrize("updated", ["15", "Fifteen", "11.5 thousand"])
def test_articles_that_disagree_are_both_quoted(opened: Opened, tmp_path: Path, updated: str) -> None:
    """An update with another number stands beside the old one, and neither is named as telling the other."""
    articles = jsonl(
        tmp_path / "articles",
        old=("2025-03-01", FIRE.format("12")),
        reprint=("2025-03-02", FIRE.format("Twelve")),
        update=("2025-03-05", FIRE.format(updated) + ARREST),
    )
    answerer = opened(articles)
    quotes = answerer.score(DEATHS).quotes[:2]
    assert sorted(map(told, quotes), key=lambda pair: pair[0]) == [("reprint", {"old"}), ("update", set())]


def test_number_in_another_form_is_no_disagreement(opened: Opened, tmp_path: Path) -> None:
    """Articles that write a number in different ways tell the same."""
    text = "The government of Harrow spent {} on the new bridge over the river Lind last year, its report says."
    articles = jsonl(
        tmp_path / "articles",
        one=("2025-03-01", text.format("$1.5 million")),
        two=("2025-03-02", text.format("$1,500,000")),
        three=("2025-03-03", text.format("1 500 000 dollars")),
    )
    answerer = opened(articles)
    quotes = answerer.score("How much did the government of Harrow spend on the bridge?").quotes
    assert [told(quote)[1] | {told(quote)[0]} for quote in quotes] == [{"one", "two", "three"}]


def test_pronoun_takes_the_sentence_before(opened: Opened, tmp_path: Path) -> None:
    """A quote that would open with a pronoun opens with the sentence that explains it."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(
        "Mayor\n\nAnna Berg became mayor of Millbrook in May.\n\nShe earns 90,000 crowns a year for the work.\n"
    )
    answerer = opened(articles)
    answer = answerer.answer("How many crowns a year does the mayor earn?")
    assert quoted(answer)[0].startswith("Anna Berg became mayor of Millbrook in May.")
    assert quoted(answer)[0].endswith("She earns 90,000 crowns a year for the work.")


def test_questions_on_the_seeds(answerer: Answerer) -> None:
    """Of the known questions on the seeds 22 of 24 have gold in the first quote, and 11 of 12 others are refused."""
    questions = EVALUATION / "seeds_questions.jsonl"
    if not questions.is_file():
        pytest.skip(f"{questions} is not there; QUOTEBOT_EVALUATION names its folder")
    figures = report("seeds", measure(read_questions(questions), answerer, lambda *_: None))
    assert figures.gold_first is not None
    assert figures.gold_first >= 22 / 24
    assert figures.refused_right is not None
    assert figures.refused_right >= 11 / 12
    assert figures.verbatim


def test_missing_index_is_named(tmp_path: Path) -> None:
    """Searching where no index was made says so and how to make it."""
    with pytest.raises(NoIndexError, match="make one with: quotebot sync"):
        Searcher(DataFolder(tmp_path), SmallEncoder())


def test_publisher_and_date_of_a_question_are_preferred(opened: Opened, tmp_path: Path) -> None:
    """Of articles that tell much the same, that of the publisher, author or days in the question comes first."""
    articles = tmp_path / "articles"
    articles.mkdir()
    lines = [
        ("one", "CNN", "Jane Doe", "2025-02-14", "The council of Millbrook closed the bridge; 40 people lost jobs."),
        ("two", "BBC", "John Roe", "2025-03-02", "The council of Millbrook closed the bridge, and 60 lost their jobs."),
        ("far", "BBC", "Ann Poe", "2025-02-20", "Bees dance to tell each other where the flowers are."),
    ]  # fmt: skip
    fields = ("id", "publisher", "author", "published_at", "text")
    rows = [dict(zip(fields, line, strict=True)) | {"title": "News"} for line in lines]
    (articles / "all.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    plain = "How many people lost jobs when the council of Millbrook closed the bridge"
    asked = {
        f"{plain} according to CNN?": "one",
        f"what did cnn report: {plain}?": "one",
        f"{plain} according to the BBC?": "two",
        f"According to the BBC, {plain}?": "two",
        f"{plain}, as written by Jane Doe?": "one",
        f"{plain}, as written by John Roe?": "two",
        f"{plain} in February 2025?": "one",
        f"{plain} in March 2025?": "two",
        "What does the BBC say on how bees dance?": "far",
    }
    answerer = opened(articles)
    firsts = {question: answerer.answer(question) for question in asked}
    assert all(answer.answered for answer in firsts.values())
    assert {question: answer.quotes[0].source.id for question, answer in firsts.items()} == asked
    assert quoted(answerer.answer("What does CNN say on how bees dance?"))[0] == lines[2][-1]


EEL = (
    "# Smoking eel\n\nEel is smoked over alder for five hours. The smokehouse at Brin was built in 1921. Its door is "
    "of oak and opens to the north. A cook named Hedda turns them every hour. They are sold on Friday at nine crowns."
)


def test_question_asked_again_gets_the_same_answer(opened: Opened, tmp_path: Path) -> None:
    """However often a question is asked in a talk, and whatever between, its answer and confidence stay the same."""
    (tmp_path / "eel.md").write_text(EEL)
    eel = opened(tmp_path / "eel.md")
    question, answers, before = "how long is eel smoked?", list[Answer](), None
    for asked in (*[question] * 6, "when was the smokehouse built?", question, "and of what is its door?", question):
        answer = eel.answer(asked, before)
        before = turn(answer, before)
        answers += [answer] if asked == question else []
    assert answers[0].answered
    assert answers == answers[:1] * 8
