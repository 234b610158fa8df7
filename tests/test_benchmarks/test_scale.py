"""What larger indexes cost is worked out by the formulas that docs/scale.md tells, of the constants that it names."""

from dataclasses import astuple
from pathlib import Path

import msgspec
import pytest

from tests.benchmarks.machine import ROOT
from tests.benchmarks.scale import model
from tests.benchmarks.scale.constants import Constants, meanings
from tests.benchmarks.scale.servers import Passed
from tests.benchmarks.scale.tables import Figures, decoded, markdown, number, replaced

DOCS = ROOT / "docs"
ONES = Constants(**dict.fromkeys(Constants.__struct_fields__, 1))
MILLION = 10**6


def having(**constants: float) -> Constants:
    """Constants that are 1 but for these."""
    return msgspec.structs.replace(ONES, **constants)


def test_the_document_has_the_tables_of_its_constants() -> None:
    """Every table of docs/scale.md is what the formulas make of the constants in docs/scale.json."""
    assert markdown(decoded((DOCS / "scale.json").read_bytes())) in (DOCS / "scale.md").read_text(encoding="utf-8")


def test_tables_are_replaced() -> None:
    """Other tables stand in the document where the last ones did, and nothing else changes."""
    document = "Before.\n\n<!-- figures -->\n\nOld.\n\n<!-- end of figures -->\n\nAfter.\n"
    assert replaced(document, "New.") == document.replace("Old.", "New.")
    with pytest.raises(ValueError, match="lacks <!-- figures -->"):
        replaced("Before.", "New.")


def test_every_constant_is_explained() -> None:
    """Each constant but the sizes that were measured has its meaning, its unit and how it was got."""
    assert [name for name, _ in meanings()] == list(Constants.__struct_fields__[3:])


def test_disk() -> None:
    """Gigabytes are those of the truth, the vectors and the words, each where it is."""
    constants = having(
        sqlite_bytes=6000, postgres_bytes=9000, vector_bytes=768, code_bytes=82, words_bytes=400, dimension=384
    )
    here = model.disk_gb(constants, MILLION, in_postgres=False, in_milvus=False)
    assert here == pytest.approx({"truth": 6.0, "vectors": 0.85, "words": 0.4})
    servers = model.disk_gb(constants, MILLION, in_postgres=True, in_milvus=True)
    assert servers == pytest.approx({"truth": 9.0, "vectors": 1.544, "words": 0.4})


def test_memory_of_milvus() -> None:
    """A node holds a vector, its number and its links; so many nodes are needed as hold all of them once."""
    constants = having(dimension=384)
    assert model.milvus_bytes(constants, is_graph=False) == 1544
    assert model.milvus_bytes(constants, is_graph=True) == pytest.approx(1544 + 4 * (65 + 33 / 31))
    assert [model.nodes(constants, passages) for passages in (1, 24 * MILLION, 25 * MILLION, 10**9)] == [1, 1, 2, 41]


def test_memory_of_a_process() -> None:
    """A process takes what it has without passages, and for each its codes, its words and nine bytes of numbers."""
    constants = having(process_mb=300, code_bytes=91, words_bytes=300)
    assert model.process_gb(constants, 10 * MILLION) == pytest.approx(4.3)
    assert model.numbered_gb(10 * MILLION) == pytest.approx(0.09)


def test_vectors() -> None:
    """Comparing all grows with the passages, clusters with those that are read, and a graph with the logarithm."""
    constants = having(
        flat_ns=25, clustered_ms=0.5, code_ns=20, share_read=0.1, small=1000, graph_ms=0.25, doubling_ms=0.125
    )
    assert model.flat_ms(constants, MILLION) == pytest.approx(25)
    assert model.clustered_ms(constants, MILLION) == pytest.approx(2.5)
    assert model.clustered_ms(constants, MILLION, share=1) == pytest.approx(20.5)
    assert [model.graph_ms(constants, passages) for passages in (10, 1000, 64_000)] == pytest.approx([0.25, 0.25, 1.0])


def test_an_answer() -> None:
    """An answer is the sum of its parts, and waits for the network where they are elsewhere."""
    constants = having(
        **{"fixed_ms": 10, "reader_ms": 20, "words_ms": 1, "words_ns": 2, "small": 0, "rows_sqlite_ms": 3},
        **{"rows_postgres_ms": 5, "clustered_ms": 0.5, "code_ns": 5, "share_read": 1, "articles_turns": 10},
    )
    assert model.words_ms(constants, MILLION) == pytest.approx(3)
    assert model.answer_ms(constants, MILLION, in_postgres=False, in_milvus=False) == pytest.approx(41.5)
    assert model.answer_ms(constants, MILLION, in_postgres=True, in_milvus=False, turn_ms=0.5) == pytest.approx(48.5)
    assert model.network_ms(having(articles_turns=10, state_turns=19), 2.0) == {
        "articles": 20,
        "state": 38,
        "vectors": 2,
    }


def test_a_first_sync() -> None:
    """Cores read, split and embed as fast as they can, and no faster than one process writes."""
    constants = having(embedded_f32=50, embedded_bf16=100, prepared=100, writer_ms=2)
    assert model.pace(constants, 3, is_bf16=False) == pytest.approx(100)
    assert model.sync_hours(constants, 36 * MILLION, 3, is_bf16=False) == pytest.approx(100)
    assert model.sync_hours(constants, 36 * MILLION, 64, is_bf16=True) == pytest.approx(20)
    assert model.waiting_hours(having(put_turns=2), 36 * MILLION, 0.5) == pytest.approx(10)
    assert model.ray_gb(having(ray_bytes=11_000), MILLION) == pytest.approx(11)


def test_questions_a_second() -> None:
    """Cores answer as many as their time allows, and a PostgreSQL keeps as many as its own does."""
    constants = having(
        **{"fixed_ms": 10, "reader_ms": 5, "words_ms": 1, "words_ns": 0, "rows_sqlite_ms": 1, "rows_postgres_ms": 2},
        **{"clustered_ms": 1, "code_ns": 0, "state_bot_ms": 2, "state_server_ms": 4},
    )
    assert model.answers_a_second(constants, MILLION, 2, in_postgres=False, in_milvus=False) == pytest.approx(100)
    assert model.answers_a_second(constants, MILLION, 2, in_postgres=True, in_milvus=True) == pytest.approx(100)
    assert model.state_a_second(constants, 2) == pytest.approx(500)
    assert model.carried_a_second(having(articles_bytes=500_000), 1) == pytest.approx(250)


def test_what_looks_at_all() -> None:
    """What is counted by articles is spread over their passages."""
    constants = having(passages_an_article=10, known_us=20, known_bytes=500, count_ns=30)
    seconds = model.linear_seconds(constants, MILLION)
    assert (seconds["known_us"], seconds["count_ns"]) == pytest.approx((2, 0.03))
    assert model.known_gb(constants, MILLION) == pytest.approx(0.05)


def test_near_duplicates() -> None:
    """An article is looked for among all that there are; a first sync looks for each among half of them in the mean."""
    constants = having(passages_an_article=10, sharing_ms=1, sharing_ns=10, small=0)
    assert model.linear_seconds(constants, MILLION)["sharing_ns"] == pytest.approx(0.011)
    assert model.sharing_hours(constants, 36 * MILLION) == pytest.approx(1000 * 0.181)
    assert model.sharing_hours(constants, 36 * MILLION, met=0.5) == pytest.approx(1000 * 0.091)


def test_shingles_met_by_chance() -> None:
    """Two articles of so few shingles share some by chance, which is a share of those that are met."""
    constants = having(passages_an_article=10, large=2**20 * 10, shingles=64, met_shingles=1024)
    assert model.chance(constants) == pytest.approx(0.25)


def test_what_breaks_first() -> None:
    """Limits stand in the order in which they are reached, each where its formula reaches what is borne."""
    constants = having(
        **{"passages_an_article": 10, "small": 0, "titled_us": 2, "filter_us": 1, "filtered_ns": 25, "words_ms": 0},
        **{"words_ns": 4, "clustered_ms": 0, "code_ns": 5, "share_read": 0.2, "open_ns": 100, "derived_us": 300},
        **{"sharing_ms": 5, "sharing_ns": 10, "writer_ms": 1.5, "known_bytes": 400, "dimension": 384},
    )
    reached = {limit.what: round(limit.passages / MILLION, 6) for limit in model.limits(constants)}
    assert list(reached.items()) == [
        ("near-duplicates in a first `sync`", 2),
        ("the first question with a filter after a change", 3),
        ("vectors in FAISS of a question with a filter", 4),
        ("opening the search indexes after a change", 10),
        ("a new base, when a twentieth has changed", 12),
        ("titles, at each letter that somebody types", 15),
        ("a graph in one query node of Milvus", pytest.approx(24.7, abs=0.1)),
        ("words of an answer", 25),
        ("vectors in FAISS", 100),
        ("memory for what is known, in a `sync`", 400),
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (0.00021, "0.0002"), (0.0123, "0.012"), (1.26, "1.3"), (9.96, "10"), (12.4, "12"), (1234.5, "1,234")],
)
def test_numbers_have_two_digits_that_count(value: float, written: str) -> None:
    """A number is written by as many digits as it can be known to."""
    assert number(value) == written


def test_round_trips_are_counted() -> None:
    """One is each answer that follows on something asked, in however many pieces both come."""
    passed = Passed()
    for is_answer, size in ((False, 10), (False, 5), (True, 100), (True, 50), (False, 1), (True, 2), (True, 3)):
        passed.note(is_answer, size)
    assert astuple(passed)[:2] == (171, 2)


def test_constants_of_ones_own(tmp_path: Path) -> None:
    """A file of constants of one's own is read as it was written, and one that lacks some is refused."""
    file = tmp_path / "own.json"
    own = Figures("a machine", "a commit", having(dimension=1024))
    file.write_bytes(msgspec.json.encode(own))
    assert decoded(file.read_bytes()) == own
    with pytest.raises(msgspec.ValidationError, match="missing required field `small`"):
        decoded(b'{"machine": "", "commit": "", "constants": {}}')
