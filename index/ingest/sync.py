"""The writing side: brings the index up to date with its sources.

sources -> drafts -> articles -> furniture -> passages -> embeddings -> library -> vectors, words
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import dropwhile
from pathlib import Path

from config import LibrarySettings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.boilerplate import SPREAD, find_boilerplate, fingerprint
from index.ingest.embedding import Embedder, EmbeddingTexts
from index.ingest.near_duplicates import are_near, sketch
from index.ingest.passages import split_passages
from index.ingest.readers.base import ArticleReference, Problem, UnreadableError
from index.ingest.readers.decoding import is_utf8
from index.ingest.readers.files import list_articles, list_files, read_article
from index.models.encoder import Encoder
from index.models.inputs import embedded_texts, embedding_key, sentence_places
from index.models.token_vectors import Projection
from index.records import Article, Passage
from index.storage.library import Library, SplitArticle
from index.storage.recovery import check_model
from index.storage.snapshots import Snapshots
from index.text.language import preload, recognized
from index.text.lines import body_lines

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_BATCH = 128  # passages embedded between two commits: the most that an interruption loses
_FIRST = 16  # passages for which an encoder that has nothing to do is begun
_AHEAD = 2  # batches that the encoder has before it while articles are read and embeddings stored
_SAMPLE = 800  # characters of a text by which token vectors are made small
_CHECKPOINT = 4096  # passages after which what is done can be found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is with the articles that are new or have changed."""

    articles: int
    of_articles: int
    bytes: int
    of_bytes: int
    passages: int


@dataclass(slots=True)
class Outcome:
    """What a sync did, in articles, and what it could not read."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def sync(
    data_folder: DataFolder,
    encoder: Encoder,
    sources: Sequence[Path],
    max_bytes: int,
    on_progress: Callable[[Progress], None],
    rebuild: bool = False,
) -> Outcome:
    """Brings the index up to date with all of its sources; `rebuild` embeds everything again.

    A KeyboardInterrupt ends it with what is done by then published, a rebuild with the index as it was. Raises
    OtherModelError where the index was made with another model and is not to be rebuilt, BusyError where another
    process is writing.
    """
    with data_folder.lock(), Library(data_folder.library) as library, Embedder(encoder) as embedder:
        snapshots = Snapshots(data_folder.snapshots, library)
        snapshots.tidy()  # what an interruption left
        writer = _Writer(library, snapshots, encoder, embedder, on_progress)
        if rebuild:
            with library.writing():  # all at once, so that meanwhile the index answers as before
                library.clear()
                # Not 0: whoever has a generation open would take another of the same number for it.
                emptied = str(snapshots.number() + 1)
                library.note(fingerprint=encoder.fingerprint, dimension=str(encoder.dimension), generation=emptied)
                writer.read(sources, max_bytes)
                writer.spread()
        else:
            check_model(library, encoder)
            try:
                writer.read(sources, max_bytes)
                writer.spread()
            except KeyboardInterrupt:
                writer.leave_waiting()
                writer.publish()
                raise
        library.prune_embeddings()
        snapshots.tidy()
        return writer.outcome


def sources_of(data_folder: DataFolder, settings: LibrarySettings) -> list[Path]:
    """The files and folders to read: those of the settings and those remembered, else the articles that ship."""
    remembered: list[Path] = []
    if data_folder.library.exists():
        with Library(data_folder.library) as library:
            remembered = library.sources()
    named = [_place(Path(os.path.expanduser(source))) for source in settings.sources]
    return list(dict.fromkeys([*named, *remembered])) or [SEEDS]


def remember(data_folder: DataFolder, paths: Iterable[Path]) -> None:
    """Adds files and folders to what is read from now on. Raises BusyError."""
    with data_folder.lock(), Library(data_folder.library) as library:
        library.add_sources(map(_place, paths))


def forget(data_folder: DataFolder, path: Path) -> bool:
    """Takes a file or folder out of what is read; tells whether it was remembered. Raises BusyError."""
    with data_folder.lock(), Library(data_folder.library) as library:
        return library.forget_source(_place(path))


def _place(path: Path) -> Path:
    """A path as it is remembered: from the root on, without links. Raises QuotebotError where it is not UTF-8."""
    place = os.path.realpath(path)
    if not is_utf8(place):
        raise QuotebotError(f"{place}: its name is not UTF-8; rename it")
    return Path(place)


class _Writer:
    """One run of a sync: collects what is ready and publishes it in steps, while the embedder embeds what follows."""

    def __init__(
        self,
        library: Library,
        snapshots: Snapshots,
        encoder: Encoder,
        embedder: Embedder,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self.outcome = Outcome()
        self._library = library
        self._generations = snapshots
        self._encoder = encoder
        self._embedder = embedder
        self._on_progress = on_progress
        self._progress = Progress(0, 0, 0, 0, 0)
        self._ready: list[SplitArticle] = []
        self._waiting: dict[bytes, EmbeddingTexts] = {}  # what is still to be embedded of what is ready, by its hash
        self._unread: set[Path] = set()  # files and folders whose articles stay as they were last read
        self._stamps: dict[str, str] = {}  # of the files of the sources, those that have changed just now aside
        self._same: set[str] = set()  # files whose stamps tell that they are as they were
        self._unpublished = 0  # passages that became ready since the last checkpoint
        self._lines: Counter[int] = Counter()  # of what is ready: in how many articles each line stands

    def read(self, sources: Sequence[Path], max_bytes: int) -> None:
        """Takes in what is new or changed in the sources, and takes out what is gone from them."""
        drafts = self._list(sources, max_bytes)
        if drafts:
            preload()
        known = self._library.known()
        claimed = {key: place[0] for place, key in known.items() if place[0] in self._same or place in drafts}
        fresh = [draft for place, draft in drafts.items() if place not in known]
        old = set(known.values())
        self.outcome.unchanged = len(claimed)
        self._progress = Progress(0, len(fresh), 0, sum(draft.length for draft in fresh), 0)
        for draft in fresh:
            self._on_progress(self._progress)
            self._take(draft, claimed, old)
            done = self._progress
            self._progress = replace(done, articles=done.articles + 1, bytes=done.bytes + draft.length)
        gone = [key for (path, _), key in known.items() if key not in claimed and not self._is_unread(Path(path))]
        self.outcome.removed = len(gone)
        self.publish(gone)
        doubtful = {problem.path for problem in self.outcome.problems}
        self._library.note_files({path: stamp for path, stamp in self._stamps.items() if path not in doubtful})
        self._on_progress(self._progress)

    def spread(self) -> None:
        """Splits those articles anew whose repeated lines have become boilerplate, or are no longer.

        And those of which it is not known yet in which language they are.
        """
        anew = dict([*self._library.spread_anew(SPREAD), *self._library.languageless()])
        for number, digest in anew.items():
            self._split(self._library.article(number), digest)
        if anew:  # else all was published, and is read to see that it is whole, by now
            self.publish()

    def publish(self, gone: Iterable[str] = ()) -> None:
        """Makes what is ready, and what is gone, the next generation of the index, in one commit."""
        self._embed(1)
        while self._embedder.batches:
            self._store()
            self._on_progress(self._progress)
        self._advance(gone)

    def leave_waiting(self) -> None:
        """Leaves articles of which more than a batch still waits to the next sync, which keeps what is embedded."""
        self._embedder.drop()
        while self._embedder.batches:
            self._store()
        missing = self._waiting.keys() - self._library.embedded(self._waiting)
        if len(missing) <= _BATCH:
            return
        self._ready = [split for split in self._ready if missing.isdisjoint(key for _, key in split.passages)]
        self._waiting.clear()

    def _advance(self, gone: Iterable[str] = ()) -> None:
        """Makes the articles that are embedded, up to the first that is not, the next generation."""
        rest = list(dropwhile(self._is_embedded, self._ready))
        done = self._ready[: len(self._ready) - len(rest)]
        gone = list(gone)
        changed = done or gone or self._library.storyless()
        if not changed and not self._generations.verify():
            return
        removed, added = list[int](), list[int]()
        with self._library.writing():
            for key in gone:
                removed += self._library.remove(key)
            for split in done:
                old, new = self._library.put(split)
                removed += old
                added += new
            self._tell_stories()
            self._library.note(fingerprint=self._encoder.fingerprint, dimension=str(self._encoder.dimension))
            self._generations.advance(self._encoder.dimension, removed, added)
        self._ready = rest
        self._lines = Counter(line for split in rest for line in split.lines)
        self._generations.tidy()

    def _is_embedded(self, split: SplitArticle) -> bool:
        return not any(key in self._waiting for _, key in split.passages)

    def _tell_stories(self) -> None:
        """Settles which story each article tells that is new, or told one with an article that is gone."""
        storyless = self._library.storyless()
        for number in storyless:
            self._library.put_shingles(number, sketch(self._library.sentences(number)))
        for number in storyless:
            sharing = self._library.sharing(number)
            extents = {other: told.extent for other, told in self._library.stories([number, *sharing]).items()}
            near = [other for other, shared in sharing.items() if are_near(shared, extents[number], extents[other])]
            self._library.tell_together(number, near)

    def _list(self, sources: Sequence[Path], max_bytes: int) -> dict[tuple[str, bytes], ArticleReference]:
        """The articles of those files that may have changed, by their paths and hashes."""
        drafts: dict[tuple[str, bytes], ArticleReference] = {}
        stamps = self._library.files()
        for file in list_files(sources):
            if isinstance(file, Problem):
                self._leave(file)
                continue
            path, stamp = str(file.path), file.signature(max_bytes)
            if stamp is not None:
                self._stamps[path] = stamp
                if stamps.get(path) == stamp:
                    self._same.add(path)
                    continue
            for found in list_articles(file, max_bytes):
                if isinstance(found, Problem):
                    self._leave(found)
                else:
                    drafts.setdefault((found.path, found.digest), found)
        return drafts

    def _leave(self, problem: Problem) -> None:
        """Leaves the articles of what cannot be read as they are."""
        self.outcome.problems.append(problem)
        self._unread.add(Path(problem.path))

    def _take(self, draft: ArticleReference, claimed: dict[str, str], old: set[str]) -> None:
        """Reads and splits an article, unless it cannot be read or another has its id."""
        try:
            article = read_article(draft)
        except UnreadableError as error:
            self._warn(draft, str(error))
            self._unread.add(Path(draft.path))
            return
        key = article.source.id
        if key in claimed:
            other = claimed[key]
            shown = other if other.isprintable() else repr(other)
            self._warn(draft, f"has the id {key!r} of an article in {shown}; give it another")
            return
        claimed[key] = draft.path
        if key in old:
            self.outcome.changed += 1
        else:
            self.outcome.added += 1
        if not self._split(article, draft.digest):
            self._warn(draft, "holds nothing to quote: no sentence below its title that is not boilerplate")

    def _split(self, article: Article, digest: bytes) -> bool:
        """Splits an article and has it wait for its embeddings; tells whether anything of it can be quoted."""
        article = replace(article, language=recognized(article.text[article.body :]))
        lines = [article.text[line.start : line.end] for line in body_lines(article)]
        prints = [fingerprint(line) for line in lines]
        elsewhere = self._library.copies(set(prints), apart_from=article.source.id)
        copies = {line: elsewhere.get(line, 0) + self._lines[line] + 1 for line in prints}
        self._lines.update(copies.keys())
        marks = find_boilerplate(lines, [copies[line] for line in prints])
        passages = tuple(
            (passage, self._await(article, passage)) for passage in split_passages(article, marks, self._encoder)
        )
        self._ready.append(SplitArticle(article, digest, passages, copies))
        self._unpublished += len(passages)
        self._embed(_FIRST if self._embedder.is_idle else _BATCH)
        if self._unpublished >= _CHECKPOINT:
            self._advance()
            self._unpublished = 0
        return bool(passages)

    def _await(self, article: Article, passage: Passage) -> bytes:
        """Has a passage wait to be embedded, unless one of the same words already is; gives its embedding's hash."""
        texts = embedded_texts(article, passage)
        key = embedding_key(texts)
        self._waiting[key] = EmbeddingTexts(texts[0], texts[1:], sentence_places(article, passage))
        return key

    def _embed(self, least: int) -> None:
        """Begins to embed what waits, in batches of at least so many."""
        if len(self._waiting) - self._embedder.passages < least:
            return
        fresh = [key for key in self._waiting if key not in self._embedder]
        for key in self._library.embedded(fresh):
            del self._waiting[key]
        fresh = [key for key in fresh if key in self._waiting]
        while len(fresh) >= least:
            batch, fresh = fresh[:_BATCH], fresh[_BATCH:]
            self._embedder.begin({key: self._waiting[key] for key in batch}, self._projection())
            if self._embedder.batches > _AHEAD:
                self._store()
                self._on_progress(self._progress)

    def _store(self) -> None:
        """Stores the embeddings that were begun first, in a commit of their own."""
        embeddings = self._embedder.take()
        with self._library.writing():
            self._library.put_embeddings(embeddings.items())
        for key in embeddings:
            del self._waiting[key]
        self._progress = replace(self._progress, passages=self._progress.passages + len(embeddings))

    def _projection(self) -> Projection:
        """How this library makes the vectors of tokens small; settled by the first that is embedded for it."""
        settled = self._library.projection()
        if settled is not None:
            return Projection.from_bytes(settled, self._encoder.dimension)
        projection = _fitted_projection(self._encoder)
        with self._library.writing():
            self._library.put_projection(projection.to_bytes())
        return projection

    def _warn(self, draft: ArticleReference, reason: str) -> None:
        line = int(draft.name) if draft.path.lower().endswith(".jsonl") else None
        self.outcome.problems.append(Problem(draft.path, reason, line))

    def _is_unread(self, path: Path) -> bool:
        """Whether what a file says now is not known; a file that was removed from its folder says nothing any more."""
        return any(
            place.exists() or not place.parent.exists() for place in (path, *path.parents) if place in self._unread
        )


@lru_cache(maxsize=1)  # a second, and each server of the bot has a library of its own
def _fitted_projection(encoder: Encoder) -> Projection:
    """How the vectors of this encoder's tokens are made small."""
    # By the articles that ship: always the same, and enough; what a library reads first might be a single line.
    samples = [
        file.read_text(encoding="utf-8")[start : start + _SAMPLE]
        for file in sorted(SEEDS.glob("*.txt"))
        for start in range(0, file.stat().st_size, _SAMPLE)
    ]
    return Projection.fit([sample.tokens for sample in encoder.encode_passages(samples)])
