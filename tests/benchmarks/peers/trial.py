"""Measures the systems side by side: each step of one is followed by the same step of the next."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from index.errors import QuotebotError
from index.evaluation.datasets import Question
from index.evaluation.rankings import Judge, Ranking, summarize
from tests.benchmarks.peers.contents import Contents, read_contents
from tests.benchmarks.peers.protocol import write_passages
from tests.benchmarks.peers.results import Result, times
from tests.benchmarks.peers.systems import System
from tests.benchmarks.peers.workers import Reply, Worker

_CHUNK = 50  # questions that one system answers before the next has its turn

Sets = Mapping[str, Sequence[Question]]
Replies = dict[str, list[Reply]]  # to all questions, by the way that was asked


class Trial:
    """The systems, the first Quotebot, each with the Python of its environment, and a folder for all they write."""

    def __init__(
        self, pythons: Mapping[System, Path], folder: Path, model: Path, on_progress: Callable[[str], None]
    ) -> None:
        self._pythons = pythons
        self._folder = folder
        self._model = model
        self._on_progress = on_progress

    def run(self, articles: Sequence[Path], sets: Sets, rounds: int) -> tuple[Contents, list[Result]]:
        """Has all systems index the articles, start so many times, and answer the questions of the sets."""
        for system in self._pythons:
            self._on_progress(f"{system.name}: starts once unmeasured, which compiles what is to be compiled")
            with self._worker(system):
                pass
        contents, indexed = self._index(articles)
        questions = [one.question for questions in sets.values() for one in questions]
        with self._started(questions[0], rounds) as (workers, cold):
            asked = self._ask(workers, questions)
        judge = contents.judge()
        results: list[Result] = []
        for system in self._pythons:
            seconds, replies = indexed[system].seconds[0], asked[system]
            last = replies[system.ways[-1]][-1]
            retrieved = [ranking for reply in replies["search"] for ranking in reply.results]
            results.append(
                Result(
                    system=system.name,
                    packages=list(system.packages),
                    index_passages=len(contents.passages) / seconds,
                    index_tokens=contents.tokens / seconds,
                    index_peak=indexed[system].peak,
                    cold=median(cold[system]),
                    times={way: times([one for reply in replies[way] for one in reply.seconds]) for way in replies},
                    resident=last.resident,
                    peak=last.peak,
                    rankings=rankings(sets, retrieved, judge),
                )
            )
        return contents, results

    def _worker(self, system: System) -> Worker:
        return Worker(system, self._pythons[system], self._folder / system.name)

    def _index(self, articles: Sequence[Path]) -> tuple[Contents, dict[System, Reply]]:
        """Has each system index: Quotebot the articles, the others the passages that it made of them."""
        first, *others = self._pythons
        replies = {first: self._indexed(first, articles)}
        contents = read_contents(self._folder / first.name, self._model)
        file = self._folder / "passages.jsonl"
        write_passages(file, contents.passages)
        for system in others:
            replies[system] = self._indexed(system, articles if system.own else [file])
            if system.own and read_contents(self._folder / system.name, self._model) != contents:
                raise QuotebotError(f"{system.name} made other passages than {first.name}")
        return contents, replies

    def _indexed(self, system: System, files: Sequence[Path]) -> Reply:
        self._on_progress(f"{system.name}: indexes")
        with self._worker(system) as worker:
            return worker.index(files)

    @contextmanager
    def _started(self, question: str, rounds: int) -> Iterator[tuple[list[Worker], dict[System, list[float]]]]:
        """Starts all systems some times in turn; gives those of the last time, and the seconds to each first reply."""
        seconds: dict[System, list[float]] = defaultdict(list)
        with ExitStack() as stack:
            for number in range(rounds):
                stack.close()  # those of the time before
                self._on_progress(f"cold start, {number + 1} of {rounds}")
                workers = list[Worker]()
                for system in self._pythons:
                    workers.append(stack.enter_context(self._worker(system)))
                    workers[-1].ask("search", [question])
                    seconds[system].append(workers[-1].age)
            yield workers, seconds

    def _ask(self, workers: Sequence[Worker], questions: list[str]) -> dict[System, Replies]:
        """Asks each all questions, in turns; the first turn comes once more before it counts."""
        asked = {worker.system: Replies({way: [] for way in worker.system.ways}) for worker in workers}
        for worker in workers:
            for way in worker.system.ways:
                worker.ask(way, questions[:_CHUNK])
        for start in range(0, len(questions), _CHUNK):
            self._on_progress(f"questions, {start} of {len(questions)}")
            for worker in workers:
                for way in worker.system.ways:
                    asked[worker.system][way].append(worker.ask(way, questions[start : start + _CHUNK]))
        return asked


def rankings(sets: Sets, retrieved: Sequence[Sequence[int]], judge: Judge) -> dict[str, Ranking]:
    """How good what was found for the questions of all sets, one after the other, is for each of them."""
    remaining = iter(retrieved)
    return {
        name: summarize([judge.relevance(question, next(remaining)) for question in questions])
        for name, questions in sets.items()
    }
