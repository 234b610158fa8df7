"""How long an answer takes over HTTP, beside the library's own on the same question.

python tests/benchmarks/serving.py [--data-dir DIR] [--questions N] [--output DIR]

`quotebot serve` answers in a process of its own, over one connection that is kept; `Answerer.answer` does in this one,
on the same index (corpus.py makes one). Every question is asked of both, in turns of who is asked first, so that
whatever else the machine does meets both alike. The ratio's interval is a bootstrap over questions.
"""

import re
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.service.payload import answer_payload
from bot.terminal.session import Session
from config.settings import DEFAULTS
from tests.benchmarks.answering import questions
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.paired import Interval, bootstrapped
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table
from tests.command import MAIN

_WARMING = 50  # questions before those that count
_ROUNDS = 3  # in which each question is asked
_SERVING = re.compile(r"serving at http://([^:]+):(\d+)/")
_HEADERS = {"Content-Type": "application/json"}

Ask = Callable[[str], dict[str, Any]]


class Figures(msgspec.Struct, frozen=True):
    """What is written to serving.json: milliseconds of an answer by either way, and how many answers differ."""

    machine: str
    commit: str
    questions: int
    library_p50: float
    library_p95: float
    http_p50: float
    http_p95: float
    ratio: Interval
    different: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Asks both ways, and prints and saves how they compare."""
    given = _parse(arguments)
    asked = list(islice(cycle(questions()), _WARMING + given.questions))
    with Session(given.data_dir, DEFAULTS).answerer() as answerer, _served(given.data_dir) as over_http:
        seconds, different = measure((lambda text: answer_payload(answerer.answer(text)), over_http), asked)
    (library_p50, http_p50), (library_p95, http_p95) = (np.percentile(seconds, (50, 95), axis=(0, 1)) * 1000).tolist()
    ratio = bootstrapped(np.median(seconds, axis=0))
    figures = Figures(
        machine(), commit(), seconds.shape[1], library_p50, library_p95, http_p50, http_p95, ratio, different
    )
    heading = ("questions", "library, p50 ms", "over HTTP, p50 ms", "HTTP / library", "95 % interval", "that differ")
    interval = f"{ratio.low:.3f} to {ratio.high:.3f}"
    row = (figures.questions, figures.library_p50, figures.http_p50, ratio.ratio, interval, different)
    print(table(heading, [row]))  # noqa: T201
    save(figures, given.output / "serving.json")


def measure(ways: tuple[Ask, Ask], texts: Sequence[str]) -> tuple[NDArray[np.float64], int]:
    """The seconds of each answer: shape (rounds, questions, 2); and how many answers differ."""
    asked = texts[_WARMING:]
    seconds, different = np.empty((_ROUNDS, len(asked), 2)), 0
    for text in texts[:_WARMING]:
        for ask in ways:
            ask(text)
    for round_ in range(_ROUNDS):
        for number, text in enumerate(asked):
            answers = dict[int, dict[str, Any]]()
            for which in (0, 1) if (number + round_) % 2 else (1, 0):
                started = perf_counter()
                answers[which] = ways[which](text)
                seconds[round_, number, which] = perf_counter() - started
            different += _told(answers[0]) != _told(answers[1])
    return seconds, different


def _told(answer: dict[str, Any]) -> list[tuple[str, int, int]]:
    """What is quoted, and where it stands."""
    return [(one["article"]["id"], one["start"], one["end"]) for one in answer["quotes"] + answer["closest"]]


@contextmanager
def _served(data_dir: Path) -> Iterator[Ask]:
    """A server over the same index, and what asks it over a connection that is kept."""
    with TemporaryDirectory() as scratch:
        config = Path(scratch, "serve.toml")
        config.write_text("[serve]\nport = 0\nquestions_per_minute = 0\n", encoding="utf-8")
        command = [sys.executable, "-c", MAIN, "serve", "--data-dir", str(data_dir.resolve()), "--config", str(config)]
        with Popen(command, cwd=ROOT, stderr=PIPE, text=True) as process:  # noqa: S603
            try:
                assert process.stderr
                found = next(found for line in process.stderr if (found := _SERVING.search(line)))
                connection = HTTPConnection(found[1], int(found[2]))

                def ask(question: str) -> dict[str, Any]:
                    connection.request("POST", "/api/ask", msgspec.json.encode({"question": question}), _HEADERS)
                    answer: dict[str, Any] = msgspec.json.decode(connection.getresponse().read())
                    return answer

                yield ask
                connection.close()
            finally:
                process.send_signal(signal.SIGTERM)


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Compare how long answers take over HTTP and by the library.")
    default = ROOT / ".quotebot" / "corpus" / "1000"
    parser.add_argument("--data-dir", type=Path, default=default, help="the folder of the index")
    parser.add_argument("--questions", type=int, default=300, help="how many are asked")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
