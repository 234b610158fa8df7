"""Hostile input: files, questions, texts and settings of any bytes, floods of one sign, and all of it end to end.

Nothing of it may do more than be refused in a line: no other exception, no wrong offset, and no time without bounds.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import process_time
from traceback import extract_tb

from bot.service.payload import answer_payload
from bot.terminal.rendering import render_answer
from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.answering.dialogue import Turn, is_courtesy, resolve, turn
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.records import Answer, Passage
from index.retrieval.query import understand
from index.retrieval.search import Searcher
from index.retrieval.weights import load_weights
from index.storage.library import Library
from index.text.numbers import find_numbers
from index.text.question import analyze
from tests.encoders import SmallEncoder
from tests.fuzz.articles import check_article, check_passages, check_reason, split
from tests.fuzz.generator import PIECES, generated
from tests.fuzz.questions import TODAY, ask
from tests.fuzz.targets import Target, targets
from tests.fuzz.texts import show
from tests.soak.trial import Trial

_COUNTS = {"files": 850_000, "articles": 30_000, "questions": 50_000, "texts": 40_000, "settings": 60_000}
_ROUNDS = 40  # of files that are synced and questions that are asked
_FILES, _QUESTIONS = 40, 50  # of a round
_SECONDS = 300  # in which anything is done, also on a busy machine: a hundred times what it takes
_MAX_BYTES = 20_000
_TIMES = 4  # as long as a flood is another that must take about so many times as long, and not the square
_MAX_TIMES = 9.0
_MEASURABLE = 0.05  # seconds; what takes less says nothing of growth


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Try hostile input of each kind; scale 1.0 is a million cases and more."""
    for name, target in targets().items():
        yield fuzzed(name, target, int(_COUNTS[name] * scale), seed)
    yield flooded(scale)
    yield from end_to_end(max(1, int(_ROUNDS * scale)), seed, folder)


def fuzzed(name: str, target: Target, count: int, seed: int) -> Trial:
    """Run a target on so many cases of a seed."""
    random, failures = Random(f"{name} {seed}"), list[str]()
    for number in range(count):
        data = generated(random, target.samples)
        with _noted(failures, f"{name} {number} of seed {seed}"):
            target.run(data)
    return Trial(f"any bytes as {name}", count, tuple(failures))


def flooded(scale: float) -> Trial:
    """Measure for floods of each piece of hostile text that four times as much takes about four times as long."""
    failures, tried = list[str](), 0
    for piece in PIECES[:: max(1, round(1 / scale))]:
        for name, (run, limit) in _floods().items():
            tried += 1
            short, long = (piece * (length // len(piece) + 1) for length in (limit // _TIMES, limit))
            with _noted(failures, f"{name} of {piece!r}"):
                first, second = _cost(run, short), _cost(run, long)
                if second > _MEASURABLE and second > _MAX_TIMES * first:
                    failures.append(f"{name} of {piece!r}: {first:.3f} s, and {second:.3f} s of four times as much")
    return Trial("floods of one sign or word", tried, tuple(failures))


def end_to_end(rounds: int, seed: int, folder: Path) -> Iterator[Trial]:
    """Sync files of any bytes and names, again and again into one index, and ask it questions of any bytes."""
    random, encoder = Random(seed), SmallEncoder()
    data_folder, articles = DataFolder(folder / "data"), folder / "articles"
    files, questions = list[str](), list[str]()
    for number in range(rounds):
        _write(random, articles)
        with _noted(files, f"sync {number} of seed {seed}"):
            outcome = sync(data_folder, encoder, [articles], _MAX_BYTES, lambda progress: None)
            for problem in outcome.problems:
                check_reason(problem.reason)
            _check_library(data_folder)
        with Searcher(data_folder, encoder) as searcher:
            answerer, before = Answerer(searcher, load_calibration(), 0.3), None
            for asked in range(_QUESTIONS):
                with _noted(questions, f"question {asked} after sync {number} of seed {seed}"):
                    before = _ask(answerer, _question(random), before)
    yield Trial("files of any bytes and names, synced", rounds * _FILES, tuple(files))
    yield Trial("questions of any bytes, answered", rounds * _QUESTIONS, tuple(questions))


@contextmanager
def _noted(failures: list[str], case: str) -> Iterator[None]:
    """Has any exception noted, and one raised where something takes too long."""
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(_SECONDS)
    try:
        yield
    except BaseException as error:  # what Tantivy raises for a fault of its own is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        frame = extract_tb(error.__traceback__)[-1]
        failures.append(f"{case}: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {error}"[:300])
    finally:
        signal.alarm(0)


def _stop(number: int, frame: object) -> None:
    raise TimeoutError(f"took more than {_SECONDS} seconds")


def _floods() -> dict[str, tuple[Callable[[bytes], object], int]]:
    """What is flooded, and with how many bytes."""

    def understood(data: bytes) -> None:
        text = data.decode()
        resolve(text, Turn("Who is Ann Lee?", "1"), load_weights().dialogue)
        is_courtesy(text), find_numbers(text), understand(analyze(text), TODAY)

    return {
        "a text": (lambda data: split(b"\0" + data), 32_000),
        "Markdown": (lambda data: split(b"\1" + data), 32_000),
        "a heading": (lambda data: split(b"\1# a" + data + b"b\n\nIt rained."), 32_000),
        "front matter": (lambda data: split(b"\1---\n" + data + b"\n---\nIt rained."), 8_000),
        "a line of JSON": (lambda data: split(b"\2" + data), 32_000),
        "a question": (understood, 2_000),
        "a question that is looked up": (ask, 32_000),
        "a text that is shown": (lambda data: show(b"\1" + data), 16_000),
    }


def _cost(run: Callable[[bytes], object], data: bytes) -> float:
    """The least CPU seconds of several runs."""
    costs = list[float]()
    while len(costs) < 3 and sum(costs) < 2:
        start = process_time()
        run(data)
        costs.append(process_time() - start)
    return min(costs)


def _write(random: Random, folder: Path) -> None:
    """Write files of any bytes under hostile names, some as before, and what looks like a file but is none."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = targets()["files"].samples
    for number in range(_FILES):
        kind = number % 3
        name = os.fsencode(f"{number}-") + random.choice(PIECES)[:40].replace(b"/", b"_").replace(b"\0", b"_")
        if number % 8 == 0:
            name += random.randbytes(4).replace(b"/", b"_").replace(b"\0", b"_")
        data = generated(random, [samples[kind]])[1:]
        path = os.path.join(os.fsencode(folder), name + (b".txt", b".md", b".jsonl")[kind])
        with open(path, "wb") as file:
            file.write(data * (100 if number % 20 == 19 else 1))
    if not (folder / "pipe.txt").exists():
        os.mkfifo(folder / "pipe.txt")
        (folder / "loop.md").symlink_to("loop.md")
        (folder / "zero.txt").symlink_to("/dev/zero")
        (folder / "above").symlink_to(folder)
        (folder / "folder.txt").mkdir()
    while len(files := sorted(os.listdir(os.fsencode(folder)))) > 3 * _FILES:
        os.unlink(os.path.join(os.fsencode(folder), random.choice([name for name in files if name[:1].isdigit()])))


def _check_library(data_folder: DataFolder) -> None:
    """Check all that the library holds: what is said of each article, and where its sentences stand."""
    held = dict[str, list[Passage]]()
    with Library.open(data_folder) as library:
        for article, stored in library.with_articles():
            check_article(article)
            held.setdefault(article.source.id, []).append(stored.passage)
            check_passages(article, held[article.source.id][-1:])


def _question(random: Random) -> str:
    question = generated(random, targets()["questions"].samples).decode(errors="surrogateescape")
    return question * random.choice((*[1] * 8, 20, 100_000 // (len(question) or 1)))


def _ask(answerer: Answerer, question: str, before: Turn | None) -> Turn | None:
    """Ask a question and check that its quotes stand in the library as they are told; gives what may follow it."""
    answer: Answer = answerer.answer(question, before)
    for quote in answer.quotes + answer.closest:
        text = answerer.searcher.text_of(quote.source)
        assert quote.text == text[quote.span.start : quote.span.end] != ""
        assert all(quote.span.start <= start < end <= quote.span.end for start, end in quote.highlights)
    for text in str(answer_payload(answer)), str(render_answer(answer)):
        text.encode()
    return turn(answer, before)
