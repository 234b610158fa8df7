"""Whether all that is stored is as it was written, and agrees: every row, every offset, every vector, every file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.maintenance.finding import Finding
from index.models.encoder import Encoder
from index.models.inputs import embedded_texts, embedding_key
from index.models.openvino import damaged_files
from index.records import Article
from index.storage.database import DatabaseError
from index.storage.library import Library
from index.storage.rows import StoredPassage
from index.storage.schema import damaged_rows
from index.storage.snapshots import Snapshots
from index.storage.sqlite_database import SqliteDatabase

_SAMPLE = 32  # passages that are embedded anew
_LEAST_COSINE = 0.999  # between what is stored, a byte a dimension, and what is embedded anew or indexed


def verify(data_folder: DataFolder, encoder: Encoder, compiled: Path | None) -> Iterator[Finding]:
    """Reads all that is below a data folder, each collection and the bot's own file, and the compiled encoder."""
    for collection in data_folder.collections():
        try:
            yield from _collection(collection, encoder)
        except QuotebotError as error:
            yield Finding("library", False, str(error))
    if compiled is not None:
        damaged = damaged_files(compiled)
        fix = f"remove {compiled}: it is made anew from the model"
        message = f"{', '.join(damaged)} damaged; {fix}" if damaged else f"every file of {compiled} is whole"
        yield Finding("encoder", not damaged, message)
    if data_folder.state.exists():
        yield _state(data_folder)


def problems(library: Library) -> Iterator[str]:
    """What is wrong with a library itself: its structure, its rows, and its passages and their articles."""
    broken = False
    for problem in dict.fromkeys([*library.database.upkeep.problems(), *_readable(library)]):  # both may meet the same
        broken = True
        yield problem
    if not broken:
        for article, stored in library.with_articles():
            if not _agrees(article, stored):
                yield f"passage {stored.number} is not of the text of the article {article.source.id!r}"


def _readable(library: Library) -> Iterator[str]:
    try:
        for row in damaged_rows(library.database):
            yield f"{row} is not what was stored"
    except DatabaseError as error:
        yield str(error.__cause__ or error)


def _agrees(article: Article, stored: StoredPassage) -> bool:
    """Whether a passage's sentences stand in its article, in order, and are those that were embedded."""
    sentences = stored.passage.sentences
    offsets = [article.body, *(offset for sentence in sentences for offset in sentence), len(article.plain)]
    return (
        offsets == sorted(offsets)
        and all(sentence.start < sentence.end for sentence in sentences)
        and embedding_key(embedded_texts(article, stored.passage)) == stored.embedding
        and bool(stored.vectors.any(axis=1).all())
    )


def _collection(data_folder: DataFolder, encoder: Encoder) -> Iterator[Finding]:
    with Library.open(data_folder) as library, library.reading():
        broken = False
        for problem in problems(library):
            broken = True
            yield Finding("library", False, str(library.database.damaged(problem)))
        if broken:
            return
        articles, passages = library.count()
        held = f"{articles} articles, {passages} passages as stored"
        yield Finding("library", True, f"{held}, in {library.database.name}")
        yield _derived_parts(data_folder, library)
        yield _vectors(data_folder, library, encoder)


def _derived_parts(data_folder: DataFolder, library: Library) -> Finding:
    try:
        differences = _derived(data_folder, library)
    except QuotebotError as error:  # what keeps the vectors is away
        return Finding("derived parts", False, str(error))
    fix = f"remove {data_folder.snapshots}: the next question makes it anew"
    message = f"{'; '.join(differences)}; {fix}" if differences else f"agree, in {data_folder.snapshots}"
    return Finding("derived parts", not differences, message)


def _derived(data_folder: DataFolder, library: Library) -> list[str]:
    """How the derived parts differ from what was published, or from the library."""
    snapshots = Snapshots.of(data_folder, library)
    damaged = snapshots.verify()
    indexes = None if damaged else snapshots.open()
    if indexes is None:
        return damaged or ["the derived parts cannot be opened"]
    stored = set(library.passages.numbers())
    numbers, rows = indexes.vectors.contents()
    differing = stored.symmetric_difference(numbers.tolist())
    if not differing and len(numbers) == len(stored):
        pairs = zip(library.passages.all(), rows, strict=True)
        differing = {passage.number for passage, row in pairs if not row @ passage.vectors[0] >= _LEAST_COSINE}
    differences = [f"the vectors of passages {_some(differing)} are not those of the library"] if differing else []
    if differing := stored.symmetric_difference(indexes.words.numbers()):
        differences.append(f"the words of passages {_some(differing)} are not those of the library")
    return differences


def _vectors(data_folder: DataFolder, library: Library, encoder: Encoder) -> Finding:
    """A sample of the passages, spread over all, embedded anew."""
    if library.facts.get("fingerprint") not in (None, encoder.fingerprint):
        return Finding("vectors", False, f"{library.database.name} has another model's; run: quotebot sync --rebuild")
    numbers = library.passages.numbers()
    sample = list(library.with_articles(numbers[:: max(1, len(numbers) // _SAMPLE)][:_SAMPLE]))
    texts = [embedded_texts(article, stored.passage)[0] for article, stored in sample]
    fresh = [encoded.vector for encoded in encoder.encode_passages(texts)] if texts else []
    pairs = zip(sample, fresh, strict=True)
    differing = [stored.number for (_, stored), row in pairs if not row @ stored.vectors[0] >= _LEAST_COSINE]
    if differing:
        return Finding(
            "vectors",
            False,
            f"those of passages {_some(differing)} are of other text or of another model; run: quotebot sync --rebuild",
        )
    return Finding("vectors", True, f"{len(sample)} passages embedded anew agree with {library.database.name}")


def _state(data_folder: DataFolder) -> Finding:
    try:
        with SqliteDatabase(data_folder.state) as state:
            damage = state.upkeep.problems()
    except QuotebotError as error:
        damage = [str(error)]
    if damage:
        return Finding("bot", False, f"{data_folder.state}: {damage[0]}; put a backup back with quotebot restore FILE")
    return Finding("bot", True, f"{data_folder.state} is whole")


def _some(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)[:3]))
