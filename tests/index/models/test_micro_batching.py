"""Many threads share one encoder, and each gets what the encoder alone would have given it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Thread, current_thread

import numpy as np
import pytest

from index.models.encoder import Encoded, Vectors
from index.models.micro_batching import ClosedError, MicroBatchingEncoder
from tests.encoders import SmallEncoder

SECONDS = 30  # after which a test that waits has failed
HOLD = "hold"
Call = tuple[str, list[str]]
Encode = Callable[[Sequence[str]], list[Encoded]]
Lists = tuple[list[float], list[list[float]], list[list[int]]]


class Panic(BaseException):
    """As what a library in Rust raises where it panics."""


class WatchedEncoder(SmallEncoder):
    """Records its calls and their threads, waits at one text for its release, and raises at others."""

    errors: dict[str, type[BaseException]] = {"bad": ValueError, "panic": Panic, "exit": SystemExit}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self.threads: set[Thread] = set()
        self.held = Event()
        self.release = Event()

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self._watch("questions", questions)
        return SmallEncoder().encode_questions(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self._watch("passages", passages)
        return SmallEncoder().encode_passages(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        self._watch("sentences", sentences)
        return SmallEncoder().encode_sentences(sentences)

    def _watch(self, kind: str, texts: Sequence[str]) -> None:
        self.calls.append((kind, list(texts)))
        self.threads.add(current_thread())
        if HOLD in texts:
            self.held.set()
            assert self.release.wait(SECONDS)
        for text in texts:
            if text in self.errors:
                raise self.errors[text](f"no {text}")


class Callers:
    """Threads that call an encoder, each known to wait before the next one starts."""

    def __init__(self, encoder: MicroBatchingEncoder, watched: WatchedEncoder, pool: ThreadPoolExecutor) -> None:
        self._encoder = encoder
        self._watched = watched
        self._pool = pool

    def hold(self, call: Encode, texts: Sequence[str]) -> "Future[list[Encoded]]":
        """Start a call that occupies the encoder's thread until it is released."""
        future = self._pool.submit(call, texts)
        assert self._watched.held.wait(SECONDS)
        return future

    def wait(self, call: Encode, texts: Sequence[str], waiting: int) -> "Future[list[Encoded]]":
        """Start a call, and come back once so many questions and jobs wait for the encoder's thread."""
        future = self._pool.submit(call, texts)
        changed = self._encoder._changed  # nobody else waits for it while the thread is held
        with changed:
            assert changed.wait_for(
                lambda: len(self._encoder._questions) + len(self._encoder._jobs) == waiting, SECONDS
            )
        return future


@pytest.fixture
def watched() -> WatchedEncoder:
    """The encoder that is wrapped."""
    return WatchedEncoder()


@pytest.fixture
def encoder(watched: WatchedEncoder) -> Iterator[MicroBatchingEncoder]:
    """An open encoder around the watched one."""
    with MicroBatchingEncoder(watched) as batching:
        yield batching
        watched.release.set()


@pytest.fixture
def callers(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> Iterator[Callers]:
    """Threads that call the open encoder."""
    with ThreadPoolExecutor(64) as pool:
        yield Callers(encoder, watched, pool)
        watched.release.set()


def as_lists(encoded: Sequence[Encoded]) -> list[Lists]:
    """What texts were encoded as, to be compared."""
    return [(one.vector.tolist(), one.tokens.vectors.tolist(), one.tokens.spans.tolist()) for one in encoded]


def alone(*texts: str) -> list[Lists]:
    """What texts are encoded as without any batching."""
    return as_lists(SmallEncoder().encode_questions(texts))


def test_same_as_the_encoder_alone(encoder: MicroBatchingEncoder) -> None:
    """Vectors, tokens and counts come in the order of the texts, whatever their number, lengths and repetitions."""
    texts = [f"text {number % 30} " * (number * 7 % 11) for number in range(70)]
    for some in ([], texts[:1], texts[:16], texts):
        for encoded in (encoder.encode_questions(some), encoder.encode_passages(some)):
            assert as_lists(encoded) == alone(*some)
        vectors = encoder.encode_sentences(some)
        assert (vectors.shape, vectors.dtype.name) == ((len(some), 64), "float32")
        assert np.array_equal(vectors, SmallEncoder().encode_sentences(some))
        assert encoder.count_tokens(some) == SmallEncoder().count_tokens(some)


def test_describes_the_encoder(encoder: MicroBatchingEncoder) -> None:
    """Fingerprint, dimension and length are those of the wrapped encoder."""
    assert (encoder.fingerprint, encoder.dimension, encoder.max_tokens) == ("small/1", 64, 200)


def test_calls_are_made_by_one_thread(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> None:
    """Whoever calls, one thread that is none of theirs encodes, and it ends on closing."""
    calls = (encoder.encode_questions, encoder.encode_passages, encoder.encode_sentences)
    threads = [Thread(target=call, args=(["who?"],)) for call in calls for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    encoder.__exit__()
    [only] = watched.threads
    assert only not in [*threads, current_thread()]
    assert not only.is_alive()


def test_questions_that_wait_are_joined(
    encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers
) -> None:
    """Questions that wait together are encoded in one call, the same question once."""
    callers.hold(encoder.encode_questions, [HOLD])
    futures = [
        callers.wait(encoder.encode_questions, ["one"], 1),
        callers.wait(encoder.encode_questions, ["two", "three"], 3),
        callers.wait(encoder.encode_questions, ["four", "one"], 4),
    ]
    watched.release.set()
    answers = [as_lists(future.result(SECONDS)) for future in futures]
    assert watched.calls == [("questions", [HOLD]), ("questions", ["one", "two", "three", "four"])]
    assert answers == [alone("one"), alone("two", "three"), alone("four", "one")]


def test_a_batch_is_limited(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> None:
    """At most 32 questions go in one call, in the order they came."""
    questions = [f"question {number}" for number in range(70)]
    encoder.encode_questions(questions)
    assert watched.calls == [("questions", questions[start : start + 32]) for start in (0, 32, 64)]


def test_questions_overtake_passages(encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers) -> None:
    """A question waits for the slice that is being encoded, not for the slices after it."""
    passages = [HOLD, *(f"{number:04}" for number in range(39))]
    sync = callers.hold(encoder.encode_passages, passages)
    question = callers.wait(encoder.encode_questions, ["who?"], 1)
    watched.release.set()
    assert as_lists(question.result(SECONDS)) == alone("who?")
    assert as_lists(sync.result(SECONDS)) == alone(*passages)
    assert watched.calls == [
        ("passages", passages[:16]),
        ("questions", ["who?"]),
        ("passages", passages[16:32]),
        ("passages", passages[32:]),
    ]


def test_counting_waits_for_nobody(encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers) -> None:
    """Tokens are counted while a slice is encoded, so that what comes next is split meanwhile."""
    sync = callers.hold(encoder.encode_passages, [HOLD])
    assert encoder.count_tokens(["two words"]) == [2]
    watched.release.set()
    assert as_lists(sync.result(SECONDS)) == alone(HOLD)


def test_jobs_take_turns(encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers) -> None:
    """Of two that have passages encoded, neither waits for all of the other's."""
    first, second = [HOLD, *["1st."] * 20], ["2nd."] * 20
    futures = [callers.hold(encoder.encode_passages, first), callers.wait(encoder.encode_passages, second, 1)]
    watched.release.set()
    for future in futures:
        future.result(SECONDS)
    assert [texts for _, texts in watched.calls] == [first[:16], second[:16], first[16:], second[16:]]


def test_slices_are_of_similar_length(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> None:
    """Long and short passages go in different slices."""
    encoder.encode_passages(["a long passage", "short"] * 16)
    assert [texts for _, texts in watched.calls] == [["short"] * 16, ["a long passage"] * 16]


@pytest.mark.parametrize(("bad", "error"), [("bad", ValueError), ("panic", RuntimeError)])
def test_a_bad_question_harms_no_other(
    encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers, bad: str, error: type[Exception]
) -> None:
    """Where a batch fails, only who asked the question at fault is told so, and the thread goes on."""
    callers.hold(encoder.encode_questions, [HOLD])
    questions = ["one", bad, "two"]
    futures = [callers.wait(encoder.encode_questions, [each], 1 + n) for n, each in enumerate(questions)]
    watched.release.set()
    with pytest.raises(error, match=f"no {bad}"):
        futures[1].result(SECONDS)
    assert as_lists(futures[0].result(SECONDS)) == alone("one")
    assert as_lists(futures[2].result(SECONDS)) == alone("two")
    assert as_lists(encoder.encode_questions(["three"])) == alone("three")
    assert [texts for _, texts in watched.calls] == [[HOLD], questions, ["one"], [bad], ["two"], ["three"]]


def test_a_question_that_fails_alone_is_not_tried_again(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> None:
    """There is nothing to tell apart in a batch of one."""
    with pytest.raises(ValueError, match="no bad"):
        encoder.encode_questions(["bad"])
    assert watched.calls == [("questions", ["bad"])]


def test_bad_passages_harm_nobody_else(
    encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers
) -> None:
    """A slice that fails ends the call it is of, and no other."""
    passages = ["long passage"] * 20
    good = callers.hold(encoder.encode_passages, [HOLD])
    bad = callers.wait(encoder.encode_passages, ["bad", *passages], 1)
    other = callers.wait(encoder.encode_passages, passages, 2)
    watched.release.set()
    with pytest.raises(ValueError, match="no bad"):
        bad.result(SECONDS)
    assert as_lists(good.result(SECONDS)) == alone(HOLD)
    assert as_lists(other.result(SECONDS)) == alone(*passages)
    assert [texts for _, texts in watched.calls] == [[HOLD], ["bad", *passages[:15]], passages[:16], passages[16:]]


def test_a_row_too_few_is_an_error(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> None:
    """An encoder that loses a text is found out; nobody gets another's row."""
    watched.encode_questions = lambda questions: SmallEncoder().encode_questions(questions[1:])  # type: ignore[method-assign]
    with pytest.raises(ValueError, match="shorter"):
        encoder.encode_questions(["one", "two"])


def test_closed_before_and_after() -> None:
    """Every call to an encoder that is not open is refused."""
    encoder = MicroBatchingEncoder(SmallEncoder())
    for _ in range(2):
        for call in (encoder.encode_questions, encoder.encode_passages, encoder.encode_sentences, encoder.count_tokens):
            with pytest.raises(ClosedError, match=r"open it"):
                call(["who?"])
        with encoder:
            assert as_lists(encoder.encode_questions(["who?"])) == alone("who?")


def test_closing_finishes_what_waits(encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers) -> None:
    """What was taken before closing is answered, the slices of a long call included; what comes after is refused."""
    passages = [HOLD, *(f"{number:04}" for number in range(39))]
    sync = callers.hold(encoder.encode_passages, passages)
    question = callers.wait(encoder.encode_questions, ["who?"], 1)
    closing = Thread(target=encoder.__exit__)
    closing.start()
    with suppress(ClosedError):
        while True:  # until it has begun to close
            encoder.count_tokens([])
    with pytest.raises(ClosedError):
        encoder.encode_questions(["too late"])
    watched.release.set()
    closing.join(SECONDS)
    assert as_lists(question.result(SECONDS)) == alone("who?")
    assert as_lists(sync.result(SECONDS)) == alone(*passages)


def test_death_of_the_thread_is_told(encoder: MicroBatchingEncoder, watched: WatchedEncoder, callers: Callers) -> None:
    """Where the thread dies, whoever waits or comes later gets an error, and closing does not hang."""
    callers.hold(encoder.encode_questions, [HOLD])
    futures = [
        callers.wait(encoder.encode_passages, ["passage"], 1),
        callers.wait(encoder.encode_questions, ["one"], 2),
        callers.wait(encoder.encode_questions, ["exit"], 3),
    ]
    watched.release.set()
    for future in futures:
        with pytest.raises(ClosedError, match="has died of SystemExit"):
            future.result(SECONDS)
    with pytest.raises(ClosedError, match="has died of SystemExit"):
        encoder.encode_questions(["later"])


def test_many_threads_get_their_own_rows(encoder: MicroBatchingEncoder, watched: WatchedEncoder) -> None:
    """200 threads that ask at once, some the same and some with passages, each get the rows of their texts."""
    texts = [f"question {number % 150}" for number in range(200)]
    with ThreadPoolExecutor(200) as pool:
        for _ in range(5):
            rows = list(pool.map(lambda text: encoder.encode_questions([text]), texts))
            both = list(pool.map(lambda text: encoder.encode_passages([text, "passage " + text]), texts[:20]))
            assert list(map(as_lists, rows)) == list(map(alone, texts))
            assert list(map(as_lists, both)) == [alone(text, "passage " + text) for text in texts[:20]]
    assert len(watched.threads) == 1
    assert max(len(asked) for _, asked in watched.calls) <= 32
