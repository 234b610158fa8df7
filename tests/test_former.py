"""A data folder that the first version wrote, before files were moved and things renamed: it goes on as it is.

former.zip holds the folder, made on the small encoder by two syncs of the articles beside it, the second of which added
some; and what the bot kept of one answer.
"""

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.service.records import SentQuote, ServerSettings
from bot.service.sql_state import SqlState
from index.answering.answer import Answerer
from index.answering.confidence import Calibration
from index.files.data_folder import DataFolder
from index.ingest.fitting import fitted_to
from index.ingest.intake import Outcome
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.models.encoder import Encoded, Vectors
from index.records import Span
from index.retrieval.search import Searcher
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder

QUESTION = "How much will the repair of the old bridge cost?"
SENT = (  # by that version, with a sentence more
    "Engineers had found cracks in two of its five arches. Drivers will have to use the new bridge at Tolmin, nine "
    "kilometres upstream.\n\nThe repair will cost 2.4 million euros, half of which the region pays. Mayor Ilse Brandt "
    "said the bridge would open again on 3 May."
)
QUOTE = (
    "Drivers will have to use the new bridge at Tolmin, nine kilometres upstream.\n\nThe repair will cost 2.4 million "
    "euros, half of which the region pays. Mayor Ilse Brandt said the bridge would open again on 3 May."
)


class OnlyQuestions(SmallEncoder):
    """The small encoder, which refuses to embed what should have been embedded long ago."""

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return SmallEncoder().encode_passages(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        raise AssertionError(f"embedded again: {passages}")

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        raise AssertionError(f"embedded again: {sentences}")


@pytest.fixture
def former(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """The folder, with the articles where its library has them from."""
    with ZipFile(Path(__file__).with_name("former.zip")) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    return DataFolder(tmp_path / "data")


def _files(data_folder: DataFolder) -> dict[Path, bytes]:
    folder = data_folder.snapshots
    return {
        file.relative_to(folder): file.read_bytes()
        for file in folder.rglob("*")
        if file.suffix != ".lock" and file.is_file()
    }


BY_COSINE = Calibration(0.0, {"sentence": 1.0}, 0.25, ())


def test_former_index_answers_with_its_own_files(former: DataFolder) -> None:
    """It answers as it did, from the files that it has, with nothing embedded or written anew."""
    files = _files(former)
    with Searcher(former, OnlyQuestions()) as searcher:
        answer = Answerer(searcher, BY_COSINE, 0.0).answer(QUESTION)
        hits = searcher.search("old bridge", 2)
    first = answer.quotes[0]
    # But for the vectors of tokens, of which fewer bytes are kept now.
    assert (answer.confidence, first.score) == pytest.approx((0.622944, 0.969778), abs=0.03)
    assert (first.text, first.span, first.highlights) == (QUOTE, Span(156, 365), (Span(234, 304),))
    assert {hit.source.id: hit.score for hit in hits} == pytest.approx(
        {"bridge": 2.902022, "bridge-radio": 2.828959}, rel=0.03
    )
    assert _files(former) == files


class OnlyPlainTitle(OnlyQuestions):
    """The same, but for the one article whose title was Markdown and is plain now."""

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        if all(passage.startswith("@everyone Read this <@123> now ||spoiler||. ") for passage in passages):
            return SmallEncoder().encode_passages(passages)
        return super().encode_passages(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        if all(sentence.startswith("@everyone Read this <@123> now ||spoiler||. ") for sentence in sentences):
            return SmallEncoder().encode_sentences(sentences)
        return super().encode_sentences(sentences)


def test_former_index_is_sound_and_up_to_date(former: DataFolder) -> None:
    """All that it holds is what was stored, and a sync reads the same articles anew, but embeds only a title again."""
    fitted_to(SmallEncoder())  # by the articles that ship
    with Library.open(former) as library:
        assert not Snapshots.of(former, library).is_current()
        outcome = sync(former, OnlyPlainTitle(), [Path("articles.jsonl")], 1_000_000, lambda _: None)
        assert outcome == Outcome(changed=6)
        assert Snapshots.of(former, library).is_current()
    assert [finding.message for finding in verify(former, SmallEncoder(), None) if not finding.ok] == []


async def test_former_state_is_what_it_was(former: DataFolder) -> None:
    """Settings, an answer with its quote, and the vote on it are read as they were written."""
    async with SqlState.open(former.state) as state:
        assert await state.settings.of(7) == ServerSettings((11,), True, "own")
        sent = await state.sent_messages.get("aB3-dE6_gH9")
        assert sent is not None
        assert (sent.question, sent.message, sent.asker) == (QUESTION, 17, 13)
        assert sent.quotes == (SentQuote("", "bridge", 102, 365, SENT, (Span(234, 304),)),)
        assert await state.votes.count("aB3-dE6_gH9") == (1, 0)
