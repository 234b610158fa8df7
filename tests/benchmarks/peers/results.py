"""What was measured of the compared systems, and the table of it."""

from collections.abc import Sequence

import msgspec
import numpy as np

from index.evaluation.rankings import Ranking
from tests.benchmarks.tables import Cell, table


class Times(msgspec.Struct, frozen=True):
    """How long one question takes, in milliseconds."""

    p50: float
    p95: float


class Result(msgspec.Struct, frozen=True):
    """What was measured of a system: rates are of seconds, memory is in MB, `rankings` are by the sets of questions.

    `cold` are the seconds from the start of the process to the first passages that it found.
    """

    system: str
    packages: list[str]
    index_passages: float
    index_tokens: float
    index_peak: float
    cold: float
    times: dict[str, Times]
    resident: float
    peak: float
    rankings: dict[str, Ranking]


class Figures(msgspec.Struct, frozen=True):
    """What is written to peers.json; `tokens` are those of all passages."""

    machine: str
    commit: str
    minutes: float
    every: int
    articles: int
    passages: int
    tokens: int
    questions: dict[str, int]
    results: list[Result]


class Measure(msgspec.Struct, frozen=True):
    """One figure of a system, with the digits that are shown of it, and whether more of it is better."""

    name: str
    value: float | None
    digits: int = 0
    more: bool = False


def times(seconds: Sequence[float]) -> Times:
    """The times of questions that took so long."""
    low, high = np.percentile(np.array(seconds) * 1000, [50, 95])
    return Times(float(low), float(high))


def markdown(figures: Figures) -> str:
    """Everything as Markdown."""
    every = f"; every {figures.every}th question only" if figures.every > 1 else ""
    questions = ", ".join(f"{count} of {name}" for name, count in figures.questions.items())
    return "\n\n".join(
        [
            f"{figures.machine}. Commit {figures.commit}. {figures.minutes:g} minutes{every}.",
            f"{figures.articles} articles in {figures.passages} passages; questions: {questions}.",
            comparison(figures.results),
        ]
    )


def comparison(results: Sequence[Result]) -> str:
    """A table of results: beside each peer, by how much Quotebot, the first, is ahead, and last who is ahead of it."""
    first, own = results[0].system, results[0].packages
    peers = [result.system for result in results if result.packages != own]
    heading = [
        cell for result in results for cell in (result.system, *(["ahead by"] if result.system in peers else []))
    ]
    rows: list[list[Cell]] = []
    for measures in zip(*map(_measures, results), strict=True):
        by_name = {result.system: measure for result, measure in zip(results, measures, strict=True)}
        ratios = {name: _ahead(by_name[first], by_name[name]) for name in peers}
        rows.append([measures[0].name])
        for name, measure in by_name.items():
            rows[-1].append(None if measure.value is None else f"{measure.value:.{measure.digits}f}")
            rows[-1] += [_times(ratios[name])] if name in peers else []
        behind = [f"{name} by {_times(1 / ratio)}" for name, ratio in ratios.items() if ratio and round(ratio, 2) < 1]
        rows[-1].append(", ".join(behind))
    return table(["", *heading, "behind"], rows)


def _measures(result: Result) -> list[Measure]:
    search, answer = result.times["search"], result.times.get("answer")
    return [
        Measure("indexing: passages a second", result.index_passages, 1, more=True),
        Measure("indexing: tokens embedded a second", result.index_tokens, more=True),
        Measure("indexing: most memory, MB", result.index_peak),
        Measure("cold start to the first passages, s", result.cold, 2),
        Measure("passages, p50 ms", search.p50, 1),
        Measure("passages, p95 ms", search.p95, 1),
        Measure("whole answer, p50 ms", answer.p50 if answer else None, 1),
        Measure("whole answer, p95 ms", answer.p95 if answer else None, 1),
        Measure("memory after all questions, MB", result.resident),
        Measure("most memory while asked, MB", result.peak),
        *(Measure(f"{name}: nDCG@10, articles", one.articles_ndcg, 3, True) for name, one in result.rankings.items()),
        *(Measure(f"{name}: nDCG@10, passages", one.passages_ndcg, 3, True) for name, one in result.rankings.items()),
    ]


def _ahead(own: Measure, other: Measure) -> float | None:
    """How many times better one is than the other, where both are known."""
    if not own.value or not other.value:
        return None
    return own.value / other.value if own.more else other.value / own.value


def _times(ratio: float | None) -> str | None:
    return None if ratio is None else f"{ratio:.2f}×"
