"""What versions of a story a window has."""

from pathlib import Path

import msgspec
import pytest

from index.answering.agreement import versions
from index.answering.windows import Window, windows
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.retrieval.search import Searcher
from index.retrieval.weights import load_weights
from index.text.sentences import LONGEST
from tests.encoders import SmallEncoder

WEIGHTS = load_weights()

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
    candidates = [copy for candidate in found.candidates for copy in (candidate, *candidate.copies)]
    return [(window, versions(window, candidates, WEIGHTS.agreement)) for window in windows(found, WEIGHTS.sentences)]


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
