"""What went wrong is told in a sentence, and of a fault no more than that there was one."""

import json

import pytest
from starlette.requests import Request

from bot.service.worker_pool import ClosedPoolError, Overloaded
from bot.web.problems import told
from index.errors import QuotebotError

REQUEST = Request({"type": "http"})
WITHHELD = "secret of /home/ann/articles"
CANNOT = "the articles cannot be read just now; the log of the server tells its operator why"


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (Overloaded("too much waits; ask again later"), 503, "too much waits; ask again later"),
        (ClosedPoolError(WITHHELD), 503, CANNOT),
        (QuotebotError(WITHHELD), 503, CANNOT),
        (OSError(5, WITHHELD), 503, CANNOT),
    ],
)
async def test_come_again(error: Exception, status: int, detail: str) -> None:
    """What may go well a little later is told with when to ask again."""
    response = await told(REQUEST, error)
    assert (response.status_code, response.headers["retry-after"]) == (status, "10")
    assert json.loads(bytes(response.body))["detail"] == detail


async def test_a_fault() -> None:
    """Of a fault nothing is told of what it was."""
    response = await told(REQUEST, ValueError(WITHHELD))
    assert json.loads(bytes(response.body)) == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "something went wrong here; the log of the server tells more",
    }
