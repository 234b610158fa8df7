"""All figures of a run, as JSON and as tables in Markdown."""

from collections.abc import Iterator, Sequence

import msgspec

from index.evaluation.answers import Report
from index.evaluation.rankings import Retrieval
from tests.benchmarks.ablation import Row
from tests.benchmarks.failures import Failure
from tests.benchmarks.risk import Threshold
from tests.benchmarks.tables import Cell, table
from tests.benchmarks.transfer import Transfer


class Figures(msgspec.Struct, frozen=True):
    """What is written to quality.json."""

    machine: str
    commit: str
    minutes: float
    every: int
    min_confidence: float
    sets: list[Report]
    thresholds: dict[str, list[Threshold]]
    ablations: list[Row]
    transfers: list[Transfer]
    failures: list[Failure]


def markdown(figures: Figures) -> str:
    """Everything as Markdown."""
    return "\n\n".join(_blocks(figures))


def _blocks(figures: Figures) -> Iterator[str]:
    every = f"; every {figures.every}th question only" if figures.every > 1 else ""
    yield f"{figures.machine}. Commit {figures.commit}. {figures.minutes:g} minutes{every}."
    yield "## Quality"
    yield _quality(figures.sets)
    yield "## Retrieval"
    yield table(
        ("set", "found by", "nDCG@10, articles", "nDCG@10, passages", "recall@10, passages"),
        (row for one in figures.sets if one.retrieval for row in _ways(one.set, one.retrieval)),
    )
    yield "## Thresholds"
    for name, thresholds in figures.thresholds.items():
        yield table(
            (f"{name}: from confidence", "answered", "wrong of these", "unanswerable refused", "answerable with gold"),
            ((f"{one.confidence:g}", one.answered, one.wrong, one.refused_right, one.found) for one in thresholds),
        )
    yield "## One thing changed at a time"
    yield table(
        ("set", "variant", "gold first", "gold in three", "nDCG@10, passages", "nDCG@10, articles", "AUROC"),
        ((row.set, row.variant, row.gold_first, row.gold_three, *_ndcg(row), row.auroc) for row in figures.ablations),
    )
    yield "## The confidence on other articles"
    yield table(
        ("fitted to", "measured on", "AUROC", "calibration error"),
        ((row.fitted, row.set, row.auroc, row.calibration_error) for row in figures.transfers),
    )
    yield f"## {len(figures.failures)} failures"
    yield from map(_failure, figures.failures)


def _quality(reports: Sequence[Report]) -> str:
    rows: dict[str, list[Cell]] = {
        "questions": [report.questions for report in reports],
        "of them answerable": [report.answerable for report in reports],
        "gold in the first quote": [report.gold_first for report in reports],
        "gold in the first three": [report.gold_three for report in reports],
        "right article first": [report.article_1 for report in reports],
        "right article in the first ten": [report.article_10 for report in reports],
        "answerable or not, AUROC": [report.auroc for report in reports],
        "adaptive calibration error": [report.calibration_error for report in reports],
        "answered at the threshold": [report.answered for report in reports],
        "rightly not answered": [report.refused_right for report in reports],
        "words of a quote, median": [report.words_median and round(report.words_median) for report in reports],
        "words of a quote, most": [report.words_most for report in reports],
        "every quote word for word": ["yes" if report.verbatim else "NO" for report in reports],
        "milliseconds of a question, median": [round(report.p50_ms) for report in reports],
        "milliseconds of a question, 95 of 100": [round(report.p95_ms) for report in reports],
    }
    return table(("", *(report.set for report in reports)), ((name, *cells) for name, cells in rows.items()))


def _ways(name: str, retrieval: Retrieval) -> Iterator[tuple[Cell, ...]]:
    for way, ranking in (
        ("search", retrieval.hybrid),
        ("BM25 alone", retrieval.words),
        ("vectors alone", retrieval.vectors),
        ("fused by ranks", retrieval.fused),
    ):
        yield name, way, ranking.articles_ndcg, ranking.passages_ndcg, ranking.passages_recall


def _ndcg(row: Row) -> tuple[Cell, Cell]:
    return (row.ranking.passages_ndcg, row.ranking.articles_ndcg) if row.ranking else (None, None)


def _failure(failure: Failure) -> str:
    rank = f"a right passage at {failure.rank}" if failure.rank else "no right passage found"
    lines = [f"**{_line(failure.question)}** ({failure.set}, {failure.kind}, {failure.confidence:.2f})", ""]
    if failure.gold:
        lines.append(f"- gold: {' | '.join(map(_line, failure.gold))} ({rank})")
    return "\n".join([*lines, f"- quoted: {_line(failure.quoted)}", "- cause:"])


def _line(text: str) -> str:
    return " ".join(text.split())
