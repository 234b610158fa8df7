"""What Milvus finds beside FAISS, what its own words and approximate indexes would lose, and how long it takes.

python -m tests.benchmarks.milvus [--uri http://127.0.0.1:19530] [--sets DIR] [--data-dir DIR] [--output DIR]

Without an address it is Milvus Lite. Both index the same articles, and nothing is embedded twice.
"""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

import msgspec
import numpy as np
import typer
from numpy.typing import NDArray

from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.errors import QuotebotError
from index.evaluation.datasets import Question, read_questions
from index.evaluation.rankings import Judge, Ranking, fuse_by_ranks, summarize
from index.files.data_folder import Backends, DataFolder
from index.models.encoder import Vectors
from index.retrieval.search import Searcher
from index.storage.library import Library
from index.storage.milvus_connection import Address, MilvusConnection, connection_to
from index.storage.protocols import SearchIndex
from index.storage.recovery import recover
from index.storage.snapshots import Snapshots
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.milvus_variants import INDEXES, Variant, approximate, words
from tests.benchmarks.quality import SETS
from tests.benchmarks.saving import save

_ASKED = 500  # questions of a set
_WARM = 20  # questions that are asked before
_LIMIT = 50  # passages of a ranking
_NEAREST = 10
_TIE = 1e-4  # scores that differ by less are one
_SHARES = (0.5, 0.1, 0.02)  # of the passages, that a filter leaves

T = TypeVar("T")
Found = list[tuple[int, float]]


class Approximate(msgspec.Struct, frozen=True):
    """An index that does not compare all: recall is that of the ten nearest, also where a filter leaves a share."""

    name: str
    ranking: Ranking
    recall: float
    filtered: dict[str, float]
    milliseconds: float


class Compared(msgspec.Struct, frozen=True):
    """One set; `same` of the questions have the same ten best passages. Milliseconds are medians of one search."""

    name: str
    passages: int
    questions: int
    same: int
    same_but_for_ties: int
    vectors: dict[str, float]
    whole: dict[str, float]
    rankings: dict[str, Ranking]
    approximate: list[Approximate]


class Figures(msgspec.Struct, frozen=True):
    """All that is measured."""

    machine: str
    commit: str
    server: str
    sets: list[Compared]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures each set, prints tables in Markdown and writes milvus.json."""
    given = _parse(arguments)
    session, server, sets = Session(given.data_dir, DEFAULTS), "", list[Compared]()
    for file in sorted(given.sets.glob("*/questions.jsonl")):
        synced = session.of_set(file.parent)
        faiss, milvus = (
            _kept_by(synced, *each) for each in (("faiss", Backends()), ("milvus", Backends("", "milvus", given.uri)))
        )
        known = [one for one in read_questions(file)[:: given.every] if one.answerable and one.articles]
        asked = known[:: max(1, len(known) // _ASKED)][:_ASKED]
        connection = connection_to(Address.of(milvus.data_folder))
        server = connection.call(lambda client: client.get_server_version())
        sets.append(_compare(file.parent.name, faiss, milvus, connection, asked))
    if not sets:
        raise QuotebotError(f"{given.sets} has no folders of articles.jsonl and questions.jsonl; name one with --sets")
    figures = Figures(machine(), commit(), server, sets)
    save(figures, given.output / "milvus.json")
    typer.echo("\n".join(_markdown(figures)))


def _kept_by(synced: Session, name: str, backends: Backends) -> Session:
    """A session on a copy of the library, of which a backend keeps the vectors; both write all of both indexes anew."""
    session, own = copy(synced), synced.data_folder
    session.data_folder = DataFolder(own.folder.with_name(f"{own.folder.name}-{name}"), backends)
    if not session.data_folder.folder.exists():
        session.data_folder.make()
        shutil.copyfile(own.library, session.data_folder.library)
    recover(session.data_folder)
    return session


def _compare(
    name: str, faiss: Session, milvus: Session, connection: MilvusConnection, asked: Sequence[Question]
) -> Compared:
    with faiss.searcher() as by_faiss, milvus.searcher() as by_milvus:
        notify(f"{name}: {len(asked)} questions of both")
        both = [[_timed(partial(_ten, by, one)) for by in (by_faiss, by_milvus)] for one in (*asked[:_WARM], *asked)]
        found = list(zip(*both[_WARM:], strict=True))
        pairs = [(one[0], other[0]) for one, other in zip(*found, strict=True)]
        questions = np.array([by_faiss.index.encode(one.question).vector for one in asked], np.float32)
        judge = Judge(by_faiss.articles.contents())
        indexes = [_index_of(session) for session in (faiss, milvus)]
        times = [median(_timed(partial(i.search, v[None], _LIMIT))[1] for v in questions) for i in indexes]
        numbers, rows = indexes[1].contents()
        notify(f"{name}: words")
        rankings = _ranked_words(milvus, connection, by_faiss, judge, asked)
    notify(f"{name}: approximate indexes")
    vectors = rows.astype(np.float32)
    return Compared(
        name,
        len(numbers),
        len(asked),
        sum([number for number, _ in one] == [number for number, _ in other] for one, other in pairs),
        sum(_is_same(one, other) for one, other in pairs),
        dict(zip(("FAISS", "Milvus"), times, strict=True)),
        {by: median(time for _, time in each) for by, each in zip(("FAISS", "Milvus"), found, strict=True)},
        rankings,
        [_approximate(connection, kind, numbers, vectors, questions, judge, asked) for kind in INDEXES],
    )


def _ten(searcher: Searcher, question: Question) -> Found:
    """The ten best passages by the whole retrieval, with their scores."""
    return [(one.number, one.score) for one in searcher.find(question.question, _NEAREST).candidates]


def _is_same(one: Found, other: Found) -> bool:
    """Whether two rankings are one but for passages of one score, which may change places, or be others in the end."""
    scores, last = dict(one), min((score for _, score in one), default=0.0)
    return len(one) == len(other) and all(
        abs(mine - theirs) < _TIE and abs(scores.get(number, last) - theirs) < _TIE
        for (_, mine), (number, theirs) in zip(one, other, strict=True)
    )


def _index_of(session: Session) -> SearchIndex:
    with Library.open(session.data_folder) as library:
        indexes = Snapshots.of(session.data_folder, library).open()
    if indexes is None:
        raise QuotebotError(f"the index in {session.data_folder.folder} is damaged; remove it")
    return indexes.vectors


def _ranked_words(
    milvus: Session, connection: MilvusConnection, searcher: Searcher, judge: Judge, asked: Sequence[Question]
) -> dict[str, Ranking]:
    """How good the words of both are, alone and fused with the same vectors by ranks."""
    ways: dict[str, list[list[int]]] = {name: [] for name in ("Tantivy", "Milvus", "Tantivy fused", "Milvus fused")}
    with words(connection, _texts(milvus.data_folder)) as own:
        for question in asked:
            ranked = searcher.rankings(question.question, _LIMIT)
            theirs = own.search(question.question, _LIMIT)
            ways["Tantivy"].append(ranked.words)
            ways["Milvus"].append(theirs)
            ways["Tantivy fused"].append(fuse_by_ranks([ranked.words, ranked.vectors])[:_LIMIT])
            ways["Milvus fused"].append(fuse_by_ranks([theirs, ranked.vectors])[:_LIMIT])
    return {name: _judged(judge, asked, each) for name, each in ways.items()}


def _texts(data_folder: DataFolder) -> Iterator[tuple[int, str]]:
    """What Tantivy has of each passage: its article's title, its heading and its text."""
    with Library.open(data_folder) as library:
        for article, stored in library.with_articles():
            span = stored.passage.span
            yield stored.number, f"{article.source.title}\n{stored.heading}\n{article.plain[span.start : span.end]}"


def _approximate(
    connection: MilvusConnection,
    kind: str,
    numbers: NDArray[np.int64],
    vectors: Vectors,
    questions: Vectors,
    judge: Judge,
    asked: Sequence[Question],
) -> Approximate:
    chance = np.random.default_rng(1)
    lists = {share: np.sort(chance.permutation(len(numbers))[: int(share * len(numbers))]) for share in _SHARES}
    with approximate(connection, kind, numbers, vectors) as index:
        timed = [_timed(partial(index.search, vector, _LIMIT)) for vector in questions]
        return Approximate(
            kind,
            _judged(judge, asked, [ranking for ranking, _ in timed]),
            _recall(index, questions, vectors, numbers),
            {f"{share:.0%}": _recall(index, questions[:100], vectors, numbers, only) for share, only in lists.items()},
            median(time for _, time in timed),
        )


def _recall(
    index: Variant,
    questions: Vectors,
    vectors: Vectors,
    numbers: NDArray[np.int64],
    only: NDArray[np.int64] | None = None,
) -> float:
    """The share of the ten nearest that is found, of all or of those at some places."""
    if only is not None:
        vectors, numbers = vectors[only], numbers[only]
    wanted = None if only is None else numbers.tolist()
    nearest = numbers[np.argsort(-(questions @ vectors.T), axis=1, kind="stable")[:, :_NEAREST]]
    found = [index.search(question, _NEAREST, wanted) for question in questions]
    return float(np.mean([np.isin(right, mine).mean() for right, mine in zip(nearest, found, strict=True)]))


def _judged(judge: Judge, asked: Sequence[Question], rankings: Sequence[Sequence[int]]) -> Ranking:
    return summarize([judge.relevance(question, each) for question, each in zip(asked, rankings, strict=True)])


def _timed(ask: Callable[[], T]) -> tuple[T, float]:
    started = perf_counter()
    return ask(), 1000 * (perf_counter() - started)


def _markdown(figures: Figures) -> Iterator[str]:
    yield f"{figures.machine}; Milvus {figures.server}; commit {figures.commit}\n"
    yield "| set | passages | questions | same ten | but for ties | vectors, ms | whole search, ms |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in figures.sets:
        vectors, whole = (" / ".join(f"{time:.1f}" for time in each.values()) for each in (one.vectors, one.whole))
        counts = f"{one.passages} | {one.questions} | {one.same} | {one.same_but_for_ties}"
        yield f"| {one.name} | {counts} | {vectors} | {whole} |"
    yield "\n| set | ranking | nDCG@10 | recall@10 | of the nearest | filtered | ms |"
    yield "| --- | --- | ---: | ---: | ---: | --- | ---: |"
    for one in figures.sets:
        for name, ranking in one.rankings.items():
            yield f"| {one.name} | words: {name} | {ranking.passages_ndcg:.3f} | {ranking.passages_recall:.3f} | | | |"
        for index in one.approximate:
            filtered = ", ".join(f"{share}: {recall:.3f}" for share, recall in index.filtered.items())
            quality = f"{index.ranking.passages_ndcg:.3f} | {index.ranking.passages_recall:.3f}"
            figures_of = f"{quality} | {index.recall:.3f} | {filtered} | {index.milliseconds:.1f}"
            yield f"| {one.name} | {index.name} | {figures_of} |"


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Compare Milvus with FAISS, and with what else Milvus has.")
    parser.add_argument("--uri", default="", help="where Milvus is; Milvus Lite without it")
    parser.add_argument("--sets", type=Path, default=SETS, help="a folder of folders of articles and questions")
    parser.add_argument(
        "--data-dir", type=Path, default=ROOT / ".quotebot" / "milvus", help="the folder of the indexes"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask only every Nth question")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
