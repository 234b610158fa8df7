"""From articles that are split to the next snapshot of the index, in steps, each in one commit."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from itertools import dropwhile

from index.ingest.embedding_queue import EmbeddingQueue, Pace
from index.ingest.splitting import CountedArticle, Split, count_lines
from index.ingest.stories import settle_stories
from index.models.encoder import Encoder
from index.records import Article
from index.storage.library import Library
from index.storage.rows import SplitArticle
from index.storage.snapshots import Snapshots


class Publisher:
    """Articles that are split and not published yet: those that are embedded can be, up to the first that is not."""

    def __init__(
        self, library: Library, snapshots: Snapshots, encoder: Encoder, queue: EmbeddingQueue, pace: Pace
    ) -> None:
        self._library = library
        self._snapshots = snapshots
        self._encoder = encoder
        self._queue = queue
        self._pace = pace
        self._counted: deque[CountedArticle] = deque()  # that are being split
        self._ready: list[SplitArticle] = []
        self._lines: Counter[int] = Counter()  # of both: in how many articles each line stands
        self._kept: set[int] = set()  # of both: the lines that one of the articles keeps for all
        self._unpublished = 0  # passages that became ready since the last checkpoint

    def count(self, article: Article, digest: bytes, beside: str | None = None) -> CountedArticle:
        """Counts the lines of an article, which is to be split then and added, in the order of counting.

        `beside` is the language of the articles beside it, where all of these are known.
        """
        stored = self._library.articles.number_of(article.source.id)
        if stored is not None:
            self._library.lines.replace([stored])
        counted = count_lines(article, digest, self._count_articles, beside)
        self._counted.append(counted)
        self._note_lines(counted.counts)
        return counted

    def add(self, split: Split) -> bool:
        """Has an article that was split wait for its embeddings; tells whether anything of it can be quoted."""
        self._counted.popleft()
        article, texts = split
        self._queue.add(texts)  # first: what is ready and waits for nothing counts as embedded
        self._ready.append(article)
        self._unpublished += len(article.passages)
        self._queue.begin()
        if self._unpublished >= self._pace.checkpoint:
            self._advance()
            self._unpublished = 0
        return bool(article.passages)

    def publish(self, gone: Iterable[str] = ()) -> None:
        """Makes what is ready, and what is gone, the next snapshot of the index, in one commit."""
        self._queue.finish()
        self._advance(gone)

    def publish_embedded(self) -> list[str]:
        """Publishes what is ready, those articles aside of which more than a batch still waits.

        Gives the ids of these and of those that are still being split.

        The next sync finds what is embedded of them.
        """
        missing = self._queue.leave()
        ready, left = list[SplitArticle](), [counted.article.source.id for counted in self._counted]
        self._counted.clear()
        for split in self._ready:
            if missing.isdisjoint(key for _, key in split.passages):
                ready.append(split)
            else:
                left.append(split.article.source.id)
        self._ready = ready
        self.publish()
        return left

    def _advance(self, gone: Iterable[str] = ()) -> None:
        """Makes the articles that are embedded, up to the first that is not, the next snapshot."""
        rest = list(dropwhile(self._is_embedded, self._ready))
        done = self._ready[: len(self._ready) - len(rest)]
        gone = list(gone)
        changed = done or gone or self._library.stories.unsettled()
        damaged = not changed and self._snapshots.verify()
        if not changed and not damaged and self._snapshots.is_current():
            return
        removed, added, sketches = list[int](), list[int](), dict[int, frozenset[int]]()
        with self._library.writing():
            for key in gone:
                removed += self._library.remove(key)
            for split in done:
                old, new = self._library.put(split)
                removed += old
                added += new
                sketches[self._library.articles.number_of(split.article.source.id) or 0] = split.shingles
            settle_stories(self._library, sketches)
            self._library.facts.note(fingerprint=self._encoder.fingerprint, dimension=str(self._encoder.dimension))
            self._snapshots.advance(self._encoder.dimension, removed, added, anew=bool(damaged))
        self._ready = rest
        self._lines, self._kept = Counter(), set()
        left = [(split.article, split.lines) for split in rest]
        left += [(counted.article, dict(counted.counts)) for counted in self._counted]
        for _, lines in left:
            self._note_lines(lines)
        stored = (self._library.articles.number_of(article.source.id) for article, _ in left)
        self._library.lines.replace((number for number in stored if number is not None), anew=True)
        self._snapshots.tidy()

    def _count_articles(self, lines: set[int]) -> Mapping[int, int]:
        """Counts the articles in which each line stands, with one more that has it; that one keeps it if none does."""
        stored = self._library.lines.count_articles(lines)
        counts = dict[int, int]()
        for line in lines:
            articles, is_kept = stored.get(line, (0, False))
            counts[line] = 1 + articles + self._lines[line] if is_kept or line in self._kept else 1
        return counts

    def _note_lines(self, counts: Mapping[int, int]) -> None:
        self._lines.update(counts.keys())
        self._kept.update(line for line, count in counts.items() if count == 1)

    def _is_embedded(self, split: SplitArticle) -> bool:
        return not any(key in self._queue for _, key in split.passages)
