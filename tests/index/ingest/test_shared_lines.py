"""What many articles share is boilerplate in all of them but one, whatever comes and goes."""

from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.removal import Removal
from index.storage.library import Library
from tests.index.conftest import Sync

SENTENCE = "Our reporters travel all over the county every single week."
LABEL = "Harbour Gazette newsroom"
ANIMALS = ("horse", "mule", "goat", "sheep", "ox", "pony", "donkey", "camel")


def write(articles: Path, animal: str, last: str) -> None:
    """Write an article of two paragraphs and a last line."""
    own = f"The {animal} of the mayor won the race on the old market square last summer, to the joy of all."
    more = f"Nobody had thought that a {animal} could win there, least of all the {animal} that came in last."
    (articles / f"{animal}.txt").write_text(f"{animal}\n\n{own}\n\n{more}\n\n{last}\n")


def holders(data_folder: DataFolder, line: str) -> list[str]:
    """The ids of the articles of which a line can be quoted."""
    with Library.open(data_folder) as library:
        return [
            article.source.id
            for article, stored in library.with_articles()
            if line in article.plain[slice(*stored.passage.span)]
        ]


@pytest.mark.parametrize(("line", "least"), [(SENTENCE, 5), (LABEL, 3)])
def test_one_article_keeps_what_many_share(
    data_folder: DataFolder, articles: Path, run_sync: Sync, line: str, least: int
) -> None:
    """A line is boilerplate in all articles but one once enough have it, also in those that were read before.

    When the one is gone or says something else another keeps it, and when too few are left all have it again.
    """
    for number, animal in enumerate(ANIMALS, 1):
        write(articles, animal, line)
        run_sync()
        assert len(holders(data_folder, line)) == (number if number < least else 1)
    for number in range(len(ANIMALS) - 1, least - 2, -1):
        [keeper] = holders(data_folder, line)
        if number % 2:
            (articles / f"{keeper}.txt").unlink()
        else:
            write(articles, keeper, f"The {keeper} was sold.")
        run_sync()
        assert len(holders(data_folder, line)) == (1 if number >= least else number)


@pytest.mark.parametrize(("line", "least"), [(SENTENCE, 5), (LABEL, 3)])
def test_articles_that_change_at_once_are_counted_once(
    data_folder: DataFolder, articles: Path, run_sync: Sync, line: str, least: int
) -> None:
    """What many articles share is told as well when all of them are new, change or go in one sync."""
    for animal in ANIMALS[: least - 1]:
        write(articles, animal, "It rained.")
    run_sync()
    for animal in ANIMALS[: least - 1]:
        write(articles, animal, line)
    run_sync()
    assert len(holders(data_folder, line)) == least - 1
    for animal in ANIMALS[: least + 1]:
        write(articles, animal, line)
    run_sync()
    assert len(holders(data_folder, line)) == 1
    for animal in ANIMALS[least - 1 : least + 1]:
        (articles / f"{animal}.txt").unlink()
    run_sync(removal=Removal(prune=True))
    assert sorted(holders(data_folder, line)) == sorted(ANIMALS[: least - 1])
