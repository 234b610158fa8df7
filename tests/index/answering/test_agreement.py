"""Which windows tell the same or disagree, and what versions of a story a window has."""

from math import sqrt
from pathlib import Path

import msgspec
import pytest

from index.answering import agreement
from index.answering.agreement import repeats
from index.answering.windows import Window
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.retrieval.candidates import Candidate
from index.retrieval.search import Searcher
from index.text.question import analyze
from index.text.sentences import LONGEST
from tests.encoders import SmallEncoder
from tests.index.answering.candidates import candidate, result, window
from tests.index.answering.weighted import WEIGHTS, confirms, disagree, tell_the_same, versions, windows

COUNCIL = (
    "The town council of Ardmore voted on Monday night to close the old iron bridge over the river for the winter",
    "Engineers found deep cracks in four main girders and said heavy lorries had worsened damage since January",
    "The repair will cost 12 million euros and the ministry of transport promised to pay most of it",
    "Residents of the northern bank must now drive 40 kilometres round through Castletown to reach the schools",
)


def versions_of(folder: Path, **articles: str) -> list[tuple[Window, list[Window]]]:
    """All windows of articles, given by their ids from the oldest to the newest, each with its versions."""
    lines = [
        msgspec.json.encode({"id": key, "title": "News", "published_at": f"2025-03-{day:02}", "text": text})
        for day, (key, text) in enumerate(articles.items(), 1)
    ]
    (folder / "articles.jsonl").write_bytes(b"\n".join(lines))
    data_folder = DataFolder(folder / "data")
    sync(data_folder, SmallEncoder(), [folder / "articles.jsonl"], 1_000_000, lambda _: None)
    with Searcher(data_folder, SmallEncoder()) as searcher:
        found = searcher.find("council bridge girders repair fire people", 10)
    candidates = [one for candidate in found.candidates for one in (candidate, *candidate.near_duplicates)]
    return [(window, versions(window, candidates)) for window in windows(found)]


def test_versions_keep_the_limit_of_a_quote(tmp_path: Path) -> None:
    """Where a version says the same in too many words to be quoted, the sentences that answer stand for it."""
    wordy = " and this was it as they had so said to us all and to them that it was"
    told = versions_of(
        tmp_path,
        plain=". ".join(COUNCIL) + ". The vote was 9 to 2.",
        wordy=". ".join(sentence + wordy for sentence in COUNCIL) + ".",
    )
    assert [version.text for _, found in told for version in found if version.words > LONGEST] == []
    assert {"plain", "wordy"} == {version.source.id for _, found in told for version in found}


FIRE = "The fire that broke out at the Linden mill in Harrow on Sunday night killed {} people, the mayor said."
PLAN = "The council of Harrow did {}approve the plan for the new bridge over the river Lind on Monday evening."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIRE.format("five") + " All of them worked there.", FIRE.format("7") + " Five of them worked there."),
        (PLAN.format(""), PLAN.format("not ")),
        (PLAN.format("not "), PLAN.format("")),
    ],
)
def test_what_says_otherwise_is_no_version(tmp_path: Path, old: str, new: str) -> None:
    """A sentence that differs in a number, or denies what the other says, is no version of it, nor folded into it."""
    told = versions_of(tmp_path, old=old, new=new)
    assert {window.source.id for window, _ in told} == {"old", "new"}
    assert {len(found) for window, found in told if window.first == 0} == {1}


def pair(
    one: tuple[str, ...], other: tuple[str, ...], *, cosine: float = 0.0, same_article: bool = False
) -> tuple[Window, Window]:
    """Two windows of all of their sentences, of which the vectors have this cosine."""
    vector = (cosine, sqrt(1 - cosine**2))
    first = candidate(*one, vectors=[(1.0, 0.0)] * len(one))
    second = candidate(
        *other, vectors=[vector] * len(other), of="one" if same_article else "two", number=2, story=(1, 1)
    )
    return window(first), window(second)


TOWN = ("The old town council closed the iron bridge.",)
FIVE = ("Five old town council members closed the iron bridge.",)
SIX = ("Six old town council members closed the iron bridge.",)


@pytest.mark.parametrize(
    ("windows", "same"),
    [
        (pair(TOWN, TOWN), True),
        (pair(TOWN, ("Old town council closed bridge.",)), True),
        (pair(("Old town council closed bridge.",), ("Old town council closed doors, gates, ports.",)), True),
        (pair(("Old town council closed bridge.",), ("Old town council sold doors, gates, ports.",)), False),
        (pair(TOWN, ("Nobody knows.",), cosine=0.86), True),
        (pair(TOWN, ("Nobody knows.",), cosine=0.84), False),
        (pair(TOWN, ("Nobody knows.",), cosine=0.86, same_article=True), False),
        (pair(TOWN, TOWN, same_article=True), True),
        (pair(FIVE, TOWN), True),
        (pair(TOWN, FIVE), False),
        (pair(FIVE, SIX), False),
        (pair(("It was.",), ("So it is.",)), False),
    ],
)
def test_tell_the_same(windows: tuple[Window, Window], same: bool) -> None:
    """The second tells nothing new: it has no number of its own, and most words of the shorter or a close vector."""
    assert tell_the_same(*windows) is same


@pytest.mark.parametrize(
    ("windows", "opposed"),
    [
        (pair(FIVE, SIX), True),
        (pair(FIVE, FIVE), False),
        (pair(FIVE, TOWN), False),
        (pair(TOWN, SIX), False),
        (pair(FIVE, SIX, same_article=True), False),
        (pair(FIVE, ("Six boats sank in a storm.",)), False),
        (pair(FIVE, ("Six boats sank in a storm.",), cosine=0.86), True),
        (pair(FIVE, ("Six boats sank in a storm.",), cosine=0.84), False),
        (pair(("It rained.", *FIVE), (*SIX, "It snowed.")), True),
        (pair(("It rained on day 3.", *TOWN), ("It snowed on day 4.", *TOWN)), False),
        (pair(("Five a b c d e.",), ("Six a b c d e.",)), True),
        (pair(("Five k b c d e.",), ("Six f b c d e.",)), True),
        (pair(("Five k b c d.",), ("Six f b c d.",)), False),
        (pair(("5 killed.",), ("6 killed, 7 hurt.",)), False),
        (pair((*FIVE, "Ann sold six boats."), (*SIX, "Ann sold five boats.")), False),
    ],
)
def test_disagree(windows: tuple[Window, Window], opposed: bool) -> None:
    """Two articles disagree where each has a number that the other lacks, in sentences of the same words or vectors."""
    assert disagree(*windows) is opposed
    assert disagree(*reversed(windows)) is opposed


FERRY = "The ferry to {} leaves the north pier every morning at nine."
WALK = "{}'s walk of {} miles ends at the chapel of the old mill."


@pytest.mark.parametrize(
    ("one", "other", "cosine", "same"),
    [
        (FERRY.format("Corvale"), FERRY.format("Corvale"), 1.0, True),
        (FERRY.format("Corvale"), FERRY.format("Dunsey"), 1.0, False),
        (FERRY.format("Corvale"), FERRY.format("Dunsey"), 0.0, False),
        (FERRY.format("Corvale").upper(), FERRY.format("Corvale"), 0.0, True),
        ("The ferry leaves the north pier every morning at nine.", FERRY.format("Corvale"), 0.0, True),
        (WALK.format("Corvale", "two"), WALK.format("Dunsey", "two"), 1.0, False),
        (WALK.format("Corvale", "two"), WALK.format("The", "two"), 0.0, True),
        ("Corvale's boat left.", "Dunsey's boat left late.", 1.0, False),
        ("Boats for Dunsey depart daily before noon.", FERRY.format("Corvale"), 1.0, False),
        ("Boats depart daily at nine.", FERRY.format("Corvale"), 1.0, True),
        ("Police counted many boats.", "Officials saw ships.", 1.0, True),
    ],
)
def test_another_name_is_another_thing(one: str, other: str, cosine: float, same: bool) -> None:
    """Two windows of which each names what the other does not tell different things, however alike they are."""
    windows = pair((one,), (other,), cosine=cosine)
    assert tell_the_same(*windows) is tell_the_same(*reversed(windows)) is same


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        (WALK.format("Corvale", "two"), WALK.format("Corvale", "nine"), True),
        (WALK.format("Corvale", "two"), WALK.format("Dunsey", "nine"), False),
        (FERRY.format("Corvale"), FERRY.format("Corvale").replace("nine", "ten"), True),
        (FERRY.format("Corvale"), FERRY.format("Dunsey").replace("nine", "ten"), False),
    ],
)
def test_numbers_of_another_name_are_no_contradiction(one: str, other: str, opposed: bool) -> None:
    """What is told of something else with another number disagrees with nothing."""
    assert disagree(*pair((one,), (other,), cosine=1.0)) is opposed


def test_name_stands_in_what_is_above() -> None:
    """A name that the rest of the passage, or its title, tells need not be repeated to tell the same."""
    said = candidate("Bukele said the prison of Tecoluca was full.", vectors=[(1.0, 0.0)])
    for title, sentences, same in (
        ("News", ("The president told Reuters it was full.",), False),
        ("Bukele on Tecoluca", ("The president told Reuters it was full.",), True),
        ("News", ("The president told Reuters it was full.", "Bukele was at Tecoluca."), True),
    ):
        told = candidate(*sentences, of="two", title=title, vectors=[(1.0, 0.0)] * len(sentences))
        assert tell_the_same(window(said), window(told, 0, 0)) is same


def test_disagree_by_what_answers() -> None:
    """Vectors are compared of the sentences that answer, and these have to hold the numbers."""
    first = candidate("Five came.", "It rained.", vectors=[(1.0, 0.0), (0.0, 1.0)])
    second = candidate("Six left town.", "It snowed.", of="two", vectors=[(1.0, 0.0), (1.0, 0.0)])
    assert disagree(window(first, answering=[0]), window(second, answering=[0]))
    assert not disagree(window(first, answering=[1]), window(second, answering=[0]))
    assert not disagree(window(first, answering=[0]), window(second, answering=[1]))
    half = candidate("Six left town.", "It snowed.", of="two", vectors=[(1.0, 0.0), (0.0, 1.0)])
    assert not disagree(window(first, answering=[0]), window(half, answering=[0, 1]))
    assert disagree(window(first, answering=[0, 1]), window(half, answering=[0, 1]))


@pytest.mark.parametrize(
    ("passage", "answer", "cosine", "confirmed"),
    [
        (("It rained.", *TOWN), TOWN, 0.0, True),
        (("It rained.", *TOWN), FIVE, 0.0, False),
        (("Five came.", *TOWN), FIVE, 0.0, True),
        (TOWN, ("Old iron bridge town sold.",), 0.0, True),
        (TOWN, ("Old iron bridge boat sold.",), 0.0, False),
        (TOWN, ("Nobody knows.",), 0.84, False),
        (TOWN, ("Nobody knows.",), 0.86, True),
    ],
)
def test_confirms(passage: tuple[str, ...], answer: tuple[str, ...], cosine: float, confirmed: bool) -> None:
    """A passage confirms an answer with all its numbers and most of its words, or by a close vector."""
    first, second = pair(passage, answer, cosine=cosine)
    assert confirms(window(first.candidate, 0, 0), second) is confirmed


def test_repeats() -> None:
    """A window repeats a text that holds one of its sentences, whatever white space is in them."""
    of = candidate("Ann  came\nin.", "Bo left.", "Cid sat.")
    assert repeats(window(of, 0, 1), "So Ann came  in. Then all left.")
    assert repeats(window(of, 0, 1), "Bo\nleft.")
    assert not repeats(window(of, 0, 1), "Cid sat.")
    assert not repeats(window(of, 1, 2), "Ann came in.")
    assert not repeats(window(of, 0, 0), "Ann camein.")


def ids(found: list[Window]) -> list[str]:
    """The articles of windows."""
    return [one.source.id for one in found]


def told_by(*dates: str | None, extents: tuple[int, ...] = (1, 1, 1)) -> list[str]:
    """The order of three articles of one sentence each, of these days, `extents` telling how much of the story."""
    of = [
        candidate(*TOWN, of=name, number=number, published=date, story=(7, extent))
        for number, (name, date, extent) in enumerate(zip("abc", dates, extents, strict=True))
    ]
    return ids(versions(window(of[0]), of))


@pytest.mark.parametrize(
    ("dates", "extents", "order"),
    [
        (("2025-01-01", "2025-01-03", "2025-01-02"), (3, 1, 2), "bca"),
        (("2025-01-01", None, "2025-01-02"), (1, 3, 2), "bca"),
        (("2025-01-01", "today", "2025-01-02"), (1, 3, 2), "bca"),
        (("2025-01-01", "2025-01-01", "2025-01-01"), (2, 1, 3), "cab"),
        (("2025-01-01", "2025-01-01", "2025-01-01"), (1, 1, 1), "abc"),
        (("2025-01-01T12:00:00", "2025-01-01T13:00:00+02:00", "2025-01-01T12:00:01Z"), (1, 1, 1), "cab"),
    ],
)
def test_order_of_versions(dates: tuple[str | None, ...], extents: tuple[int, ...], order: str) -> None:
    """The newest version comes first; where not all are dated, or days are equal, the one that tells most."""
    assert told_by(*dates, extents=extents) == list(order)


def test_versions_are_of_the_story() -> None:
    """Articles of another story, or of another collection, have no versions, and each article has one."""
    own = candidate(*TOWN, story=(7, 1))
    others = [
        candidate(*TOWN, of="story", story=(8, 1)),
        candidate(*TOWN, of="collection", collection="own", story=(7, 1)),
        candidate("It rained.", of="rain", story=(7, 1)),
        candidate(*TOWN, of="two", story=(7, 1)),
        candidate("Behold.", *TOWN, of="two", story=(7, 1)),
        candidate(*TOWN, "It rained.", story=(7, 1)),
    ]
    found = versions(window(own), others)
    assert ids(found) == ["one", "two"]
    assert (found[0].candidate, found[1].candidate) == (own, others[3])


def test_versions_have_the_names() -> None:
    """A sentence on something of another name is no version, and one that names more is."""
    own = window(candidate(FERRY.format("Corvale"), story=(1, 1)))
    assert version_in(own, FERRY.format("Dunsey")) is None
    assert version_in(own, FERRY.format("Corvale and Dunsey")) is not None
    assert version_in(own, "The ferry leaves the north pier every morning at nine.") is None


def about(title: str, heading: str = "", published: str = "2025-01-01") -> Candidate:
    """A copy of a passage below a title and a heading."""
    return candidate(*TOWN, of=title, title=title, heading=heading, published=published, story=(7, 1))


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Who closed it for the leaking tank?", ["Leaking tank", "Ferry to Dunsey", "Ferry to Corvale"]),
        ("What did the council close?", ["Ferry to Dunsey", "Ferry to Corvale", "Leaking tank"]),
        ("What did the council close for a ferry?", ["Ferry to Dunsey", "Ferry to Corvale", "Leaking tank"]),
        ("what of the ferry to corvale?", ["Ferry to Corvale"]),
        ("What of the ferry to Corvale?", ["Ferry to Corvale"]),
    ],
)
def test_the_copy_that_the_question_is_about_comes_first(question: str, order: list[str]) -> None:
    """Of copies that with the title that tells most of the question is first, and none is of another of its names."""
    of = [about("Ferry to Corvale"), about("Leaking tank"), about("Ferry to Dunsey", published="2025-01-03")]
    frequencies = dict.fromkeys(analyze(question).terms(), 1)
    asked = result(question, frequencies=frequencies)
    found = agreement.versions(window(of[0]), of, WEIGHTS.agreement, asked, lambda source: 1)
    assert ids(found) == order


def version_in(own: Window, *sentences: str) -> Window | None:
    """The version of a window in another article of these sentences, if any."""
    other = candidate(*sentences, of="two", story=(1, 1))
    found = versions(own, [other])
    return next((one for one in found if one.source.id == "two"), None)


OWN = candidate("Ann closed gates.", "Bo shut all iron doors.", "Cid lost boats.", story=(1, 1))


@pytest.mark.parametrize(
    ("own", "sentences", "expected"),
    [
        (window(OWN), ("Ann closed gates.", "Bo shut all iron doors.", "Cid lost boats."), (0, 2, (0, 1, 2), 11)),
        (window(OWN, 1, 2, [2]), ("Bo shut all iron doors.", "Cid lost boats."), (0, 1, (1,), 8)),
        (window(OWN, 0, 1, [0]), ("So.", "So.", "Ann closed gates.", "Bo shut all iron doors."), (2, 3, (2,), 8)),
        (window(OWN, 0, 1, [1]), ("Ann won.", "Bo shut iron doors."), (1, 1, (1,), 4)),
        (window(OWN, 0, 2, [1, 2]), ("Bo shut all iron doors.", "Cid lost boats."), (0, 1, (0, 1), 8)),
        (window(OWN, 0, 2, [0, 2]), ("Ann closed gates.", "Cid lost boats."), None),
        (window(OWN, 2, 2, [2]), ("So.", "Cid lost boats."), (1, 1, (1,), 3)),
        (window(OWN, 2, 2, [2]), ("So.", "Cid lost boats.", "Cid lost boats."), (1, 1, (1,), 3)),
        (window(OWN, 2, 2, [2]), ("Cid never lost boats.",), None),
        (window(OWN, 2, 2, [2]), ("Cid lost five boats.",), None),
        (window(OWN, 2, 2, [2]), ("Cid and Dom lost boats.",), None),
    ],
)
def test_where_a_version_stands(
    own: Window, sentences: tuple[str, ...], expected: tuple[int, int, tuple[int, ...], int] | None
) -> None:
    """A version has all sentences of the window in their order, or else those that answer, neither more nor denied."""
    found = version_in(own, *sentences)
    assert (found and (found.first, found.last, found.answering, found.words)) == expected
    assert found is None or found.probability == own.probability


def test_numbers_of_a_version() -> None:
    """A version has all numbers of the sentences, and may have more."""
    five = candidate(*FIVE, story=(1, 1))
    assert version_in(window(five), *SIX) is None
    assert version_in(window(five), f"{FIVE[0][:-1]} at 6.") is not None
    assert version_in(window(candidate(*TOWN, story=(1, 1))), *FIVE) is None


@pytest.mark.parametrize(("fillers", "expected"), [(74, (0, 1, 80)), (75, (0, 0, 78))])
def test_version_with_too_many_words(fillers: int, expected: tuple[int, int, int]) -> None:
    """Where a version of several sentences is too long for a quote, the sentence that answers stands for it."""
    own = candidate("Ann closed gates.", "Bo shut doors.", story=(1, 1))
    found = version_in(window(own, answering=[0]), f"Ann closed gates{' so' * fillers}.", "Bo shut doors.")
    assert found is not None
    assert (found.first, found.last, found.words) == expected


def test_long_version_elsewhere() -> None:
    """A sentence may be as long as it is, and a version that is too long stands back for a shorter one behind it."""
    long = f"Ann closed gates{' so' * 80}."
    own = candidate("Ann closed gates.", "Bo shut doors.", story=(1, 1))
    one = version_in(window(own, 0, 0), long)
    assert one is not None
    assert one.words == 83
    found = version_in(window(own, answering=[0]), long, "Bo shut doors.", "Ann closed gates.", "Bo shut doors.")
    assert found is not None
    assert (found.first, found.last) == (2, 3)
