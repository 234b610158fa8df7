"""The constants, of what was measured."""

from math import log2

from tests.benchmarks.scale.constants import Constants
from tests.benchmarks.scale.indexes import Measured
from tests.benchmarks.scale.parts import Parts
from tests.benchmarks.scale.servers import OfArticles, OfState

# Measured elsewhere, since it takes long: docs/performance.md and docs/indexing-on-ray.md.
_WRITER_MS, _RAY_BYTES, _SHARE_READ = 1.5, 11_000.0, 235 / 1024


def derived(
    small: Measured, large: Measured, parts: Parts, articles: OfArticles, state: OfState, questions: int
) -> Constants:
    """All constants. Raises ValueError where the large index is too small to have clusters."""
    if large.clusters is None:
        raise ValueError(f"of {large.passages} passages all vectors are compared; measure a larger index")
    clusters, more = large.clusters, large.passages - small.passages
    code_ms = (clusters.all_ms - clusters.one_ms) / large.passages
    of_small = small.stages_ms
    return Constants(
        small=small.passages,
        large=large.passages,
        questions=questions,
        passages_an_article=large.passages / large.articles,
        dimension=small.dimension,
        sqlite_bytes=large.bytes["library"] / large.passages,
        postgres_bytes=articles.table_bytes / articles.passages,
        wal_bytes=articles.log_bytes / articles.passages,
        vector_bytes=large.bytes["rows"] / large.passages,
        code_bytes=large.bytes["codes"] / large.passages,
        words_bytes=large.bytes["words"] / large.passages,
        milvus_lite_bytes=parts.milvus_lite_bytes / small.passages,
        process_mb=small.memory_mb,
        memory_bytes=max(0.0, 1e6 * (large.memory_mb - small.memory_mb) / more),
        fixed_ms=small.answer_ms - of_small["vectors"] - of_small["words"] - of_small["reader"] - small.rows_ms,
        reader_ms=of_small["reader"],
        flat_ns=1e6 * parts.flat_ms / small.passages,
        clustered_ms=max(0.0, large.stages_ms["vectors"] - code_ms * clusters.share * large.passages),
        code_ns=1e6 * code_ms,
        share_read=_SHARE_READ,
        graph_ms=parts.graph_ms,
        doubling_ms=max(0.0, parts.larger_graph_ms - parts.graph_ms) / log2(parts.larger_graph / small.passages),
        words_ms=of_small["words"],
        words_ns=max(0.0, 1e6 * (large.stages_ms["words"] - of_small["words"]) / more),
        passages_read=small.rows,
        rows_sqlite_ms=small.rows_ms,
        rows_postgres_ms=articles.rows_ms,
        articles_turns=articles.turns,
        articles_bytes=articles.passed_bytes,
        state_turns=state.turns,
        state_bytes=state.passed_bytes,
        state_ms=state.milliseconds,
        state_bot_ms=state.bot_ms,
        state_server_ms=state.server_ms,
        embedded_f32=parts.embedded_f32,
        embedded_bf16=parts.embedded_bf16,
        prepared=parts.prepared,
        writer_ms=_WRITER_MS,
        derived_us=1e6 * parts.derived_seconds / small.passages,
        put_turns=articles.put_turns,
        ray_bytes=_RAY_BYTES,
        open_ns=1e9 * large.seconds["open"] / large.passages,
        filter_us=1e6 * large.seconds["filter"] / large.passages,
        filtered_ns=1e6 * large.filtered_ms / large.passages,
        known_us=1e6 * large.seconds["known"] / large.articles,
        known_bytes=large.known_bytes / large.articles,
        numbers_ns=1e9 * large.seconds["numbers"] / large.passages,
        titled_us=1e6 * large.seconds["titled"] / large.articles,
        count_ns=1e9 * articles.counting / articles.passages,
        shingles=large.shingles,
        met_shingles=large.met_shingles,
        sharing_ms=1000 * small.sharing_seconds,
        sharing_ns=max(0.0, 1e9 * (large.sharing_seconds - small.sharing_seconds) / more),
    )
