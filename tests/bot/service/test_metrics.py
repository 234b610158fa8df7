"""What is told of a bot or web server that runs, to the letter."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from math import inf

from prometheus_client.parser import text_string_to_metric_families

from bot.service.index_state import IndexState
from bot.service.metrics import CONTENT_TYPE, GatewayState, Metrics
from bot.service.worker_pool import WorkerPool
from index.errors import QuotebotError


def told(metrics: Metrics, beginning: str) -> list[str]:
    """The samples of metrics whose names begin so, those at 0 and the times at which others began aside."""
    lines = metrics.exposition().decode().splitlines()
    return [
        line for line in lines if line.startswith(beginning) and "_created" not in line and not line.endswith(" 0.0")
    ]


def test_questions() -> None:
    """Questions are counted by door and outcome, all of which stand at 0 before, and times of shown answers by door."""
    metrics = Metrics()
    zeros = [line for line in metrics.exposition().decode().splitlines() if line.startswith("quotebot_questions_total")]
    assert zeros == [
        f'quotebot_questions_total{{door="{door}",outcome="{outcome}"}} 0.0'
        for door in ("discord", "web", "api", "mcp")
        for outcome in ("answered", "not answered", "refused", "failed")
    ]
    metrics.count_question("discord", "answered", 0.3)
    metrics.count_question("discord", "answered", 7.0)
    metrics.count_question("discord", "refused")
    metrics.count_question("mcp", "not answered", 0.01)
    assert told(metrics, "quotebot_questions") == [
        'quotebot_questions_total{door="discord",outcome="answered"} 2.0',
        'quotebot_questions_total{door="discord",outcome="refused"} 1.0',
        'quotebot_questions_total{door="mcp",outcome="not answered"} 1.0',
    ]
    edges = {"0.5": 1.0, "1.0": 1.0, "2.5": 1.0, "5.0": 1.0, "10.0": 2.0, "30.0": 2.0, "+Inf": 2.0}
    assert told(metrics, 'quotebot_question_seconds_bucket{door="discord"') == [
        f'quotebot_question_seconds_bucket{{door="discord",le="{edge}"}} {count}' for edge, count in edges.items()
    ]
    assert told(metrics, "quotebot_question_seconds_sum") == [
        'quotebot_question_seconds_sum{door="discord"} 7.3',
        'quotebot_question_seconds_sum{door="mcp"} 0.01',
    ]


def test_stages() -> None:
    """Milliseconds of stages are told in seconds, by the names of the stages."""
    metrics = Metrics()
    metrics.count_stages({"search": 12.5, "late interaction": 0.75})
    metrics.count_stages({"search": 12.5})
    assert [line for line in told(metrics, "quotebot_stage_seconds") if "_bucket" not in line] == [
        'quotebot_stage_seconds_count{stage="search"} 2.0',
        'quotebot_stage_seconds_sum{stage="search"} 0.025',
        'quotebot_stage_seconds_count{stage="late interaction"} 1.0',
        'quotebot_stage_seconds_sum{stage="late interaction"} 0.00075',
    ]


def test_index() -> None:
    """What an index holds is read each time it is told, and of one that cannot be read, that."""
    metrics, states = Metrics(), [IndexState(7, 91, 480, 1740830400.5)]

    def read() -> IndexState:
        if not states:
            raise QuotebotError("there is no index")
        return states[-1]

    metrics.watch_index(read)
    assert told(metrics, "quotebot_index") == [
        "quotebot_index_readable 1.0",
        "quotebot_index_generation 7.0",
        "quotebot_index_articles 91.0",
        "quotebot_index_passages 480.0",
        "quotebot_index_published_timestamp_seconds 1.7408304005e+09",
    ]
    states.append(IndexState(8, 92, 481, 1740830500))
    assert "quotebot_index_generation 8.0" in told(metrics, "quotebot_index")
    states.clear()
    lines = metrics.exposition().decode().splitlines()
    assert [line for line in lines if line.startswith("quotebot_index")] == ["quotebot_index_readable 0.0"]


def test_gateway() -> None:
    """How the connection to Discord is is asked each time; a time that is not known is none."""
    metrics, states = Metrics(), [GatewayState(True, 0.041, 12)]
    metrics.watch_gateway(lambda: states[-1])
    assert told(metrics, "quotebot_gateway") == [
        "quotebot_gateway_connected 1.0",
        "quotebot_gateway_latency_seconds 0.041",
        "quotebot_gateway_servers 12.0",
    ]
    states.append(GatewayState(False, inf, 0))
    assert told(metrics, "quotebot_gateway") == ["quotebot_gateway_latency_seconds +Inf"]


async def test_queue() -> None:
    """What waits for a worker pool, and how many help there, is asked each time."""

    @contextmanager
    def worker() -> Iterator[None]:
        yield

    metrics = Metrics()
    async with WorkerPool(worker, 1, 10) as pool:
        metrics.watch_queue(pool)
        lines = metrics.exposition().decode().splitlines()
        assert "quotebot_queue_length 0.0" in lines
        assert "quotebot_helpers 0.0" in lines


def test_it_is_what_prometheus_reads() -> None:
    """All of it is of the format that its type names, of one registry alone, with what the process takes."""
    metrics = Metrics()
    metrics.count_question("web", "failed")
    families = {family.name: family for family in text_string_to_metric_families(metrics.exposition().decode())}
    assert {"quotebot_questions", "process_resident_memory_bytes", "process_open_fds", "python_info"} <= families.keys()
    assert CONTENT_TYPE == "text/plain; version=0.0.4; charset=utf-8"
    assert told(Metrics(), "quotebot_questions") == []


def test_threads() -> None:
    """No count is lost where many threads count at once."""
    metrics = Metrics()
    with ThreadPoolExecutor(8) as executor:
        list(executor.map(lambda _: metrics.count_question("api", "answered", 0.1), range(4000)))
    assert told(metrics, "quotebot_questions") == ['quotebot_questions_total{door="api",outcome="answered"} 4000.0']


def test_no_label_is_of_people() -> None:
    """No label has a name by which an id or a text could stand in it."""
    metrics = Metrics()
    metrics.count_question("discord", "answered", 0.2)
    metrics.count_stages({"search": 1.0})
    metrics.watch_gateway(lambda: GatewayState(True, 0.1, 1))
    families = text_string_to_metric_families(metrics.exposition().decode())
    own = [family for family in families if family.name.startswith("quotebot")]
    labels = {label for family in own for sample in family.samples for label in sample.labels}
    assert labels == {"door", "outcome", "stage", "le"}
