"""A worker reads in the collections that it is told to, and in no other."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from bot.service.access import CollectionScope
from bot.service.answer_options import AnswerOptions
from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from index.answering.confidence import Calibration, QuoteCalibration, load_calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.encoder import Encoded
from index.models.reranker import Reranker, open_reranker
from index.records import Missing, Source
from tests.bot.service import giving
from tests.encoders import SmallEncoder
from tests.readers import ToldReader

ENCODER = SmallEncoder()
THRESHOLD = 0.01  # so low that whatever has the names of a question is an answer
OWN, CREW = "1/everyone", "1/role-7"
BRIDGE = "The old bridge\n\nThe town closed the old bridge over the river on Monday. Boats may still pass below it.\n"
HARBOUR = "The harbour\n\nThe harbour master counted ninety boats on Sunday. Most of them came from the islands.\n"
CREWS = (
    "---\nid: rota\ntitle: Night rota\npublisher: Crew Paper\nurl: http://a.b/r\n---\n"
    "The crew sails to Sillin on Tuesday night.\n"
)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """A shared collection, one of a server for everyone, and one for a role."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    sync(DataFolder(tmp_path / "data"), ENCODER, [articles], 10_000, lambda _: None)
    collections = Collections(DataFolder(tmp_path / "data"), 10_000, 100_000)
    give(collections, "harbour.txt", HARBOUR)
    give(collections, "rota.md", CREWS, CollectionScope(1, "role", 7))
    return collections


@pytest.fixture
def reader(collections: Collections) -> Iterator[CollectionReader]:
    """A reader of these."""
    with opened(collections) as reader:
        yield reader


def opened(collections: Collections, reranker: Reranker | None = None, max_open: int = 64) -> CollectionReader:
    """A reader that is still to be entered."""
    resources = ReaderResources(collections, ENCODER, load_calibration(), THRESHOLD, reranker=reranker)
    return CollectionReader(resources, max_open)


EVERYONE = CollectionScope(1, "everyone", 1)


def give(collections: Collections, filename: str, text: str, scope: CollectionScope = EVERYONE) -> None:
    """Adds an article, in place of one of a file of that name."""
    assert giving.give(collections, scope, {filename: text.encode()}, ENCODER, namesakes="replace").refused == ()


def test_answers_come_from_the_collections_named(reader: CollectionReader) -> None:
    """An answer is quoted from whichever of the collections holds it, and never from one that is not named."""
    question = "How many boats did the harbour master count on Sunday?"
    for names in (["", OWN, CREW], [OWN]):
        quote = reader.answer(names, question).answer.quotes[0]
        assert quote.source.collection == OWN
        assert quote.text.startswith("The harbour master counted ninety boats on Sunday.")
        article = reader.article(quote.source.collection, quote.source.id)
        assert article
        assert article.text[quote.span.start : quote.span.end] == quote.text
    reply = reader.answer(["", CREW], question)
    assert {quote.source.collection for quote in (*reply.answer.quotes, *reply.answer.closest)} <= {"", CREW}
    assert not reply.answer.answered


def test_replies_tell_what_spoke_for_them(reader: CollectionReader) -> None:
    """A reply names for each quote the words that it shares with the question, and as JSON what spoke for it."""
    reply = reader.answer([OWN], "How many boats did the harbour master count on Sunday?")
    quote = reply.answer.quotes[0]
    assert sorted(reply.matched[0]) == ["Sunday", "boats", "counted", "harbour", "master"]
    detail = reply.detail()
    assert (detail["confidence"], detail["lacks_name"]) == (reply.answer.confidence, False)
    assert detail["threshold"] == THRESHOLD
    assert detail["quotes"][0] == {
        "title": "The harbour",
        "score": quote.score,
        "matched": list(reply.matched[0]),
        "reader": None,
    }
    read = replace(quote, reader=0.72)
    reread = replace(reply, answer=replace(reply.answer, quotes=(read, *reply.answer.quotes[1:])))
    assert reread.detail()["quotes"][0]["reader"] == 0.72
    assert set(detail["evidence"]) == set(load_calibration().weights)


def test_replies_tell_how_long_their_stages_took(reader: CollectionReader) -> None:
    """A reply has the milliseconds of its own stages alone, each no less than of those within it."""
    question = "How many boats did the harbour master count on Sunday?"
    first = reader.answer([OWN], question)
    told = ["search", "words", "encode", "fusion", "vectors", "late interaction", "quotes", "sentences"]
    assert [list(reply.stages) for reply in (first, reader.answer([OWN], question))] == [told, told]
    assert first.detail()["stages"] == first.stages
    assert first.stages["search"] >= first.stages["fusion"] >= first.stages["vectors"] > 0
    reader.search([OWN], question, 3)
    assert list(reader.answer([], question).stages) == ["search", "quotes"]


def test_reply_by_a_reader(collections: Collections) -> None:
    """Where there is a reader, a reply tells what it said of the best quote, and how probably each answers."""
    calibration = Calibration(0.0, {"answer": 1.0}, 1.0, (), QuoteCalibration(0.0, 0.0, 0.5), reader="told")
    told = ToldReader({"The harbour master counted ninety boats on Sunday.": 4.0})
    with CollectionReader(ReaderResources(collections, ENCODER, calibration, THRESHOLD, told)) as reader:
        detail = reader.answer([OWN], "How many boats did the harbour master count on Sunday?").detail()
    assert (detail["evidence"]["answer"], detail["evidence"]["span"]) == (4.0, 4.0)
    assert detail["confidence"] == pytest.approx(0.982, abs=0.001)
    assert detail["quotes"][0]["reader"] == pytest.approx(0.881, abs=0.001)


def test_replies_to_several_parts(collections: Collections) -> None:
    """Each quote of a question of several parts has the words of all of it, and what decided is of the least sure."""
    shipped = load_calibration()
    sure = msgspec.structs.replace(shipped, intercept=shipped.intercept + 4)
    with CollectionReader(ReaderResources(collections, ENCODER, sure, THRESHOLD)) as reader:
        boats, crew = "How many boats did the harbour master count on Sunday", "when does the crew sail to Sillin"
        reply = reader.answer([OWN, CREW], f"{boats}, {crew} and who is Gustavo Petro?")
        assert reply.answer.open == ("who is Gustavo Petro",)
        words = {
            quote.source.title: sorted(matched)
            for quote, matched in zip(reply.answer.quotes, reply.matched, strict=True)
        }
        assert words == {
            "The harbour": ["Sunday", "boats", "counted", "harbour", "master"],
            "Night rota": ["Sillin", "crew", "sails"],
        }
        least_sure = min(
            (reader.answer([OWN, CREW], part) for part in (boats, crew)), key=lambda one: one.answer.confidence
        )
        assert (reply.answer.confidence, reply.evidence) == (least_sure.answer.confidence, least_sure.evidence)
        assert reply.lacks_name is False
        assert [quote["title"] for quote in reply.detail()["quotes"]] == ["The harbour", "Night rota"]


def test_options(reader: CollectionReader) -> None:
    """An answer has no more quotes than wanted, and is as sure as wanted, which its reply tells."""
    question = "How many boats did the harbour master count on Sunday?"
    by_default = reader.answer([OWN, CREW], question)
    assert len(by_default.answer.quotes) > 1
    one = reader.answer([OWN, CREW], question, options=AnswerOptions(max_quotes=1))
    assert one.answer == replace(by_default.answer, quotes=by_default.answer.quotes[:1])
    careful = reader.answer([OWN, CREW], question, options=AnswerOptions("careful"))
    assert careful.threshold == load_calibration().threshold("careful")
    assert careful.answer.answered == (by_default.answer.confidence >= careful.threshold)
    assert (by_default.threshold, by_default.answer.answered) == (THRESHOLD, True)


def test_missing_in_the_collections_named(reader: CollectionReader) -> None:
    """What no article mentions is told of the collections named alone, whatever others hold."""
    question = "Why does the crew sail to Sillin and to Denmark?"
    denmark, sillin = Missing("articles", "Denmark"), Missing("articles", "Sillin")
    assert reader.answer(["", OWN], question).answer.missing == (sillin, denmark)
    assert reader.answer(["", OWN, CREW], question).answer.missing == (denmark,)


def test_nothing_to_answer_from(reader: CollectionReader) -> None:
    """Without collections, or without words to look for, there is no answer and nothing that spoke for one."""
    for names, question in (([], "boats"), (["9/everyone"], "boats"), ([OWN], "?!")):
        reply = reader.answer(names, question)
        assert (reply.answer.answered, reply.answer.quotes, reply.answer.closest) == (False, (), ())
        assert (reply.evidence, reply.matched, reply.detail()["quotes"]) == (None, (), [])


def test_searches_look_in_the_collections_named(reader: CollectionReader) -> None:
    """A search finds passages of the collections named alone, of articles that are wanted, and not too many."""
    assert {hit.source.collection for hit in reader.search(["", OWN, CREW], "boats Tuesday", 10)} == {"", OWN, CREW}
    assert {hit.source.collection for hit in reader.search(["", OWN], "boats Tuesday", 10)} == {"", OWN}
    [only] = reader.search(["", OWN, CREW], "boats", 10, lambda source, _: source.publisher == "Crew Paper")
    assert only.source.title == "Night rota"
    assert len(reader.search(["", OWN, CREW], "boats Tuesday", 1)) == 1
    assert reader.search([], "boats", 10) == []


def test_articles_by_id(reader: CollectionReader) -> None:
    """An article is read from its own collection alone, and one that is not there is none."""
    article = reader.article(CREW, "rota")
    assert article is not None
    assert (article.text, article.source.collection) == (CREWS, CREW)
    assert [reader.article(name, "rota") for name in ("", OWN, "9/everyone")] == [None, None, None]


def test_quotes_are_linked(reader: CollectionReader) -> None:
    """A link leads to the words of a quote, and to its article where that is no longer there."""
    quote = reader.answer([CREW], "When does the crew sail to Sillin?").answer.quotes[0]
    assert (reader.link_to(quote) or "").startswith("http://a.b/r#:~:text=The%20crew%20sails")
    gone = replace(quote, source=replace(quote.source, id="gone"))
    assert reader.link_to(gone) == "http://a.b/r"
    assert reader.link_to(replace(quote, source=replace(quote.source, url=None, id="gone"))) is None


def test_titles_in_order(collections: Collections, reader: CollectionReader) -> None:
    """Titles that begin with what was typed come first, then the others that hold it, each in order."""
    for name, title in (("a", "An old tower"), ("b", "Old mill"), ("c", "old barn"), ("d", "New")):
        give(collections, f"{name}.md", f"---\nid: {name}\ntitle: {title}\n---\nThe {title} stands near the river.\n")
    names = ["", OWN, CREW]
    assert [source.title for source in reader.titled(names, "old", 25)] == [
        "Old mill",
        "old barn",
        "An old tower",
        "The old bridge",
    ]
    assert [source.title for source in reader.titled(names, "OLD", 2)] == ["Old mill", "old barn"]
    assert [source.title for source in reader.titled([CREW], "", 25)] == ["Night rota"]
    assert reader.titled([""], "rota", 25) == []
    assert reader.titled(names, "%", 25) == []


def test_just_this_title_or_id_first(collections: Collections, reader: CollectionReader) -> None:
    """What is called just what was typed, or has it for its id, comes before whatever else holds it."""
    for name, title in (("1", "Old weir"), ("m", "Mill 1"), ("n", "1 mill"), ("o", "MILL 11"), ("p", "mill 1")):
        give(collections, f"{name}.md", f"---\nid: {name}\ntitle: {title}\n---\nThe {title} stands near the river.\n")
    names = ["", OWN, CREW]
    assert [source.id for source in reader.titled(names, "1", 1)] == ["1"]
    assert [source.id for source in reader.titled(names, "mill 1", 2)] == ["m", "p"]


@pytest.mark.parametrize("limit", [1, 2, 10])
def test_pages_of_a_list(collections: Collections, reader: CollectionReader, limit: int) -> None:
    """Page after page each article is listed once, a collection at a time, by title and of one title by id."""
    for name, title in (("a", "Mill"), ("b", "Mill"), ("c", "Anchor"), ("d", "mill_")):
        give(collections, f"{name}.md", f"---\nid: {name}\ntitle: {title}\n---\nThe {title} stands near the river.\n")
    names = [CREW, OWN, ""]
    for title, told in (
        ("", ["rota", "c", "a", "b", "harbour", "d", "bridge"]),
        ("MILL", ["a", "b", "d"]),
        ("_", ["d"]),
    ):
        listed, after = list[Source](), None
        while page := reader.page(names, title, after, limit):
            assert len(page) <= limit
            listed += [source for source, _ in page]
            after = (listed[-1].collection, listed[-1].title, listed[-1].id)
        assert [source.id.partition("-")[0] for source in listed] == told


def test_publishers(collections: Collections, reader: CollectionReader) -> None:
    """The publishers of the collections named are told, each once, in order, and not too many."""
    for name, publisher in (("a", "Radio Tolmin"), ("b", "Arle Courier"), ("c", "Radio Tolmin")):
        give(collections, f"{name}.md", f"---\nid: {name}\npublisher: {publisher}\n---\n# {name}\n\nAll went home.\n")
    names = ["", OWN, CREW]
    assert reader.publishers(names, "", 25) == ["Arle Courier", "Crew Paper", "Radio Tolmin"]
    assert reader.publishers(names, "", 2) == ["Arle Courier", "Crew Paper"]
    assert reader.publishers(names, "RADIO", 25) == ["Radio Tolmin"]
    assert reader.publishers([CREW], "", 25) == ["Crew Paper"]
    assert reader.publishers([""], "", 25) == []


def test_listing(reader: CollectionReader) -> None:
    """Every article of the collections named is listed with its number of passages."""
    listing = reader.listing(["", OWN, CREW, "9/everyone"])
    assert [(source.collection, source.title, count) for source, count in listing] == [
        ("", "The old bridge", 1),
        (OWN, "The harbour", 1),
        (CREW, "Night rota", 1),
    ]


def test_new_collections_are_found(collections: Collections, reader: CollectionReader) -> None:
    """A collection that is made after the reader was opened is read, and so is what is added, changed or removed."""
    name = "1/channel-5"
    assert reader.listing([name]) == []
    give(collections, "mill.txt", "The mill\n\nThe mill holds 412 clocks.\n", CollectionScope(1, "channel", 5))
    assert [hit.text for hit in reader.search([name], "clocks", 5)] == ["The mill holds 412 clocks."]
    give(collections, "mill.txt", "The mill\n\nThe mill holds 413 clocks.\n", CollectionScope(1, "channel", 5))
    assert [hit.text for hit in reader.search([name], "clocks", 5)] == ["The mill holds 413 clocks."]
    collections.remove(name, reader.listing([name])[0][0].id, ENCODER)
    assert reader.search([name], "clocks", 5) == []


def test_few_collections_stay_open(collections: Collections) -> None:
    """Only as many collections stay open as may, those read last, and the others are opened again when asked for."""
    with opened(collections, max_open=2) as reader:
        for name, title in (("", "The old bridge"), (OWN, "The harbour"), ("", "The old bridge"), (CREW, "Night rota")):
            assert [source.title for source, _ in reader.listing([name])] == [title]
        assert reader.open_names == ["", CREW]
        assert [source.title for source, _ in reader.listing([OWN])] == ["The harbour"]
        assert reader.open_names == [CREW, OWN]
    assert reader.open_names == []


def test_more_collections_at_once_than_stay_open(collections: Collections) -> None:
    """All collections that are asked for at once are read, also where they are more than may stay open."""
    with opened(collections, max_open=2) as reader:
        assert {source.collection for source, _ in reader.listing(["", OWN, CREW])} == {"", OWN, CREW}


def test_questions_are_embedded(reader: CollectionReader) -> None:
    """The vectors of questions are those of the encoder."""
    questions = ["When will the bridge open?", "How many boats?"]
    assert reader.embed(questions).tolist() == [one.vector.tolist() for one in ENCODER.encode_questions(questions)]


def test_reranker_orders_the_quotes(collections: Collections, cross_encoder: Path) -> None:
    """A worker's quotes come in the order of the reranker that it was given, and its score is told."""
    give(collections, "oak.txt", "The oak\n\nThe heron certainly left.\n")
    give(collections, "reeds.txt", "The reeds\n\nThe grey heron sleeps in the reeds at night.\n")
    question = "Where does the grey heron sleep at night?"
    details = {}
    for name, reranker in (("with", open_reranker(str(cross_encoder))), ("without", None)):
        with opened(collections, reranker) as reader:
            details[name] = reader.answer([OWN], question).detail()
    assert [details[name]["quotes"][0]["title"] for name in ("with", "without")] == ["The oak", "The reeds"]
    assert details["with"]["evidence"].keys() - details["without"]["evidence"].keys() == {"reranker"}


def test_collection_deleted_and_made_anew(collections: Collections, reader: CollectionReader) -> None:
    """What stood in a collection whose folder was deleted is read no more, though another has its name by now."""
    assert [hit.source.title for hit in reader.search([OWN], "harbour", 5)] == ["The harbour"]
    shutil.rmtree(collections.data_folder(OWN).folder)
    give(collections, "bridge.txt", BRIDGE)
    assert [source.title for source, _ in reader.listing([OWN])] == ["The old bridge"]
    assert [hit.source.title for hit in reader.search([OWN], "bridge", 5)] == ["The old bridge"]
    shutil.rmtree(collections.data_folder(OWN).folder)
    assert reader.listing([OWN]) == []


def test_first_articles_are_not_waited_for(tmp_path: Path) -> None:
    """While the first articles of a server are being added, questions there are answered, and find them afterwards."""
    collections = Collections(DataFolder(tmp_path / "data"), 10_000, 100_000)
    question, replies = "How many boats did the harbour master count on Sunday?", list[bool]()

    class Asked(SmallEncoder):
        """An encoder in the middle of whose work somebody asks, in another thread as all who ask are."""

        def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
            asker = Thread(target=lambda: replies.append(ask()))
            asker.start()
            asker.join()
            return super().encode_passages(passages)

    def ask() -> bool:
        with opened(collections) as reader:
            return reader.answer(collections.existing(1), question).answer.answered

    giving.give(collections, EVERYONE, {"harbour.txt": HARBOUR.encode()}, Asked())
    assert (replies, ask()) == ([False], True)
