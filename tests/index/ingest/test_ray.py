"""An index made on a Ray cluster is the one that is made without, whatever ends there meanwhile.

One cluster on this machine serves all of these: two workers with a small encoder, and a core for a third.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from index.files.data_folder import DataFolder
from index.ingest.embedding_queue import Pace
from index.ingest.intake import Outcome
from index.ingest.progress import Progress
from index.ingest.ray_cluster import ClusterError, connected
from index.ingest.ray_workers import RayWorkers
from index.ingest.sync import sync
from index.records import Passage
from index.storage.library import Library
from tests.command import MAIN, run_quotebot
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES
from tests.index.ingest.noting import KILL, NotingEncoder, noted

INSTALLED = f"import sys; sys.path.pop(0); {MAIN}"  # as the command is, which takes no module from where it is run
PACE = Pace(batch=8, first=8, checkpoint=40)
MENU = "Subscribe to the newsletter of the Harbour Gazette and read it every morning at breakfast."


@dataclass(frozen=True)
class Workers:
    """The two workers, and the folder in which they note what they encode."""

    ray: ModuleType
    address: str
    pool: RayWorkers
    notes: Path


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """A cluster of three cores, of which two are taken. It leaves alone what ends the process that begins it."""
    notes, terminated = tmp_path_factory.mktemp("notes"), signal.getsignal(signal.SIGTERM)
    with ExitStack() as stack:
        try:
            ray = stack.enter_context(connected("local", cores=3))
        except ClusterError as error:  # three times Ray was given too little of the processor in its 30 seconds
            pytest.skip(str(error))
        assert signal.getsignal(signal.SIGTERM) == terminated
        address = ray.get_runtime_context().gcs_address
        pool = RayWorkers(ray, address, SmallEncoder(), partial(NotingEncoder, notes), most=2)
        yield Workers(ray, address, pool, notes)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of several formats: many share a line, some are in Spanish, two have one id, and some cannot be read."""
    folder = tmp_path_factory.mktemp("articles")
    for number in range(24):
        said = [f"Report {number} of river {part} " + f"rose{part} " * 60 + "again." for part in range(1 + number % 5)]
        (folder / f"{number:02}.txt").write_text("\n\n".join([f"Report {number}", *said, MENU]))
    (folder / "ferry.md").write_text("# Ferries\n\nThe *first* ferry leaves at [six](https://a.example).\n")
    (folder / "tram.html").write_text("<title>Trams</title><p>The tram of the lower town was built in 1906.</p>")
    rows = [f'{{"id": "{key}", "title": "{key}", "text": "El tranvía llega a las {key}."}}' for key in ("3", "4", "3")]
    (folder / "rows.jsonl").write_text("\n".join(rows))
    (folder / "prices.csv").write_text("item;price\nhoney;4\nwax;2\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 but no more of it")
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "empty.md").write_text("# Nothing below\n")
    return folder


Row = tuple[str, Passage, bytes]


def rows(data_folder: DataFolder) -> list[Row]:
    """The passages of an index with their embeddings, by the ids of their articles."""
    with Library.open(data_folder) as library:
        stored = list(library.passages.all())
        articles = library.articles.get_many({one.article for one in stored})
        found = ((articles[one.article].source.id, one.passage, one.embedding) for one in stored)
        return sorted(found, key=lambda row: (row[0], row[1].span))


@pytest.fixture(scope="module")
def alone(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, list[Row]]:
    """What a sync without a cluster makes of the articles."""
    data_folder = DataFolder(tmp_path_factory.mktemp("alone"))
    outcome = sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, lambda _: None, pace=PACE)
    return outcome, rows(data_folder)


def run(
    workers: Workers, folder: Path, articles: Path, on_progress: Callable[[Progress], None] = lambda _: None
) -> Outcome:
    """A sync on the cluster."""
    pool, data_folder = nullcontext(workers.pool), DataFolder(folder)
    return sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, on_progress, pace=PACE, open_workers=lambda _: pool)


def by_kind(outcome: Outcome) -> Outcome:
    """The same with its problems in one order."""
    return Outcome(outcome.added, problems=tuple(sorted(outcome.problems, key=str)))


def test_makes_the_same_index(
    workers: Workers, tmp_path: Path, articles: Path, alone: tuple[Outcome, list[Row]]
) -> None:
    """Passages, embeddings and problems are those of a sync without; both workers embed, and each passage once."""
    reports = list[Progress]()
    outcome = run(workers, tmp_path, articles, on_progress=reports.append)
    assert by_kind(outcome) == by_kind(alone[0])
    assert rows(DataFolder(tmp_path)) == alone[1]
    notes = noted(workers.notes)
    encoded = Counter(passage for each in notes.values() for passage in each)
    assert len(notes) == 2
    assert set(encoded.values()) == {1}
    last = reports[-1]
    assert (last.articles, last.passages, last.waiting) == (last.of_articles, encoded.total(), 0)
    assert [one.articles for one in reports] == sorted(one.articles for one in reports)
    assert last.bytes == last.of_bytes


def test_worker_that_is_killed(
    workers: Workers, tmp_path: Path, articles: Path, alone: tuple[Outcome, list[Row]]
) -> None:
    """What a worker was at when it was killed is done by its successor, and the index is the same."""
    (workers.notes / KILL).touch()
    outcome = run(workers, tmp_path, articles)
    assert by_kind(outcome) == by_kind(alone[0])
    assert rows(DataFolder(tmp_path)) == alone[1]
    assert not (workers.notes / KILL).exists()
    noted(workers.notes)
    assert sync(DataFolder(tmp_path), SmallEncoder(), [articles], MAX_BYTES, lambda _: None).changed == 0


def test_goes_on_where_it_was_stopped(
    workers: Workers, tmp_path: Path, articles: Path, alone: tuple[Outcome, list[Row]]
) -> None:
    """A sync that is stopped keeps what was embedded; the next one, without a cluster too, embeds the rest alone."""

    def stop(progress: Progress) -> None:
        if progress.passages >= 16:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(workers, tmp_path, articles, on_progress=stop)
    before = Counter(passage for each in noted(workers.notes).values() for passage in each)
    run(workers, tmp_path, articles)
    after = Counter(passage for each in noted(workers.notes).values() for passage in each)
    assert rows(DataFolder(tmp_path)) == alone[1]
    assert set((before + after).values()) == {1}
    assert before.total() >= 16
    assert after


def test_cluster_that_is_lost(workers: Workers, tmp_path: Path, articles: Path) -> None:
    """Where no worker comes back a sync ends with an error that says so, and what was published before stays."""
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "a.txt").write_text("Oil\n\nThe price of oil rose to twelve dollars a barrel.\n")
    data = tmp_path / "data"
    assert sync(DataFolder(data), SmallEncoder(), [tmp_path / "first"], MAX_BYTES, lambda _: None) == Outcome(added=1)
    before = rows(DataFolder(data))
    third = RayWorkers(workers.ray, "here:1", SmallEncoder(), partial(NotingEncoder, workers.notes), most=1)
    for actor in third._actors:
        workers.ray.kill(actor)
    lost = Workers(workers.ray, "here:1", third, workers.notes)
    with pytest.raises(
        ClusterError, match=r"^the Ray cluster at here:1 does not do what it was given \(.*what was done"
    ):
        run(lost, data, articles)
    assert rows(DataFolder(data)) == before


def test_worker_with_another_model(workers: Workers, articles: Path, tmp_path: Path) -> None:
    """A worker whose encoder is another one's is refused, with both named, before anything is sent to it."""
    with pytest.raises(ClusterError, match=r"has quotebot .* and the model small/1, this one .* and small/2; install"):
        RayWorkers(workers.ray, "here:1", SmallEncoder("small/2"), partial(NotingEncoder, workers.notes), most=1)


@pytest.mark.model
def test_command_on_a_cluster(workers: Workers, tmp_path: Path) -> None:
    """`quotebot sync --ray` embeds as `quotebot sync` does, cosine 0.99999, and shows nothing of Ray's own.

    Nothing that stands in the folder where it is run is taken for a module, as Ray would have it.
    """
    (tmp_path / "config.py").write_text("raise SystemExit('a stranger wrote this')")
    (tmp_path / "a.md").write_text(
        "# Bees\n\n" + "\n\n".join(f"Bee number {n} gathers honey in May." for n in range(40))
    )
    given = "sync", "a.md", "--ray", workers.address, "--data-dir", tmp_path / "ray"
    on_ray = run_quotebot(tmp_path, *given, code=INSTALLED)
    assert (on_ray.returncode, on_ray.stdout) == (0, "1 added, 0 changed, 0 removed, 0 unchanged\n"), on_ray.stderr
    assert on_ray.stderr.splitlines()[0] == f"Reading and embedding on Ray: {workers.address}"
    assert "ray" not in "".join(on_ray.stderr.splitlines()[1:]).lower()
    assert run_quotebot(tmp_path, "sync", "a.md", "--data-dir", tmp_path / "alone", code=INSTALLED).returncode == 0
    made, alone = rows(DataFolder(tmp_path / "ray")), rows(DataFolder(tmp_path / "alone"))
    assert [one[:2] for one in made] == [one[:2] for one in alone]
    for name in ("ray", "alone"):
        with Library.open(DataFolder(tmp_path / name)) as library:
            vectors = [one.vectors for one in library.passages.all()]
        if name == "ray":
            others = vectors
    assert min(np.sum(np.concatenate(others) * np.concatenate(vectors), axis=1)) >= 0.99999


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("there", r"^'there' is no address of a Ray cluster; give local, auto, HOST:PORT or ray://HOST:PORT to --ray$"),
        ("127.0.0.1:1", r"^no Ray cluster answers at 127\.0\.0\.1:1 \(Connection refused\); check that it runs"),
        ("ray://[::1]:1", r"^no Ray cluster answers at ray://\[::1\]:1 \(.*\); check that it runs"),
    ],
)
def test_address_where_nothing_answers(address: str, said: str) -> None:
    """An address that is none, or where nothing listens, is told at once."""
    with pytest.raises(ClusterError, match=said), connected(address):
        pass


def test_ray_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Ray is not installed it is said how to install it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    said = r"^Ray is not installed; install it with: pip install 'quotebot\[ray\]'$"
    with pytest.raises(ClusterError, match=said), connected("local"):
        pass
