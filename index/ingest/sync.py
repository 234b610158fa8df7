"""The writing side: brings the index up to date with its sources.

sources -> changes -> articles -> boilerplate -> passages -> embeddings -> library -> vectors, words
At its end it makes small what a version before embedded.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from math import inf
from pathlib import Path

from config import FieldSettings
from index.files.data_folder import DataFolder
from index.ingest.boilerplate import SPREAD
from index.ingest.changes import find_changes
from index.ingest.embedding import Embedder
from index.ingest.embedding_queue import EmbeddingQueue, Pace
from index.ingest.intake import Intake, Outcome, Unread, read
from index.ingest.neighbour_languages import NeighbourLanguages
from index.ingest.progress import DeadlineError, Meter, Progress
from index.ingest.publishing import Publisher
from index.ingest.readers.base import ArticleReference, ProblemKind, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.removal import Removal
from index.ingest.shrinking import shrink
from index.ingest.splitting import CountedArticle, split_counted
from index.ingest.workers import LocalWorkers, OpenWorkers, Workers
from index.models.encoder import Encoder
from index.storage.editions import KEPT
from index.storage.library import Library
from index.storage.recovery import require_model
from index.storage.snapshots import Snapshots
from index.text.language import preload

_PACE = Pace()
_REMOVAL = Removal()
_FIELDS = FieldSettings()


def sync(
    data_folder: DataFolder,
    encoder: Encoder,
    sources: Sequence[Path],
    max_bytes: int,
    on_progress: Callable[[Progress], None],
    rebuild: bool = False,
    seconds: float = inf,
    pace: Pace = _PACE,
    removal: Removal = _REMOVAL,
    fields: FieldSettings = _FIELDS,
    editions_kept: timedelta = KEPT,
    open_workers: OpenWorkers = LocalWorkers,
) -> Outcome:
    """Brings the index up to date with all of its sources; `rebuild` embeds everything again.

    `removal` tells what may be taken out of it where files are gone; a rebuild raises GoneSourceError where that is not
    all that would be. `open_workers` tells who reads, splits and embeds. What an article said is kept for
    `editions_kept` after it changed. It ends soon after so many seconds, a rebuild aside, with what is done published,
    and something always is; its outcome tells whether that is all. A KeyboardInterrupt ends it so too, a rebuild with
    the index as it was. Raises OtherModelError where the index is another model's, BusyError where another writes.
    """
    with (
        data_folder.lock(),
        Library.open(data_folder) as library,
        open_workers(encoder) as workers,
        workers.conversions() as conversions,
    ):
        snapshots = Snapshots.of(data_folder, library)
        snapshots.tidy()  # what an interruption left
        meter = Meter(on_progress, inf if rebuild else seconds)
        queue = EmbeddingQueue(library, encoder, Embedder(workers), pace, meter)
        publisher, options = Publisher(library, snapshots, encoder, queue, pace), ReaderOptions(max_bytes, fields)
        if rebuild:
            removal.require_present(sources, (path for path, _ in library.articles.known()))
            with library.writing():  # all at once, so that meanwhile the index answers as before
                _clear(library, snapshots, encoder)
                intake = _intake(library, sources, options, removal, conversions)
                _take_in(intake, library, publisher, workers, meter, editions_kept)
        else:
            require_model(library, encoder)
            intake = _intake(library, sources, options, removal, conversions)
            try:
                _take_in(intake, library, publisher, workers, meter, editions_kept)
            except DeadlineError:
                return intake.outcome(left=publisher.publish_embedded(), is_complete=False)
            except KeyboardInterrupt:
                publisher.publish_embedded()
                raise
        return intake.outcome(is_complete=_tidy(library, snapshots, meter, pace))


def _tidy(library: Library, snapshots: Snapshots, meter: Meter, pace: Pace) -> bool:
    """Drops what nothing uses any more, and makes small what a version before embedded; tells whether that is done."""
    library.embeddings.prune()
    library.stories.prune()
    snapshots.tidy()
    is_done = shrink(library, meter, pace.shrunk)
    library.database.upkeep.empty_log()
    return is_done


def _clear(library: Library, snapshots: Snapshots, encoder: Encoder) -> None:
    library.clear()
    # Not 0: whoever has a snapshot open would take another of the same number for it.
    emptied = str(snapshots.number() + 1)
    library.facts.note(fingerprint=encoder.fingerprint, dimension=str(encoder.dimension), generation=emptied)


def _intake(
    library: Library, sources: Sequence[Path], options: ReaderOptions, removal: Removal, conversions: Conversions
) -> Intake:
    known, signatures = library.articles.known(), library.sources.signatures()
    return Intake(find_changes(sources, options, known, signatures, conversions), removal, conversions)


def _take_in(
    intake: Intake,
    library: Library,
    publisher: Publisher,
    workers: Workers,
    meter: Meter,
    editions_kept: timedelta,
) -> None:
    """Takes in what is new or changed in the sources, takes out what is gone, and splits anew what that changes."""
    _read(intake, library, publisher, workers, meter)
    library.sources.note_signatures(intake.signatures())
    meter.report()
    _split_anew(library, publisher, workers)
    library.editions.prune(editions_kept)


def _read(intake: Intake, library: Library, publisher: Publisher, workers: Workers, meter: Meter) -> None:
    if intake.references and library.articles.languages() != {"en"}:
        preload()
    meter.expect(len(intake.references), sum(reference.length for reference in intake.references))
    counted = deque[ArticleReference]()  # of the articles that are being split

    def unread() -> Iterator[Unread]:
        for reference in intake.references:
            meter.report()
            yield intake.unread(reference)

    def taken() -> Iterator[CountedArticle]:
        for reference, article in zip(intake.references, workers.map(read, unread()), strict=True):
            taken = intake.take(reference, article)
            if taken is None:
                meter.add_article(reference.length)
            else:
                counted.append(reference)
                yield publisher.count(taken, reference.digest)

    for article in workers.map(split_counted, taken()):
        reference = counted.popleft()
        if not publisher.add(article):
            reason = "holds nothing to quote: no sentence below its title that is not boilerplate"
            intake.add_problem(reference, reason, ProblemKind.EMPTY)
        meter.add_article(reference.length)
    gone = intake.gone()
    publisher.publish(gone)
    library.articles.rename(intake.renamed(gone))
    intake.removed = len(gone)


def _split_anew(library: Library, publisher: Publisher, workers: Workers) -> None:
    """Splits those articles anew whose repeated lines have become boilerplate, or are no longer.

    And those of which the articles beside them tell in which language they are.
    """
    anew = dict([*library.lines.spread_anew(SPREAD), *library.articles.languageless()])
    if not anew:  # all was published, and is read to see that it is whole, by now
        return
    languages = NeighbourLanguages(library.articles.languages_by_path())

    def counted() -> Iterator[CountedArticle]:
        for number, digest in anew.items():
            article = library.articles.get(number)
            yield publisher.count(article, digest, languages.beside(article.source.path))

    for article in workers.map(split_counted, counted()):
        publisher.add(article)
    publisher.publish()
