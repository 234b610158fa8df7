"""What the log and the metrics tell of a question on the web."""

import json
import logging

import pytest

from bot.service.metrics import Metrics
from bot.service.worker_pool import Overloaded
from bot.terminal.log import JsonFormatter
from bot.web.asking import EmptyQuestionError
from bot.web.question_trace import traced


def _logged(caplog: pytest.LogCaptureFixture) -> dict[str, object]:
    (record,) = caplog.records
    told: dict[str, object] = json.loads(JsonFormatter("").format(record))
    return {name: told[name] for name in ("level", "event", "door", "id", "outcome", "answered_ms")}


@pytest.mark.parametrize(("answered", "outcome"), [(True, "answered"), (False, "not answered")])
def test_answered(answered: bool, outcome: str, caplog: pytest.LogCaptureFixture) -> None:
    """A question that is answered, or that the articles do not answer, is one event with its id and its time."""
    metrics = Metrics()
    with caplog.at_level(logging.INFO, "quotebot"), traced(metrics, "api") as trace:
        trace.answered = answered
    logged = _logged(caplog)
    took = logged.pop("answered_ms")
    assert isinstance(took, float)
    assert logged == {"level": "info", "event": "question", "door": "api", "id": trace.id, "outcome": outcome}
    line = f'quotebot_questions_total{{door="api",outcome="{outcome}"}} 1.0'
    assert line in metrics.exposition().decode().splitlines()


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(EmptyQuestionError("empty"), "refused"), (Overloaded("full"), "refused"), (OSError(), "failed")],
)
def test_not_looked_at(error: Exception, outcome: str, caplog: pytest.LogCaptureFixture) -> None:
    """What was refused, or went wrong, is told as that, without a time."""
    metrics = Metrics()
    with caplog.at_level(logging.INFO, "quotebot"), pytest.raises(type(error)), traced(metrics, "web") as trace:
        raise error
    logged = {
        "level": "info",
        "event": "question",
        "door": "web",
        "id": trace.id,
        "outcome": outcome,
        "answered_ms": None,
    }
    assert _logged(caplog) == logged
    assert "quotebot_question_seconds_count" not in metrics.exposition().decode()
