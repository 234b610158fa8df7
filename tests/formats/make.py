"""Makes a data folder as the version of Quotebot writes it that is the current folder, on the small encoder.

In a checkout of that version's commit, by its own code, with the file that is to be made, and for one of which the
index is as in another file the word state:

    PYTHONPATH=. python /path/to/tests/formats/make.py /path/to/tests/formats/10-2.zip [state]

The articles are those of tests/former.zip, which has the tables that commit 36291f4 makes. The others are by 24edccb
(7-1), bb3f2e3 (8-1), d6680bd (9-1), 42b7b60 (10-2), 036733f (10-3), 53711ed (10-4), 6a0acba (10-5), 917f1b8 (10-7) and
b08dbfe (10-8).
"""

import asyncio
import importlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from bot.service.records import SentMessage, SentQuote, ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.records import Span
from tests.encoders import SmallEncoder

_ANSWER = "aB3-dE6_gH9"
_ASKED = "How much will the repair of the old bridge cost?"
_QUOTE = SentQuote(
    "", "bridge", 234, 304, "The repair will cost 2.4 million euros, half of which the region pays.", (Span(234, 304),)
)
_SITE = "https://courier.example/news/"


def _fill_index(folder: DataFolder) -> None:
    """Two syncs, of which the second adds two articles and changes one."""
    with ZipFile("tests/former.zip") as archive:
        lines = archive.read("articles.jsonl").decode().splitlines(keepends=True)
    articles = Path("articles.jsonl")
    changed = next(line for line in lines if '"bees"' in line).replace("14 tonnes", "13 tonnes")
    for written in ([*(line for line in lines[:4] if '"bees"' not in line), changed], lines):
        articles.write_text("".join(written), encoding="utf-8")
        sync(folder, SmallEncoder(), [articles], 1_000_000, lambda _: None)


async def _fill_state(path: Path) -> None:
    """The settings of a server, an answer with a quote, a vote on it, and what else a version keeps."""
    records = importlib.import_module("bot.service.records")
    async with SqlState.open(path) as state:
        await state.settings.save(7, ServerSettings((11,), True, "own"))
        created = datetime(2025, 3, 1, 12, tzinfo=UTC)
        answer = SentMessage(_ANSWER, "answer", 7, 11, 13, True, _ASKED, _ASKED, quotes=(_QUOTE,), created=created)
        await state.sent_messages.add(answer)
        await state.sent_messages.set_message(_ANSWER, 17)
        await state.votes.cast(_ANSWER, 13, True)
        await state.facts.set("commands", "registered")
        if hasattr(state, "quoted_messages"):
            await state.quoted_messages.save([records.QuotedMessage("message", 21, "7/everyone", 21, 7, 11, 13)])
        if hasattr(state, "forum_posts"):
            await state.forum_posts.save(records.ForumPost(31, 7, 30, 13, "Who repairs the bridge?", True))
        if hasattr(state, "corrections"):
            correction = records.Correction("cR1", 7, "preferred", "", "bees", created=created)
            await state.corrections.add(correction)
            await state.votes.cast(_ANSWER, 14, False, records.Complaint("wrong", "It cost more."))


def _fill_pages(path: Path) -> None:
    """What is known of a site of one page; nothing in versions that read no addresses."""
    try:
        looks, page_store = (importlib.import_module(f"index.fetching.{name}") for name in ("looks", "page_store"))
    except ModuleNotFoundError:
        return
    with page_store.PageStore(path) as pages:
        state = page_store.SourceState(kind="site", looked_at=1.5, next_at=2.5, articles=1)
        pages.replace(_SITE, [looks.KnownPage(f"{_SITE}harbour")], state)


def main(file: Path, parts: list[str]) -> None:
    """Makes the folder and packs it with its articles."""
    checkout = Path.cwd()
    with TemporaryDirectory() as scratch:
        for name in ("tests", "pyproject.toml"):
            Path(scratch, name).symlink_to(checkout / name)
        os.chdir(scratch)
        folder = DataFolder(Path(scratch, "data"))
        folder.folder.mkdir()
        if "state" not in parts:
            _fill_index(folder)
            _fill_pages(folder.folder / "web.db")
        asyncio.run(_fill_state(folder.state))
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for path in sorted((*Path().glob("articles.jsonl"), *Path("data").rglob("*"))):
                if path.is_file() and path.suffix != ".lock":
                    archive.write(path)
        os.chdir(checkout)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), sys.argv[2:])
