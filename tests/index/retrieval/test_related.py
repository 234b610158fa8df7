"""Articles of a candidate's story are told of where none of their passages is among the candidates."""

from pathlib import Path

from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder

SAME = "Place it on a level floor and remove the four bolts. Clean the filter behind the flap at the bottom each month."
HOSE = "The hose may be extended to three metres with an adapter."
OTHER = "# Mill of Orsk\n\nThe mill of Orsk grinds nine tonnes of rye a day. Its wheel was built by Tilda Bream.\n"


def test_related(tmp_path: Path) -> None:
    """The other article of the story is told of, an article of another story is not, nor is one twice."""
    folder, articles = DataFolder(tmp_path / "data"), tmp_path / "articles"
    articles.mkdir()
    (articles / "v1.md").write_text(f"# Manual v1\n\n{SAME}\n\n## Hose\n\n{HOSE}\n")
    (articles / "v2.md").write_text(f"# Manual v2\n\n{SAME}\n\n## Care\n\nWipe the rubber of the door dry.\n")
    (articles / "mill.md").write_text(OTHER)
    sync(folder, SmallEncoder(), [articles], 10_000, lambda _: None)
    with Searcher(folder, SmallEncoder()) as searcher:
        one = searcher.find("How far may the hose be extended with an adapter?", 1)
        assert [candidate.article.source.id for candidate in one.candidates] == ["v1"]
        assert [article.source.id for article, _ in one.related] == ["v2"]
        assert [story.number for _, story in one.related] == [one.candidates[0].story.number]
        assert searcher.find("How far may the hose be extended with an adapter?", 10).related == ()
        assert searcher.find("Who built the wheel of the mill of Orsk?", 1).related == ()
