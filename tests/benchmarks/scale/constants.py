"""What a passage, an answer and a question cost, from which the model works out larger sizes: each with its unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, get_type_hints

import msgspec


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a constant says, in which unit, and how it was got."""

    what: str
    unit: str
    how: str


_DISK = "files at {large} passages"
_SERVER = "PostgreSQL 15 at {small} passages"
_CPU = "processor time, the median of {questions} questions"
_LEAST = "processor time, the least of three runs"


class Constants(msgspec.Struct, frozen=True, kw_only=True):
    """All that the model reckons with. `small` and `large` are the numbers of passages that were measured."""

    small: int
    large: int
    questions: int

    passages_an_article: Annotated[float, Meaning("passages of an article", "", "the large index")]
    dimension: Annotated[int, Meaning("dimensions of a vector", "", "the model that ships")]
    sqlite_bytes: Annotated[float, Meaning("`library.db`", "B a passage", _DISK)]
    postgres_bytes: Annotated[
        float, Meaning("the same in PostgreSQL, indexes and TOAST with it", "B a passage", _SERVER)
    ]
    wal_bytes: Annotated[float, Meaning("its log while this is written", "B a passage", _SERVER)]
    vector_bytes: Annotated[float, Meaning("vectors in half precision, `base.rows`", "B a passage", _DISK)]
    code_bytes: Annotated[float, Meaning("their codes and numbers, `base.faiss`", "B a passage", _DISK)]
    words_bytes: Annotated[float, Meaning("words in Tantivy", "B a passage", _DISK)]
    milvus_lite_bytes: Annotated[
        float, Meaning("Milvus Lite's folder, to compare with 4 B a dimension", "B a passage", "{small} passages")
    ]
    process_mb: Annotated[float, Meaning("memory of a process that answers", "MB", "after the questions, small index")]
    memory_bytes: Annotated[
        float, Meaning("what it grows by, mapped files with it", "B a passage", "the large beside the small index")
    ]

    fixed_ms: Annotated[float, Meaning("an answer but for what follows", "ms", _CPU)]
    reader_ms: Annotated[float, Meaning("the reader", "ms", _CPU)]
    flat_ns: Annotated[float, Meaning("FAISS, all compared", "ns a passage", _CPU)]
    clustered_ms: Annotated[float, Meaning("FAISS in clusters, before any code", "ms", _CPU)]
    code_ns: Annotated[float, Meaning("and for each code that is compared", "ns", _CPU)]
    share_read: Annotated[
        float, Meaning("of all codes compared by a search", "", "at a million: performance.md, `clusters.py`")
    ]
    graph_ms: Annotated[
        float, Meaning("a graph of FAISS as Milvus' (M 32, ef 256)", "ms", "{small} passages; processor time, median")
    ]
    doubling_ms: Annotated[
        float,
        Meaning("and for each time that its passages double", "ms", "a third of the large beside the small index"),
    ]
    words_ms: Annotated[float, Meaning("Tantivy, small index", "ms", _CPU)]
    words_ns: Annotated[float, Meaning("and for each passage more", "ns a passage", "the large beside the small index")]
    passages_read: Annotated[float, Meaning("passages that an answer reads", "", "mean")]
    rows_sqlite_ms: Annotated[float, Meaning("reading them from SQLite", "ms", _CPU)]
    rows_postgres_ms: Annotated[
        float, Meaning("the same from PostgreSQL at 127.0.0.1", "ms", "wall clock, the fastest tenth of the questions")
    ]
    articles_turns: Annotated[
        float, Meaning("round trips of an answer to PostgreSQL", "", "counted between both; mean")
    ]
    articles_bytes: Annotated[float, Meaning("bytes of that, both ways", "B", "the same")]
    state_turns: Annotated[float, Meaning("round trips of what the bot keeps of a question", "", "the same")]
    state_bytes: Annotated[float, Meaning("bytes of that, both ways", "B", "the same")]
    state_ms: Annotated[
        float, Meaning("how long that takes, with fsync", "ms", "wall clock, the fastest tenth of the questions")
    ]
    state_bot_ms: Annotated[float, Meaning("of it in the bot", "ms of a core", "processor time, mean")]
    state_server_ms: Annotated[float, Meaning("of it in PostgreSQL", "ms of a core", "processor time, mean")]

    embedded_f32: Annotated[float, Meaning("embedding, f32", "passages a second and core", "processor time, one core")]
    embedded_bf16: Annotated[float, Meaning("embedding, bf16", "passages a second and core", "the same")]
    prepared: Annotated[
        float, Meaning("reading and splitting", "passages a second and core", "the same, of JSON lines")
    ]
    writer_ms: Annotated[
        float,
        Meaning("the process that writes, beside embedding", "ms a passage", "performance.md, beside the build before"),
    ]
    derived_us: Annotated[
        float, Meaning("making both search indexes anew", "µs a passage", "processor time at {small} passages")
    ]
    put_turns: Annotated[
        float, Meaning("round trips to put it into PostgreSQL", "a passage", "counted between both, 40 articles")
    ]
    ray_bytes: Annotated[float, Meaning("sent to workers of Ray and back", "B a passage", "indexing-on-ray.md")]

    open_ns: Annotated[float, Meaning("opening a snapshot", "ns a passage", _LEAST)]
    filter_us: Annotated[float, Meaning("the first question with a filter", "µs a passage", _LEAST)]
    filtered_ns: Annotated[float, Meaning("the vectors of each, half of all wanted", "ns a passage", _CPU)]
    known_us: Annotated[float, Meaning("what is known of articles, at each `sync`", "µs an article", _LEAST)]
    known_bytes: Annotated[float, Meaning("the same in memory", "B an article", "allocations traced")]
    numbers_ns: Annotated[float, Meaning("numbers of all passages, at each new base", "ns a passage", _LEAST)]
    titled_us: Annotated[float, Meaning("titles as somebody types one", "µs an article", _LEAST)]
    count_ns: Annotated[
        float, Meaning("counting them in PostgreSQL", "ns a passage", "wall clock, the least of five runs")
    ]
    sharing_ms: Annotated[float, Meaning("near-duplicates of an article, small index", "ms", _LEAST)]
    sharing_ns: Annotated[
        float, Meaning("and for each passage more", "ns a passage", "the large beside the small index")
    ]
    shingles: Annotated[float, Meaning("shingles of an article", "", "the large index, mean")]
    met_shingles: Annotated[float, Meaning("those of others that one of its articles meets", "", "the same")]


def meanings() -> Iterator[tuple[str, Meaning]]:
    """Each constant's name and what it says, in their order."""
    for name, hint in get_type_hints(Constants, include_extras=True).items():
        for meaning in getattr(hint, "__metadata__", ()):
            yield name, meaning
