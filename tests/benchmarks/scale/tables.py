"""The constants and what the model makes of them, as tables."""

from collections.abc import Iterator

import msgspec

from tests.benchmarks.scale import model
from tests.benchmarks.scale.constants import Constants, meanings
from tests.benchmarks.tables import table

STEPS = (10**6, 10**7, 10**8, 10**9)
CORES = (2, 16, 64, 512)
TURNS_MS = (0.1, 0.5, 2.0)
_BEGIN, _END = "<!-- figures -->\n\n", "\n\n<!-- end of figures -->"
_HEAD = ("passages", *(f"{step:,}" for step in STEPS))
_LINEAR = {
    "titled_us": "titles, at each letter that somebody types",
    "filtered_ns": "vectors of a question with a filter",
    "filter_us": "the first question with a filter, in each thread, after each change",
    "count_ns": "counting what there is in PostgreSQL",
    "open_ns": "opening the search indexes, after each change",
    "known_us": "what is known of articles, at each `sync`",
    "sharing_ns": "near-duplicates of one new article",
    "numbers_ns": "all numbers, at a new base",
    "derived_us": "a new base, and both indexes after damage",
}


class Figures(msgspec.Struct, frozen=True):
    """What is written to scale.json."""

    machine: str
    commit: str
    constants: Constants


def markdown(figures: Figures) -> str:
    """All tables, and what was measured on which machine."""
    tables = (f"**{title}**\n\n{of}" for title, of in _tables(figures.constants))
    return "\n\n".join((f"{figures.machine}. Commit {figures.commit}.", *tables))


def _tables(constants: Constants) -> Iterator[tuple[str, str]]:
    yield "Constants", _constants(constants)
    yield "Disk, GB", table(_HEAD, _disk(constants))
    yield "Memory", table(_HEAD, _memory(constants))
    yield "Milliseconds of an answer, one asker, no network", table(_HEAD, _answer(constants))
    yield "Hours of a first `sync`", table(_HEAD, _sync(constants))
    yield "Milliseconds that a question waits for the network", _network(constants)
    yield "Questions a second", table(_HEAD, _questions(constants))
    yield "Seconds of what looks at all there is", table(_HEAD, _linear(constants))
    limits = ((limit.what, limit.borne, _rounded(limit.passages)) for limit in model.limits(constants))
    yield "What breaks first", table(("what", "borne", "reached with passages"), limits)


def _constants(constants: Constants) -> str:
    words = {
        "small": f"{constants.small:,}",
        "large": f"{constants.large:,}",
        "questions": str(constants.questions),
    }
    rows = (
        (of.what, f"{number(getattr(constants, name))} {of.unit}".strip(), of.how.format(**words), f"`{name}`")
        for name, of in meanings()
    )
    return table(("what", "value", "how", "name"), rows)


def _disk(constants: Constants) -> Iterator[tuple[str, ...]]:
    here = [model.disk_gb(constants, step, False, False) for step in STEPS]
    servers = [model.disk_gb(constants, step, True, True) for step in STEPS]
    yield ("truth in SQLite", *(number(one["truth"]) for one in here))
    yield ("truth in PostgreSQL", *(number(one["truth"]) for one in servers))
    yield ("vectors in FAISS", *(number(one["vectors"]) for one in here))
    yield ("vectors in Milvus, one copy", *(number(one["vectors"]) for one in servers))
    yield ("words in Tantivy", *(number(one["words"]) for one in here))


def _memory(constants: Constants) -> Iterator[tuple[str, ...]]:
    yield (
        "a process that answers, all mapped files read, GB",
        *(number(model.process_gb(constants, step)) for step in STEPS),
    )
    yield ("of it numbers in arrays of its own, GB", *(number(model.numbered_gb(step)) for step in STEPS))
    yield ("a `sync`: what is known of articles, GB", *(number(model.known_gb(constants, step)) for step in STEPS))
    for name, is_graph in (("all compared", False), ("a graph", True)):
        held = [model.milvus_bytes(constants, is_graph) * step / model.GIGABYTE for step in STEPS]
        yield (f"Milvus, {name}, GB", *map(number, held))
    yield (f"query nodes of {model.NODE_GB} GB", *(str(model.nodes(constants, step)) for step in STEPS))


def _answer(constants: Constants) -> Iterator[tuple[str, ...]]:
    yield ("all but what follows", *[number(constants.fixed_ms)] * len(STEPS))
    yield ("the reader", *[number(constants.reader_ms)] * len(STEPS))
    yield ("words", *(number(model.words_ms(constants, step)) for step in STEPS))
    yield ("rows from SQLite", *[number(constants.rows_sqlite_ms)] * len(STEPS))
    yield ("rows from PostgreSQL", *[number(constants.rows_postgres_ms)] * len(STEPS))
    yield ("vectors, FAISS, all compared", *(number(model.flat_ms(constants, step)) for step in STEPS))
    yield ("vectors, FAISS in clusters", *(number(model.clustered_ms(constants, step)) for step in STEPS))
    graphs = [model.graph_ms(constants, step / model.nodes(constants, step)) for step in STEPS]
    yield ("vectors, a graph in each node", *map(number, graphs))
    for name, in_postgres, in_milvus in (("FAISS and SQLite", False, False), ("Milvus and PostgreSQL", True, True)):
        sums = [model.answer_ms(constants, step, in_postgres, in_milvus) for step in STEPS]
        yield (f"**an answer with {name}**", *(f"**{number(one)}**" for one in sums))


def _sync(constants: Constants) -> Iterator[tuple[str, ...]]:
    for precision, is_bf16 in (("f32", False), ("bf16", True)):
        for cores in CORES:
            hours = [model.sync_hours(constants, step, cores, is_bf16) for step in STEPS]
            yield (f"{cores} cores, {precision}", *map(number, hours))
    least = [model.embedding_hours(model.writer_pace(constants), step) for step in STEPS]
    yield ("at least, for the one process that writes", *map(number, least))
    yield (
        "and near-duplicates besides, which it looks for",
        *(number(model.sharing_hours(constants, step)) for step in STEPS),
    )
    met = model.chance(constants)
    by_chance = [model.sharing_hours(constants, step, met) for step in STEPS]
    yield ("the same, if articles share shingles by chance alone", *map(number, by_chance))
    for turn in TURNS_MS:
        hours = [model.waiting_hours(constants, step, turn) for step in STEPS]
        yield (f"and waiting for PostgreSQL, {turn:g} ms a round trip", *map(number, hours))
    yield ("network with Ray, GB", *(number(model.ray_gb(constants, step)) for step in STEPS))


def _network(constants: Constants) -> str:
    rows = (
        (f"{turn:g} ms", *(number(of) for of in each.values()), number(sum(each.values())))
        for turn in TURNS_MS
        for each in [model.network_ms(constants, turn)]
    )
    return table(("a round trip", "articles in PostgreSQL", "what the bot keeps", "vectors in Milvus", "all"), rows)


def _questions(constants: Constants) -> Iterator[tuple[str, ...]]:
    for name, in_postgres, in_milvus in (("FAISS and SQLite", False, False), ("Milvus and PostgreSQL", True, True)):
        for cores in CORES[:3]:
            each = [model.answers_a_second(constants, step, cores, in_postgres, in_milvus) for step in STEPS]
            yield (f"{cores} cores of bots, {name}", *map(number, each))
    yield ("a PostgreSQL of 2 cores keeps state of", *[number(model.state_a_second(constants, 2))] * len(STEPS))
    yield ("1 Gbit/s carries articles of", *[number(model.carried_a_second(constants, 1))] * len(STEPS))


def _linear(constants: Constants) -> Iterator[tuple[str, ...]]:
    each = [model.linear_seconds(constants, step) for step in STEPS]
    for name, what in _LINEAR.items():
        yield (what, *(number(one[name]) for one in each))


def _rounded(passages: float) -> str:
    """So many passages, by two digits that count."""
    return f"{float(f'{passages:.2g}'):,.0f}"


def number(value: float) -> str:
    """A number with two digits that count, and no fewer than stand before its point."""
    if not value or abs(value) >= 10:
        return f"{value:,.0f}"
    return f"{value:.2g}" if abs(value) >= 1e-3 else f"{value:.1g}"


def replaced(document: str, block: str) -> str:
    """A document with other tables between its marks. Raises ValueError where it has none."""
    before, _, rest = document.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"the document lacks {_BEGIN.strip()} or {_END.strip()}")
    return f"{before}{_BEGIN}{block}{_END}{after}"


def decoded(content: bytes) -> Figures:
    """The constants of a file in JSON. Raises msgspec.ValidationError where one is missing or no number."""
    return msgspec.json.decode(content, type=Figures)
