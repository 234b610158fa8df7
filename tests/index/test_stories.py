"""What versions of a story a window has."""

from pathlib import Path

import msgspec

from index.home import Home
from index.search import Searcher
from index.sentences import LONGEST
from index.stories import versions
from index.sync import sync
from index.windows import Window, windows
from tests.encoders import SmallEncoder

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
    home = Home(folder / "data")
    sync(home, SmallEncoder(), [folder / "articles.jsonl"], 1_000_000, lambda _: None)
    with Searcher(home, SmallEncoder()) as searcher:
        found = searcher.find("council bridge girders repair fire people", 10)
    candidates = [copy for candidate in found.candidates for copy in (candidate, *candidate.copies)]
    return [(window, versions(window, candidates)) for window in windows(found)]


def test_versions_keep_the_limit_of_a_quote(tmp_path: Path) -> None:
    """Where a version says the same in too many words to be quoted, the sentences that answer stand for it."""
    wordy = " and this was it as they had so said to us all and to them that it was"
    told = versions_of(
        tmp_path,
        plain=". ".join(COUNCIL) + ".",
        wordy=". ".join(sentence + wordy for sentence in COUNCIL) + ".",
    )
    assert [version.text for _, found in told for version in found if version.words > LONGEST] == []
    assert {len(found) for _, found in told} == {2}
