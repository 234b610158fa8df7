"""Near-duplicates of a passage count as one hit of a search."""

from pathlib import Path

from index.files.data_folder import DataFolder
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder
from tests.index.conftest import Sync

FIRE = (
    "A fire broke out in the old mill of Harrow late on Tuesday. {} people were hurt, as the fire service said. "
    "The mill had failed an inspection in March, and its owner was told to put in new sprinklers by the summer."
)


def write(articles: Path, name: str, text: str) -> None:
    """Writes an article with a title of its own."""
    (articles / f"{name}.txt").write_text(f"Title of {name}\n\n{text}\n")


def search(data_folder: DataFolder, question: str, limit: int) -> list[tuple[str, set[str]]]:
    """For each hit the id of its article, and those of its near-duplicates."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        candidates = searcher.find(question, limit).candidates
    return [
        (candidate.article.source.id, {one.article.source.id for one in candidate.near_duplicates})
        for candidate in candidates
    ]


def test_copies_leave_room_for_others(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """More near-duplicates than a search gives hits count as one, even where no retriever gives anything else."""
    names = [f"copy{number:02}" for number in range(70)]
    for name in names:
        write(articles, name, FIRE.format("Nine"))
    write(articles, "fund", "The council of Harrow spoke of a fund for those who were hurt at the mill.")
    run_sync()
    (head, near_duplicates), other = search(
        data_folder, "Which fire broke out in the old mill of Harrow late on Tuesday?", 2
    )
    assert {head, *near_duplicates} == set(names)
    assert other == ("fund", set())


def test_what_says_more_or_other_is_no_copy(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A passage with another number, or with a sentence more, is a hit of its own behind the shorter."""
    write(articles, "nine", FIRE.format("Nine"))
    write(articles, "twenty", FIRE.format("20"))
    write(articles, "more", FIRE.format("Nine") + " Police later took the manager of the night shift to the town hall.")
    run_sync()
    hits = search(data_folder, "Who was hurt in the fire at the mill?", 10)
    assert ("twenty", set()) in hits
    assert {"nine", "more"} == {name for hit, near_duplicates in hits for name in (hit, *near_duplicates)} - {"twenty"}
    assert search(data_folder, "Police took the manager of the night shift", 1)[0][0] == "more"


def test_what_copies_lack_is_not_lost(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A passage that says more than its near-duplicates stands before them, however well these match."""
    report = (
        "The council of Ardmore voted to close the old iron bridge{0}. Engineers found deep cracks in four girders{0}. "
        "The ministry of transport promised to pay for the repair{0}."
    )
    write(articles, "full", report.format("") + " The vote was 9 to 2.")
    write(articles, "wordy", report.format(" and this was it as they had so said to us all and to them that it was"))
    run_sync()
    for question in ("Did the ministry pay?", "Which bridge was that?", "council bridge girders repair fire people"):
        assert "full" in {head for head, _ in search(data_folder, question, 10)}
