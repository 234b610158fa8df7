"""Any bytes as a file that is converted: refused with a reason, or made articles that can be kept and shown."""

from importlib import import_module

from index.ingest.readers.base import Problem, ReaderOptions, UnreadableError
from index.ingest.readers.converting import PACKAGE
from index.ingest.readers.member_files import in_memory
from tests.fuzz.articles import check_article, check_reason

_CONVERTERS = (
    (".csv", "csv_tables"),
    (".tsv", "csv_tables"),
    (".json", "json_articles"),
    (".ndjson", "json_articles"),
    (".ipynb", "notebooks"),
    (".vtt", "subtitles"),
    (".srt", "subtitles"),
    (".zip", "archive"),
)
_OPTIONS = ReaderOptions(100_000)


def convert(data: bytes) -> None:
    """Convert bytes, of which the first says in what format the others are."""
    suffix, module = _CONVERTERS[(data[0] if data else 0) % len(_CONVERTERS)]
    with in_memory(f"a{suffix}", data[1:]) as path:
        try:
            for one in import_module(f"{PACKAGE}.{module}").convert(path, "a", _OPTIONS):
                if isinstance(one, Problem):
                    check_reason(one.reason)
                else:
                    check_article(one)
        except UnreadableError as error:
            check_reason(str(error))
