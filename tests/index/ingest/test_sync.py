"""A sync brings every part of the index up to date, and an interruption leaves it whole."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from time import time_ns
from zipfile import ZipFile

import pytest

from config import FieldSettings, load_settings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.embedding_queue import Pace
from index.ingest.intake import Outcome
from index.ingest.progress import Progress
from index.ingest.readers.base import ArticleReference, File, Problem, ProblemKind, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_articles
from index.ingest.sources import SEEDS, forget, remember, sources_of
from index.ingest.sync import sync
from index.models.encoder import Encoded
from index.retrieval.search import Searcher
from index.storage.database import DatabaseError
from index.storage.library import Library
from index.storage.recovery import OtherModelError
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES, Sync
from tests.soak.world import take_back

OIL = "Oil prices\n\nThe price of oil rose to twelve dollars a barrel in March of that year.\n"
RIVER = "Floods\n\nThe river rose two metres overnight and reached the lower town by dawn.\n"
TRAM = (
    "El tranvía\n\nLos comerciantes de la calle Mayor perdieron un tercio de su clientela durante las obras y reclaman "
    "una indemnización. La Sra. Quintana les prometió una respuesta antes de Navidad; ninguna ha llegado todavía.\n"
)
FERRIES = "Ferries\n\n" + "\n\n".join(
    f"Ferry number {number} " + f"carried crate{number} " * 90 + "home." for number in range(30)
)
SHARED = "Our reporters travel all over the county every single week."


class FerryCounter(SmallEncoder):
    """Notes which passages on ferries it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded = list[str]()

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self.encoded.extend(passage for passage in passages if "Ferry" in passage)
        return super().encode_passages(passages)


def search(data_folder: DataFolder, query: str) -> list[str]:
    """The ids of the articles that a query finds, best first."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        return [passage.source.id for passage in searcher.search(query, 10)]


def parts(data_folder: DataFolder) -> tuple[set[int], set[int], set[int]]:
    """The passage numbers that SQLite, FAISS and Tantivy hold."""
    with Library.open(data_folder) as library:
        opened = Snapshots.of(data_folder, library).open()
        assert opened is not None
        truth = {stored.number for stored in library.passages.all()}
        vectors = {n for n, _ in opened.vectors.search(SmallEncoder().encode_sentences(["anything"]), 1000)}
        asked = [(stem,) for stem in ("rose", "report", "price", "river", "sentenc")]
        words = {n for n, _ in opened.words.search(asked, 1000)}
        return truth, vectors, words


def languages(data_folder: DataFolder) -> dict[str, str]:
    """The language of each article, by its id."""
    with Library.open(data_folder) as library:
        numbers = [number for number, _ in library.articles.sources()]
        return {one.source.id: one.language for one in map(library.articles.get, numbers)}


def test_sync_finds_articles(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """What a first sync reads is found by its words and its meaning."""
    (articles / "oil.txt").write_text(OIL)
    (articles / "river.txt").write_text(RIVER)
    assert run_sync() == Outcome(added=2)
    assert search(data_folder, "price of oil")[0] == "oil"
    assert search(data_folder, "river in the lower town")[0] == "river"


def test_unchanged_articles_are_not_read(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A second sync of unchanged articles embeds nothing and publishes no new snapshot."""
    (articles / "oil.txt").write_text(OIL)
    run_sync()
    with Library.open(data_folder) as library:
        before = library.facts.get("generation")
    assert run_sync() == Outcome(unchanged=1)
    with Library.open(data_folder) as library:
        assert library.facts.get("generation") == before


def test_changed_article_is_replaced(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A changed article is found by its new words alone."""
    (articles / "oil.txt").write_text(OIL)
    run_sync()
    (articles / "oil.txt").write_text(OIL.replace("twelve dollars", "ninety pesos"))
    assert run_sync() == Outcome(changed=1)
    with Searcher(data_folder, SmallEncoder()) as searcher:
        texts = [passage.text for passage in searcher.search("ninety twelve pesos dollars", 10)]
    assert texts == ["The price of oil rose to ninety pesos a barrel in March of that year."]


def test_removed_article_is_gone_from_every_part(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An article whose file is gone is in neither SQLite, FAISS nor Tantivy."""
    for name, text in (("oil", OIL), ("river", RIVER), ("report", "A report\n\nThe report was read to them.\n")):
        (articles / f"{name}.txt").write_text(text)
    run_sync()
    (articles / "oil.txt").unlink()
    assert run_sync() == Outcome(removed=1, unchanged=2)
    truth, vectors, words = parts(data_folder)
    assert truth == vectors == words
    assert "oil" not in search(data_folder, "price of oil")
    with Library.open(data_folder) as library:
        assert library.count()[0] == 2
        assert library.articles.number_of("oil") is None


def test_moved_article_is_not_embedded_again(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An article that has only moved keeps its embeddings."""
    (articles / "oil.txt").write_text(OIL)
    run_sync()
    (articles / "deep").mkdir()
    (articles / "oil.txt").rename(articles / "deep" / "oil.txt")
    passages = list[int]()
    assert run_sync(lambda progress: passages.append(progress.passages)) == Outcome(changed=1)
    assert max(passages) == 0


def test_unreadable_version_keeps_the_last_one(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A file that has become unreadable is named, and its article stays as it was last read."""
    file = articles / "oil.txt"
    file.write_text(OIL)
    run_sync()
    file.write_bytes(b"\x00\x01\x02" * 100)
    assert run_sync().problems == (
        Problem(str(file), "is binary, not text; save it as text in UTF-8, or give it the ending of its format"),
    )
    assert search(data_folder, "price of oil") == ["oil"]


def test_same_id_twice(articles: Path, run_sync: Sync) -> None:
    """Of two articles with one id the first is kept and the other named."""
    line = '{"id": "a", "title": "T", "text": "%s"}\n'
    (articles / "a.jsonl").write_text(line % "It rained all day." + line % "It snowed all day.")
    outcome = run_sync()
    assert outcome.added == 1
    assert [(problem.line, "has the id 'a'" in problem.reason) for problem in outcome.problems] == [(2, True)]


def test_name_with_a_line_end(articles: Path, run_sync: Sync) -> None:
    """What is told of a file is one line, whatever the file is called."""
    file = articles / "a\n\u2028.jsonl"
    file.write_text('{"id": "a", "title": "A", "text": "The river rose."}\n' * 2 + '{"id": "a", "text": "Snow."}\n')
    [problem] = run_sync().problems
    assert problem.reason == f"has the id 'a' of an article in {str(file)!r}; give it another"


def test_line_that_many_articles_share_is_found_once(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A line becomes boilerplate in all articles but one once five have it, also in those that were read before."""
    for number, animal in enumerate(("horse", "mule", "goat", "sheep")):
        own = f"The {animal} of the mayor won the race on the old market square last summer, to the joy of all."
        (articles / f"{number}.txt").write_text(f"{animal}\n\n{own}\n\n{SHARED}\n")
        run_sync()
    with Searcher(data_folder, SmallEncoder()) as searcher:
        assert SHARED in searcher.search("reporters county", 1)[0].text
    (articles / "4.txt").write_text(f"{OIL}\n{SHARED}\n")
    run_sync()
    with Searcher(data_folder, SmallEncoder()) as searcher:
        assert sum(SHARED in passage.text for passage in searcher.search("reporters county", 50)) == 1
    truth, vectors, _ = parts(data_folder)
    assert truth == vectors


def matched(searcher: Searcher, question: str) -> list[tuple[str, list[float]]]:
    """The passages that a question finds, each with how well late interaction matches it."""
    return [(hit.text, hit.late.sentences.tolist()) for hit in searcher.find(question, 10).candidates]


@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize("before", ["", OIL])
def test_open_searcher_follows_a_sync(
    data_folder: DataFolder, articles: Path, run_sync: Sync, before: str, rebuild: bool
) -> None:
    """A searcher that stays open finds what a new one finds, after the first articles as after a rebuild."""
    (articles / "oil.txt").write_text(before)
    run_sync()
    with Searcher(data_folder, SmallEncoder()) as searcher:
        matched(searcher, "river oil")
        (articles / "river.txt").write_text(RIVER)
        run_sync(rebuild=rebuild)
        with Searcher(data_folder, SmallEncoder()) as other:
            expected = matched(other, "river oil")
        assert any(text in RIVER for text, _ in expected)
        assert matched(searcher, "river oil") == expected


def test_other_model_is_refused(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An index refuses another model's vectors until it is rebuilt with them."""
    (articles / "oil.txt").write_text(OIL)
    run_sync()
    other = SmallEncoder("other/1")
    with pytest.raises(OtherModelError, match="quotebot sync --rebuild"):
        sync(data_folder, other, [articles], MAX_BYTES, lambda _: None)
    with Searcher(data_folder, other) as searcher, pytest.raises(OtherModelError):
        searcher.search("oil", 1)
    sync(data_folder, other, [articles], MAX_BYTES, lambda _: None, rebuild=True)
    with Searcher(data_folder, other) as searcher:
        assert [passage.source.id for passage in searcher.search("oil", 1)] == ["oil"]


def test_ctrl_c_keeps_what_is_done(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Ctrl-C publishes the articles read by then, and the next sync goes on from there."""
    for number in range(6):
        (articles / f"{number}.txt").write_text(f"Title\n\nSentence number {number} of a river that rose.\n")

    stops = iter([KeyboardInterrupt])

    def stop(progress: Progress) -> None:
        if progress.articles == 3 and (interrupt := next(stops, None)):
            raise interrupt

    with pytest.raises(KeyboardInterrupt):
        run_sync(stop)
    assert sorted(search(data_folder, "river")) == ["0", "1", "2"]
    assert run_sync() == Outcome(added=3, unchanged=3)


def test_sync_ends_at_its_deadline(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """However few its seconds, a sync publishes something and says whether that is all; the next goes on from there."""
    for number in range(3):
        (articles / f"{number}.txt").write_text(f"Title\n\nSentence number {number} of a river that rose.\n")
    assert run_sync(seconds=0) == Outcome(added=1, is_complete=False)
    assert search(data_folder, "river") == ["0"]
    assert run_sync(seconds=0) == Outcome(added=1, unchanged=1, is_complete=False)
    assert sorted(search(data_folder, "river")) == ["0", "1"]
    assert run_sync(seconds=1e9) == Outcome(added=1, unchanged=2)
    assert run_sync(seconds=0) == Outcome(unchanged=3)
    assert run_sync(seconds=0, rebuild=True) == Outcome(added=3)


def test_deadline_within_a_long_article(data_folder: DataFolder, articles: Path) -> None:
    """An article of which much is still to be embedded is left to later syncs, which embed none of it twice."""
    (articles / "ferries.txt").write_text(FERRIES)
    encoder, outcomes = FerryCounter(), list[Outcome]()
    while not outcomes or not outcomes[-1].is_complete:
        outcomes.append(
            sync(data_folder, encoder, [articles], MAX_BYTES, lambda _: None, seconds=0, pace=Pace(batch=4))
        )
        assert len(encoder.encoded) == len(set(encoder.encoded))
    assert outcomes[0] == Outcome(is_complete=False)
    assert [outcome.added for outcome in outcomes].count(1) == 1
    assert len(outcomes) > 3
    assert set(search(data_folder, "ferry")) == {"ferries"}


def test_ctrl_c_ends_a_long_article(data_folder: DataFolder, articles: Path) -> None:
    """Ctrl-C ends a sync within an article of many passages, and what was embedded of it is not embedded again."""
    pace = Pace(batch=4)

    def stop(progress: Progress) -> None:
        if progress.passages:
            raise KeyboardInterrupt

    (articles / "ferries.txt").write_text(FERRIES)
    encoder = FerryCounter()
    with pytest.raises(KeyboardInterrupt):
        sync(data_folder, encoder, [articles], MAX_BYTES, stop, pace=pace)
    assert len(encoder.encoded) in (4, 8, 12)  # the batches that were begun by then
    assert search(data_folder, "ferry") == []
    assert sync(data_folder, encoder, [articles], MAX_BYTES, lambda _: None, pace=pace) == Outcome(added=1)
    assert len(encoder.encoded) == len(set(encoder.encoded)) > 12
    assert set(search(data_folder, "ferry")) == {"ferries"}


def test_steps_change_nothing(tmp_path: Path, articles: Path) -> None:
    """An index made in many small steps, the next embedded while one is published, is as one made at once."""

    def made(folder: Path, pace: Pace) -> tuple[int, list[tuple[int, int, bytes, list[list[float]]]]]:
        data_folder = DataFolder(folder)
        outcome = sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, lambda _: None, pace=pace)
        assert outcome == Outcome(added=12)
        truth, vectors, words = parts(data_folder)
        assert truth == vectors == words
        with Library.open(data_folder) as library:
            generation = int(library.facts.get("generation") or 0)
            kept = [(one.number, one.article, one.embedding, one.vectors.tolist()) for one in library.passages.all()]
            return generation, kept

    for number in range(12):
        paragraphs = (
            f"Report {number} of river {part} " + f"rose{part} " * 60 + "again." for part in range(number % 5)
        )
        (articles / f"{number:02}.txt").write_text("\n\n".join(["Title", *paragraphs, "A report on the price rose."]))
    at_once = made(tmp_path / "once", Pace())
    in_steps = made(tmp_path / "steps", Pace(batch=2, checkpoint=5))
    assert in_steps[1] == at_once[1]
    assert in_steps[0] > at_once[0]


def test_damaged_parts_are_made_anew(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A search recovers derived files that are cut off, from the library alone."""
    (articles / "oil.txt").write_text(OIL)
    run_sync()
    for file in data_folder.snapshots.rglob("base.faiss"):
        file.write_bytes(file.read_bytes()[:-1])
    assert search(data_folder, "oil") == ["oil"]


def test_sources_are_remembered(data_folder: DataFolder, articles: Path) -> None:
    """Paths given to sync are read until they are forgotten; where none is named none is read."""
    settings = load_settings().library
    assert not sources_of(data_folder, settings)
    remember(data_folder, [articles])
    assert sources_of(data_folder, settings).paths == (articles.resolve(),)
    assert (forget(data_folder, articles), forget(data_folder, articles)) == (True, False)
    assert not sources_of(data_folder, settings)


def test_articles_that_ship_give_way(data_folder: DataFolder, articles: Path) -> None:
    """The articles that ship are read once they are named, until others are; an index of before that has them does."""
    settings = load_settings().library
    remember(data_folder, [SEEDS])
    assert sources_of(data_folder, settings).paths == (SEEDS,)
    remember(data_folder, [articles])
    assert sources_of(data_folder, settings).paths == (articles.resolve(),)
    remember(data_folder, [SEEDS])
    assert set(sources_of(data_folder, settings).paths) == {SEEDS, articles.resolve()}
    for path in (SEEDS, articles):
        forget(data_folder, path)
    sync(data_folder, SmallEncoder(), [SEEDS], MAX_BYTES, lambda _: None)
    assert sources_of(data_folder, settings).paths == (SEEDS,)


def test_rebuild_answers_meanwhile(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Until a rebuild is done the index answers as before, also where it is interrupted; then as anew."""
    (articles / "oil.txt").write_text(OIL)
    run_sync()
    (articles / "river.txt").write_text(RIVER)
    meanwhile = list[list[str]]()

    def look(progress: Progress) -> None:
        meanwhile.append(search(data_folder, "river oil"))
        if progress.articles == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_sync(look, rebuild=True)
    assert [*meanwhile, search(data_folder, "river oil")] == [["oil"]] * (len(meanwhile) + 1)
    run_sync(lambda progress: meanwhile.append(search(data_folder, "river oil")), rebuild=True)
    assert meanwhile[:-1] == [["oil"]] * (len(meanwhile) - 1)
    assert sorted(search(data_folder, "river oil")) == ["oil", "river"]


def stories(data_folder: DataFolder) -> set[frozenset[str]]:
    """The ids of the articles of each story."""
    with Library.open(data_folder) as library:
        assert library.stories.unsettled() == []
        stories = dict[int, set[str]]()
        for number, source in library.articles.sources():
            stories.setdefault(library.stories.get([number])[number].number, set()).add(source.id)
    return {frozenset(ids) for ids in stories.values()}


def story(*parts: str) -> str:
    """An article of a paragraph on each of these things."""
    paragraphs = (" ".join(f"The {part}{day} met every {part} of {part}land." for day in range(8)) for part in parts)
    return "\n\n".join(("Title", *paragraphs)) + "\n"


def test_copies_are_one_story(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Articles are one story while near-duplicates join them, and part when the one between changes or goes."""
    for name, parts in {"a": ("wagon",), "b": ("kettle",), "c": ("lamp",)}.items():
        (articles / f"{name}.txt").write_text(story(*parts))
    run_sync()
    assert stories(data_folder) == {frozenset("a"), frozenset("b"), frozenset("c")}
    (articles / "ab.txt").write_text(story("wagon", "kettle"))
    run_sync()
    assert stories(data_folder) == {frozenset(("a", "b", "ab")), frozenset("c")}
    (articles / "ab.txt").write_text(story("kettle", "lamp"))
    run_sync()
    assert stories(data_folder) == {frozenset("a"), frozenset(("b", "c", "ab"))}
    (articles / "ab.txt").unlink()
    run_sync()
    assert stories(data_folder) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_copies_part_after_an_upgrade(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """What an older library knew of near-duplicates tells which of its articles a new one goes with."""
    (articles / "a.txt").write_text(story("wagon"))
    (articles / "b.txt").write_text(story("kettle"))
    run_sync()
    take_back(data_folder.library, 7)
    (articles / "ab.txt").write_text(story("wagon", "kettle"))
    run_sync()
    assert stories(data_folder) == {frozenset(("a", "b", "ab"))}


def test_shingles_of_what_is_gone_are_dropped(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An article that is gone is near to none that comes later, and nothing is left of what told it."""
    (articles / "a.txt").write_text(story("wagon"))
    (articles / "b.txt").write_text(story("kettle"))
    run_sync()
    (articles / "a.txt").write_text(story("lamp"))
    run_sync()
    (articles / "c.txt").write_text(story("wagon"))
    run_sync()
    assert stories(data_folder) == {frozenset("a"), frozenset("b"), frozenset("c")}
    with Library.open(data_folder) as library:
        of_none = "SELECT COUNT(*) FROM shingle WHERE article NOT IN (SELECT number FROM article)"
        assert library.database.execute(of_none).fetchone() == (0,)


@pytest.mark.parametrize("version", [2, 3, 4, 5, 6, 7, 8, 9])
def test_library_of_the_version_before_is_kept(
    data_folder: DataFolder, articles: Path, run_sync: Sync, version: int
) -> None:
    """An older library answers, and the next sync finds what it lacks with nothing embedded again."""
    for name in ("a", "b"):
        (articles / f"{name}.txt").write_text(story("wagon"))
    (articles / "tram.txt").write_text(TRAM)
    run_sync()
    take_back(data_folder.library, version)
    assert search(data_folder, "wagon")[0] in {"a", "b"}
    passages = list[int]()
    assert run_sync(lambda progress: passages.append(progress.passages)) == Outcome(unchanged=3)
    assert max(passages) == 0
    assert stories(data_folder) == {frozenset(("a", "b")), frozenset(("tram",))}
    assert languages(data_folder) == {"a": "en", "b": "en", "tram": "es"}
    with Searcher(data_folder, SmallEncoder()) as searcher:
        assert searcher.find("reclamaba", 1).frequencies == {("reclamaba", "reclam"): 1}


def test_language_of_an_article_is_noted(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Each article has its own language, and English where too little of it says so; a changed one has its new one."""
    for name, text in (("oil", OIL), ("tram", TRAM), ("short", "Tranvía\n\n14 km.\n")):
        (articles / f"{name}.txt").write_text(text)
    run_sync()
    assert languages(data_folder) == {"oil": "en", "tram": "es", "short": "en"}
    (articles / "tram.txt").write_text(RIVER)
    run_sync()
    assert languages(data_folder) == {"oil": "en", "tram": "en", "short": "en"}


def test_language_of_what_is_short_is_that_of_its_folder(
    data_folder: DataFolder, articles: Path, run_sync: Sync
) -> None:
    """An article too short to tell its language has that of its folder's articles, in whichever order they are read."""
    menu = "Casa Pepe\n\nPaella 12 €, gazpacho 5 €.\n"
    texts = {"en/cafe": menu, "en/oil": OIL, "en/river": RIVER, "es/bar": menu, "es/tram": TRAM, "inn": menu}
    for name, text in texts.items():
        (articles / name).parent.mkdir(exist_ok=True)
        (articles / f"{name}.txt").write_text(text)
    run_sync()
    expected = {"cafe": "en", "oil": "en", "river": "en", "bar": "es", "tram": "es", "inn": "en"}
    assert languages(data_folder) == expected
    generation = Library.open(data_folder).facts.get("generation")
    assert run_sync() == Outcome(unchanged=6)
    assert Library.open(data_folder).facts.get("generation") == generation


def test_file_that_is_no_library_is_refused(data_folder: DataFolder) -> None:
    """A file of a version that no library ever had is named, with what to do."""
    data_folder.make()
    with closing(sqlite3.connect(data_folder.library)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(DatabaseError, match="is not a library of quotebot; move it away and run: quotebot sync"):
        Library.open(data_folder)


def test_path_that_is_not_utf8(data_folder: DataFolder, tmp_path: Path) -> None:
    """A source whose name could not be kept is refused by its name."""
    with pytest.raises(QuotebotError, match=r"its name is not UTF-8; rename it$"):
        remember(data_folder, [tmp_path / os.fsdecode(b"\xff")])
    assert not sources_of(data_folder, load_settings().library)


def test_rows_left_unread(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """What was not read to its end can be let go after the library is closed."""
    for name, text in (("oil", OIL), ("river", RIVER)):
        (articles / f"{name}.txt").write_text(text)
    run_sync()
    with Library.open(data_folder) as library:
        passages = library.passages.all()
        next(passages)
    passages.close()  # type: ignore[attr-defined]


def test_file_that_is_as_it_was_is_not_read(articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read again only where its size or times tell that it has changed, or where it changed just now."""
    read = list[str]()

    def listed(file: File, options: ReaderOptions, conversions: Conversions) -> Iterator[ArticleReference | Problem]:
        read.append(file.path.name)
        return list_articles(file, options, conversions)

    monkeypatch.setattr("index.ingest.changes.list_articles", listed)
    for name, text in (("oil", OIL), ("river", RIVER), ("tram", TRAM)):
        (articles / f"{name}.txt").write_text(text)
    assert run_sync() == Outcome(added=3)
    assert run_sync() == Outcome(unchanged=3)  # they might have changed since without their times telling
    assert read == ["oil.txt", "river.txt", "tram.txt"] * 2
    later = time_ns() + 3_000_000_000
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    assert run_sync() == Outcome(unchanged=3)
    read.clear()
    assert run_sync() == Outcome(unchanged=3)
    assert read == []
    before = (articles / "oil.txt").stat()
    (articles / "oil.txt").write_text(OIL.replace("March", "April"))
    os.utime(articles / "oil.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run_sync() == Outcome(changed=1, unchanged=2)
    assert read == ["oil.txt"]
    (articles / "river.txt").unlink()
    assert run_sync() == Outcome(removed=1, unchanged=2)


@pytest.mark.parametrize("settled", [False, True])
def test_what_could_not_be_used_is_told_each_time(
    articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch, settled: bool
) -> None:
    """A warning about an article is told by each sync until it is put right, and the article stays as it is."""
    later = time_ns() + 3_000_000_000 * settled
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    file = articles / "dam.md"
    file.write_text("---\ntitle: Sale: 50% off\ndate: next Tuesd\n---\n\nThe dam holds nine days of water.\n")
    problems = (
        Problem(
            str(file), 'its front matter is no YAML (line 2); write title: "Sale: 50% off"', kind=ProblemKind.FIELD
        ),
        Problem(str(file), "its date 'next Tuesd' is not understood; write it as 2024-03-20", kind=ProblemKind.FIELD),
    )
    assert run_sync() == Outcome(added=1, problems=problems)
    assert run_sync() == Outcome(unchanged=1, problems=problems)
    assert run_sync() == Outcome(unchanged=1, problems=problems)
    file.write_text('---\ntitle: "Sale: 50% off"\ndate: 2024-03-20\n---\n\nThe dam holds nine days of water.\n')
    assert run_sync() == Outcome(changed=1)
    assert run_sync() == Outcome(unchanged=1)


def test_how_a_file_is_read_is_told_when_it_is_read(
    data_folder: DataFolder, articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By which names a file is read is told once, is no loss, and other names in the settings have it read anew."""
    later = time_ns() + 3_000_000_000
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    file = articles / "dams.csv"
    file.write_text("nr,headline,body,inhalt\n7,The dam,It holds nine days of water.,Er hält neun Tage Wasser.\n")
    reason = 'reads its text from "body", its title from "headline"; library.fields in the settings names others'
    outcome = run_sync()
    assert outcome == Outcome(added=1, problems=(Problem(str(file), reason, kind=ProblemKind.NOTE),))
    assert not outcome.has_losses
    assert run_sync() == Outcome(unchanged=1)
    fields = FieldSettings(text="inhalt", title="headline", id="nr")
    outcome = sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, lambda _: None, fields=fields)
    assert outcome == Outcome(added=1, removed=1)
    with Library.open(data_folder) as library:
        number = library.articles.number_of("7")
        assert number is not None
        assert library.articles.get(number).text == "Er hält neun Tage Wasser."


def test_rows_and_members_that_are_empty_are_no_loss(articles: Path, run_sync: Sync) -> None:
    """What is empty among articles is told, is no loss, and keeps none of those articles that are gone."""
    rows, packed = articles / "dams.csv", articles / "pack.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("oil.txt", OIL)
        archive.writestr("empty.txt", " ")
    rows.write_text("id,text\n7,It holds nine days of water.\n8,\n9,It broke in 1921 and was rebuilt.\n")
    told = (
        Problem(str(rows), 'its "text" is empty; write a text there, or take it out', 3, ProblemKind.NOTE),
        Problem(str(packed), "empty.txt: is empty", kind=ProblemKind.NOTE),
    )
    assert run_sync() == Outcome(added=3, problems=told)
    rows.write_text("id,text\n7,It holds nine days of water.\n8,\n")
    assert run_sync() == Outcome(removed=1, unchanged=2, problems=told)


def test_article_that_expires(
    data_folder: DataFolder, articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article is taken out once it has expired, though its file has not changed; and one comes when it is time."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return clock

    clock = Clock(2025, 3, 12, tzinfo=UTC)
    monkeypatch.setattr("index.ingest.readers.base.datetime", Clock)
    monkeypatch.setattr("index.ingest.changes.datetime", Clock)
    later = time_ns() + 3_000_000_000
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    (articles / "sale.md").write_text("---\nexpiryDate: 2025-03-20\n---\nAll nets cost half.\n")
    (articles / "fair.md").write_text("---\npublishDate: 2025-03-21\n---\nThe fair is in the square.\n")
    early = Problem(str(articles / "fair.md"), "is to be published on 2025-03-21", kind=ProblemKind.WITHHELD)
    assert run_sync() == Outcome(added=1, problems=(early,))
    assert run_sync() == Outcome(unchanged=1, problems=(early,))
    assert search(data_folder, "nets half fair square") == ["sale"]
    clock = Clock(2025, 3, 22, tzinfo=UTC)
    expired = Problem(str(articles / "sale.md"), "expired on 2025-03-20", kind=ProblemKind.WITHHELD)
    assert run_sync() == Outcome(added=1, removed=1, problems=(expired,))
    assert run_sync() == Outcome(unchanged=1, problems=(expired,))
    assert search(data_folder, "nets half fair square") == ["fair"]


def test_file_with_a_problem_is_read_each_time(articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be taken in of a file is told by each sync, however long ago the file changed."""
    later = time_ns() + 3_000_000_000
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    (articles / "all.jsonl").write_text('{"id": "a", "title": "A", "text": "The river rose."}\n{"id": 1\n')
    problems = run_sync().problems
    assert [problem.line for problem in problems] == [2]
    assert run_sync() == Outcome(unchanged=1, problems=problems)
