"""What an index of any size needs, by plain formulas on constants; nothing is measured here."""

from dataclasses import dataclass
from math import ceil, inf, log2

from tests.benchmarks.scale.constants import Constants

GIGABYTE = 1e9
NODE_GB, USABLE = 64, 0.7
"""Memory of one query node of Milvus, and the share of it that vectors may take."""
SHINGLES = 2**24
"""That there are, see near_duplicates.py."""
_DISCORD_S = 3
_WORDS_MS = _VECTORS_MS = 100
_KNOWN_GB = 16
_LINKS = 32  # HNSW's M, as milvus_collection.py asks for
_NUMBER, _LINK = 8, 4  # bytes
_MASKED = 1  # byte a passage, that tells whether it is gone


def disk_gb(constants: Constants, passages: float, in_postgres: bool, in_milvus: bool) -> dict[str, float]:
    """Gigabytes of each part, by where the truth and the vectors are."""
    truth = constants.postgres_bytes if in_postgres else constants.sqlite_bytes
    vectors = milvus_bytes(constants, False) if in_milvus else constants.vector_bytes + constants.code_bytes
    each = {"truth": truth, "vectors": vectors, "words": constants.words_bytes}
    return {name: of * passages / GIGABYTE for name, of in each.items()}


def milvus_bytes(constants: Constants, is_graph: bool) -> float:
    """Bytes that a passage takes in a query node: its vector in f32, its number, and its links.

    A graph links each passage with 2 M others on its lowest level, and one of M with M more on each level above.
    """
    links = (2 * _LINKS + 1 + (_LINKS + 1) / (_LINKS - 1)) * _LINK if is_graph else 0
    return 4 * constants.dimension + _NUMBER + links


def nodes(constants: Constants, passages: float) -> int:
    """Query nodes that hold a graph of all passages once."""
    return ceil(milvus_bytes(constants, True) * passages / (NODE_GB * GIGABYTE * USABLE))


def process_gb(constants: Constants, passages: float) -> float:
    """Memory of a process that answers, once all is read of the files that it maps: codes and words."""
    mapped = (constants.code_bytes + constants.words_bytes) * passages / GIGABYTE
    return constants.process_mb / 1000 + mapped + numbered_gb(passages)


def numbered_gb(passages: float) -> float:
    """Of it what each process holds of its own, since FAISS' numbers and what is gone are copied to arrays."""
    return (_NUMBER + _MASKED) * passages / GIGABYTE


def flat_ms(constants: Constants, passages: float) -> float:
    """A search of vectors that compares all."""
    return constants.flat_ns * passages / 1e6


def clustered_ms(constants: Constants, passages: float, share: float | None = None) -> float:
    """A search of vectors in clusters, of which it compares a share."""
    read = constants.share_read if share is None else share
    return constants.clustered_ms + constants.code_ns * read * passages / 1e6


def graph_ms(constants: Constants, passages: float) -> float:
    """A search of a graph, which grows with the logarithm (Malkov and Yashunin), and as it leaves the caches."""
    return constants.graph_ms + constants.doubling_ms * max(0.0, log2(passages / constants.small))


def words_ms(constants: Constants, passages: float) -> float:
    """A search of words by one process."""
    return constants.words_ms + constants.words_ns * max(0.0, passages - constants.small) / 1e6


def answer_ms(constants: Constants, passages: float, in_postgres: bool, in_milvus: bool, turn_ms: float = 0) -> float:
    """An answer without waiting for others; `turn_ms` is the network's time for one round trip."""
    own = constants.fixed_ms + constants.reader_ms + words_ms(constants, passages)
    if in_milvus:
        vectors = graph_ms(constants, passages / nodes(constants, passages)) + turn_ms
    else:
        vectors = clustered_ms(constants, passages)
    rows = constants.rows_postgres_ms if in_postgres else constants.rows_sqlite_ms
    return own + vectors + rows + (constants.articles_turns * turn_ms if in_postgres else 0)


def network_ms(constants: Constants, turn_ms: float) -> dict[str, float]:
    """What a question waits for the network, if each of its round trips takes so long."""
    turns = {"articles": constants.articles_turns, "state": constants.state_turns, "vectors": 1}
    return {name: of * turn_ms for name, of in turns.items()}


def embedding_hours(passages_a_second: float, passages: float) -> float:
    """Hours to embed all at a pace."""
    return passages / passages_a_second / 3600 if passages_a_second else inf


def pace(constants: Constants, cores: int, is_bf16: bool) -> float:
    """Passages a second that cores read, split and embed, however many the process that writes can take."""
    embedded = constants.embedded_bf16 if is_bf16 else constants.embedded_f32
    return cores / (1 / embedded + 1 / constants.prepared)


def writer_pace(constants: Constants) -> float:
    """Passages a second that the one process that writes can take."""
    return 1000 / constants.writer_ms


def sync_hours(constants: Constants, passages: float, cores: int, is_bf16: bool) -> float:
    """Hours of a first sync: as fast as cores embed, or as the one process writes where that is slower."""
    own = pace(constants, cores, is_bf16)
    return embedding_hours(min(own, writer_pace(constants)), passages)


def waiting_hours(constants: Constants, passages: float, turn_ms: float) -> float:
    """Hours of a first sync into PostgreSQL that its round trips wait for the network."""
    return constants.put_turns * turn_ms * passages / 1000 / 3600


def ray_gb(constants: Constants, passages: float) -> float:
    """What the network carries between the process that writes and the workers of Ray."""
    return constants.ray_bytes * passages / GIGABYTE


def answers_a_second(constants: Constants, passages: float, cores: int, in_postgres: bool, in_milvus: bool) -> float:
    """Questions that cores answer, what Milvus' own cores do left out."""
    vectors = 0 if in_milvus else clustered_ms(constants, passages)
    rows = constants.rows_postgres_ms if in_postgres else constants.rows_sqlite_ms
    own = constants.fixed_ms + constants.reader_ms + words_ms(constants, passages) + vectors + rows
    return 1000 * cores / (own + constants.state_bot_ms)


def state_a_second(constants: Constants, cores: int) -> float:
    """Questions whose bookkeeping the cores of one PostgreSQL bear."""
    return 1000 * cores / constants.state_server_ms


def carried_a_second(constants: Constants, gigabits: float) -> float:
    """Questions whose articles a network carries from PostgreSQL."""
    return gigabits * 1e9 / 8 / constants.articles_bytes


def linear_seconds(constants: Constants, passages: float) -> dict[str, float]:
    """Seconds of what looks at all passages or articles each time it happens, by its constant's name."""
    articles = passages / constants.passages_an_article
    return {
        "open_ns": constants.open_ns * passages / 1e9,
        "filter_us": constants.filter_us * passages / 1e6,
        "filtered_ns": constants.filtered_ns * passages / 1e9,
        "titled_us": constants.titled_us * articles / 1e6,
        "count_ns": constants.count_ns * passages / 1e9,
        "known_us": constants.known_us * articles / 1e6,
        "numbers_ns": constants.numbers_ns * passages / 1e9,
        "derived_us": constants.derived_us * passages / 1e6,
        "sharing_ns": sharing_ms(constants, passages) / 1000,
    }


def sharing_ms(constants: Constants, passages: float) -> float:
    """What looking for the near-duplicates of one article among all takes: by 24 bits most are met by chance."""
    return constants.sharing_ms + constants.sharing_ns * max(0.0, passages - constants.small) / 1e6


def chance(constants: Constants) -> float:
    """The share of the shingles that articles of the large index meet which are in two by chance alone."""
    articles = constants.large / constants.passages_an_article
    return constants.shingles**2 * articles / SHINGLES / constants.met_shingles


def sharing_hours(constants: Constants, passages: float, met: float = 1) -> float:
    """Hours of a first sync that go to near-duplicates: each article is looked for among those before it.

    `met` is the share of those shingles that are met in the large index which would be met here.
    """
    each = constants.sharing_ms + met * (sharing_ms(constants, passages / 2) - constants.sharing_ms)
    return passages / constants.passages_an_article * each / 1000 / 3600


def known_gb(constants: Constants, passages: float) -> float:
    """Memory that a sync takes for what is known of all articles."""
    return constants.known_bytes * passages / constants.passages_an_article / GIGABYTE


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of something is borne, and with how many passages that is reached."""

    what: str
    borne: str
    passages: float


def limits(constants: Constants) -> list[Limit]:
    """What breaks first, in order."""
    articles, seconds = constants.passages_an_article, linear_seconds(constants, 1)
    writing_ms = constants.writer_ms * articles  # an article
    sharing = _until(writing_ms, constants.sharing_ms, constants.sharing_ns / 1e6)
    words = _until(_WORDS_MS, constants.words_ms, constants.words_ns / 1e6)
    clusters = _until(_VECTORS_MS, constants.clustered_ms, constants.code_ns * constants.share_read / 1e6)
    each = [
        Limit(
            "titles, at each letter that somebody types",
            f"{_DISCORD_S} s, for which Discord waits",
            _DISCORD_S / seconds["titled_us"],
        ),
        Limit("the first question with a filter after a change", f"{_DISCORD_S} s", _DISCORD_S / seconds["filter_us"]),
        Limit(
            "vectors in FAISS of a question with a filter",
            f"{_VECTORS_MS} ms",
            _VECTORS_MS / 1000 / seconds["filtered_ns"],
        ),
        Limit("vectors in FAISS", f"{_VECTORS_MS} ms", clusters),
        Limit("words of an answer", f"{_WORDS_MS} ms", words + constants.small),
        Limit("opening the search indexes after a change", "1 s", 1 / seconds["open_ns"]),
        Limit("a new base, when a twentieth has changed", "an hour", 3600 / seconds["derived_us"]),
        Limit("near-duplicates in a first `sync`", "as long as all else that writes", 2 * (sharing + constants.small)),
        Limit(
            "memory for what is known, in a `sync`",
            f"{_KNOWN_GB} GB",
            _KNOWN_GB * GIGABYTE / constants.known_bytes * articles,
        ),
        Limit(
            "a graph in one query node of Milvus",
            f"{NODE_GB} GB",
            NODE_GB * GIGABYTE * USABLE / milvus_bytes(constants, True),
        ),
    ]
    return sorted(each, key=lambda limit: limit.passages)


def _until(borne: float, fixed: float, each: float) -> float:
    """How many of `each` reach what is borne, beside what is fixed; what does not grow reaches it never."""
    return (borne - fixed) / each if each else inf
