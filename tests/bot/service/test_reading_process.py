"""Another process answers as the bot itself does, and what becomes of it loses no answer."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import active_children
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.answer_options import AnswerOptions
from bot.service.collection_reader import CollectionReader, ReaderResources, Reply
from bot.service.collections import Collections
from bot.service.reading_process import (
    HelpedReader,
    ReadingProcess,
    ReadingProcessError,
    Replied,
    Response,
    helped_reader,
)
from config import load_settings
from index.answering.confidence import Calibration
from index.answering.corrections import ArticleKey, Corrections, MarkedPassage, Superseded
from index.answering.dialogue import Turn
from index.errors import OutageError, QuotebotError
from index.files.data_folder import DataFolder
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from index.records import Answer, Block, Excerpt, Missing, MissingKind, Quote, Source, Span
from index.storage.library import Library
from index.storage.sqlite_database import SqliteDatabase

SECONDS = 30  # after which a test that waits has failed
SHARED = ""
SETTINGS = load_settings()
MARS = "Who won the chess tournament on Mars?"
QUESTIONS = [
    "When will the ferry to Tessel Rock sail for the last time?",
    "Who collected signatures against the end of the ferry?",
    "capacity of the mail boat",
    MARS,
    "?!",
]


@pytest.fixture(scope="module")
def resources(
    quality_dir: Path, encoder: OpenVinoEncoder, reader: PassageReader, calibration: Calibration
) -> ReaderResources:
    """What readers of one index share."""
    threshold = calibration.threshold(SETTINGS.answer.caution)
    return ReaderResources(Collections(DataFolder(quality_dir), 1, 1), encoder, calibration, threshold, reader)


@pytest.fixture(scope="module")
def process(quality_dir: Path) -> Iterator[ReadingProcess]:
    """A process that answers from that index."""
    with ReadingProcess(DataFolder(quality_dir), SETTINGS) as process:
        yield process


def test_same_answers_and_links(resources: ReaderResources, process: ReadingProcess) -> None:
    """Every answer, follow-ups and refusals included, and every link is the one that a reader gives here."""
    asked = [*((question, None) for question in QUESTIONS), ("And how many people fit in?", Turn(QUESTIONS[2]))]
    with CollectionReader(resources) as reader:
        for question, before in asked:
            reply = reader.answer([SHARED], question, before)
            assert bool(reply.answer.missing) is (question == MARS)
            theirs = process.answer([SHARED], question, before)
            assert theirs == reply
            assert list(theirs.stages) == list(reply.stages)
            for quote in reply.answer.quotes:
                assert process.link_to(quote) == reader.link_to(quote)


def test_corrections_go_along(resources: ReaderResources, process: ReadingProcess) -> None:
    """What a server's managers corrected reaches the process, which leaves out what is not to be quoted."""
    question = QUESTIONS[0]
    with CollectionReader(resources) as reader:
        first = reader.answer([SHARED], question).answer.quotes[0]
        key = ArticleKey(first.source.collection, first.source.id)
        other = ArticleKey("", "other")
        marks = Corrections((MarkedPassage(key, first.plain),), (other,), (Superseded(key, other),))
        options = AnswerOptions(corrections=marks)
        reply = process.answer([SHARED], question, None, options)
        assert reply == reader.answer([SHARED], question, None, options)
        assert first.text not in [quote.text for quote in (*reply.answer.quotes, *reply.answer.closest)]


def test_errors_are_those_of_here(quality_dir: Path, tmp_path: Path) -> None:
    """What a person can put right, or passes, is raised with its message as what it is, and the process answers on."""
    with SqliteDatabase(DataFolder(quality_dir).library) as database:
        database.copy_to(tmp_path / "library.db")
    with Library.at(tmp_path / "library.db") as library, library.writing():
        library.facts.note(fingerprint="another model")
    with ReadingProcess(DataFolder(tmp_path), SETTINGS) as process:
        with pytest.raises(QuotebotError, match="made with another model"):
            process.answer([SHARED], "Who?")
        assert process.answer(["9/everyone"], "Who?").answer.answered is False
        (tmp_path / "servers" / "9" / "everyone" / "library.db").mkdir(parents=True)
        with pytest.raises(OutageError, match="cannot be used: unable to open database file; "):
            process.answer(["9/everyone"], "Who?")


def test_signals_leave_it_alone(quality_dir: Path) -> None:
    """Ctrl-C and SIGTERM, which reach all processes of a bot, are for who started it to follow."""
    others = set(active_children())
    with ReadingProcess(DataFolder(quality_dir), SETTINGS) as process:
        [child] = set(active_children()) - others
        assert child.pid is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(child.pid, number)
        assert process.answer([SHARED], "Who?").answer.question == "Who?"


def test_signals_before_it_is_ready(quality_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nor do they stop it while it begins, or have it write a traceback."""
    others = set(active_children())
    process = ReadingProcess(DataFolder(quality_dir), SETTINGS)
    with ThreadPoolExecutor(1) as executor, ExitStack() as stack:
        opened = executor.submit(stack.enter_context, process)
        while not opened.done():
            for child in set(active_children()) - others:
                assert child.pid is not None
                for number in (signal.SIGINT, signal.SIGTERM):
                    os.kill(child.pid, number)
        assert opened.result().answer([SHARED], "Who?").answer.question == "Who?"
    assert capfd.readouterr().err == ""


def test_killed_process(quality_dir: Path, resources: ReaderResources, caplog: pytest.LogCaptureFixture) -> None:
    """Should the process be killed, its reader answers itself, and links as well; the log says so once."""
    question = QUESTIONS[0]
    with CollectionReader(resources) as reader:
        expected = reader.answer([SHARED], question)
        link = reader.link_to(expected.answer.quotes[0])
    others = set(active_children())
    with ReadingProcess(DataFolder(quality_dir), SETTINGS) as process, HelpedReader(resources, process) as helped:
        assert helped.answer([SHARED], question) == expected
        [child] = set(active_children()) - others
        child.kill()
        child.join()
        with pytest.raises(ReadingProcessError, match="has ended"):
            process.answer([SHARED], question)
        assert helped.answer([SHARED], question) == expected
        assert helped.link_to(expected.answer.quotes[0]) == link
    assert [record.getMessage() for record in caplog.records] == [
        "a process that answers has ended, maybe killed for its memory; what it was asked is answered without it"
    ]


def test_process_that_hangs(quality_dir: Path, resources: ReaderResources) -> None:
    """A process that gives no answer in time is ended, and its reader answers this question and the next itself."""
    with CollectionReader(resources) as reader:
        expected = [reader.answer([SHARED], question) for question in QUESTIONS[:2]]
    others = set(active_children())
    process = ReadingProcess(DataFolder(quality_dir), SETTINGS)
    with process, HelpedReader(resources, process) as helped:
        process.patience = 0.0
        [child] = set(active_children()) - others
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)
        assert [helped.answer([SHARED], question) for question in QUESTIONS[:2]] == expected
        child.join(SECONDS)
        assert child.exitcode == -signal.SIGKILL
        with pytest.raises(ReadingProcessError, match="has ended"):
            process.answer([SHARED], QUESTIONS[0])


def test_closing_ends_the_process(quality_dir: Path, resources: ReaderResources) -> None:
    """Nothing is left of the process when its reader is closed."""
    others = set(active_children())
    with helped_reader(resources, DataFolder(quality_dir), SETTINGS):
        [child] = set(active_children()) - others
    assert child.exitcode == 0


def test_process_that_cannot_begin(quality_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where its models are not to be had the process is not there, which says why, and none is left behind."""
    others = set(active_children())
    settings = msgspec.structs.replace(SETTINGS, model=msgspec.structs.replace(SETTINGS.model, name="no-such-model"))
    with pytest.raises(QuotebotError, match="no-such-model"):
        ReadingProcess(DataFolder(quality_dir), settings).__enter__()
    assert set(active_children()) == others
    assert capfd.readouterr().err == ""


numbers = st.integers(-1, 10**9)
spans = st.builds(Span, numbers, numbers)
sources = st.builds(Source, st.text(), st.text(), *(st.none() | st.text() for _ in range(6)), st.text())
blocks = st.builds(Block, st.sampled_from(["paragraph", "item", "code"]), spans, numbers, numbers, st.text(), numbers)
excerpts = st.builds(Excerpt, st.text(), st.tuples(blocks), st.tuples(spans), numbers, numbers)
quotes = st.builds(
    Quote,
    st.text(),
    spans,
    st.tuples(spans, spans),
    st.floats(allow_nan=False),
    sources,
    st.tuples(sources),
    st.none() | excerpts,
    st.none() | st.floats(0, 1),
)
missing = st.builds(Missing, st.sampled_from(get_args(MissingKind)), st.text(), st.tuples(st.text()))
answers = st.builds(
    Answer,
    st.text(),
    st.booleans(),
    st.floats(0, 1),
    st.tuples(quotes),
    st.tuples(quotes),
    st.tuples(missing),
    st.tuples(st.text()),
)
replies = st.builds(
    Reply,
    answers,
    st.none() | st.dictionaries(st.text(), st.floats(allow_nan=False)),
    st.booleans(),
    st.floats(0, 1),
    st.tuples(st.tuples(st.text())),
)


@given(replies)
def test_replies_travel_unchanged(reply: Reply) -> None:
    """Whatever a reply holds arrives as it was sent."""
    sent = msgspec.msgpack.encode(Replied(reply))
    assert msgspec.msgpack.decode(sent, type=Response) == Replied(reply)
