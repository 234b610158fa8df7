"""What the doctor says of the ports and tokens that the settings name for the web server and the operator."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.service.metrics import Metrics
from bot.web.doctor import diagnose
from bot.web.operator_app import operator_app
from bot.web.report import Report
from bot.web.serving import listen, serving
from bot.web.tokens_file import add_token
from config import OperatorSettings, ServeSettings, Settings, load_settings
from index.maintenance.finding import Finding


@pytest.fixture
def bound() -> Iterator[socket.socket]:
    """A socket that has a port, at which it answers nobody."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


def settings(serve: ServeSettings | None = None, operator: OperatorSettings | None = None) -> Settings:
    """The settings that ship, but for these tables."""
    shipped = load_settings(Path("/dev/null"))
    return msgspec.structs.replace(shipped, serve=serve or shipped.serve, operator=operator or shipped.operator)


def test_nothing_is_set() -> None:
    """Where neither is set nothing is looked at, so that another program at the port of every server is no fault."""
    assert list(diagnose(settings())) == []


def test_ports(bound: socket.socket) -> None:
    """A port is not in order while another program has it, and is once nobody does."""
    port = bound.getsockname()[1]
    given = settings(ServeSettings(port=port), OperatorSettings(port=port))
    reason = f"cannot listen on 127.0.0.1, port {port}: Address already in use; set "
    assert list(diagnose(given)) == [
        Finding("serve", False, f"{reason}serve.host or serve.port"),
        Finding("operator", False, f"{reason}operator.host or operator.port"),
    ]
    bound.close()
    free = f"127.0.0.1, port {port} is free: nothing of Quotebot runs there now"
    assert list(diagnose(given)) == [Finding("serve", True, free), Finding("operator", True, free)]


@pytest.mark.parametrize("is_ours", [True, False])
async def test_who_has_a_port(is_ours: bool) -> None:
    """A port that a server of ours has is in order, and one where another web server answers is not."""

    async def report(days: int) -> Report:
        raise NotImplementedError

    other = Starlette(routes=[Route("/healthz", lambda _: PlainTextResponse("hello"))])
    app = operator_app(Metrics(), list, "", ("127.0.0.1",), report) if is_ours else other
    listener = listen("127.0.0.1", 0, "operator")
    number = listener.getsockname()[1]
    async with serving(app, listener):
        told = await asyncio.to_thread(lambda: list(diagnose(settings(operator=OperatorSettings(port=number)))))
    assert [one.ok for one in told] == [is_ours]
    if is_ours:
        assert told[0].message == f"Quotebot answers at 127.0.0.1, port {number}"


def test_tokens(tmp_path: Path) -> None:
    """Files of tokens are read, and told of where they cannot be used or others may read them."""
    file = tmp_path / "tokens.toml"
    given = settings(ServeSettings(port=0, tokens_file=str(file)))
    missing = f"{file} (serve.tokens_file) is not there; make it, and a first token, with: quotebot token NAME"
    assert list(diagnose(given)) == [Finding("tokens", False, missing)]
    add_token(file, "kiosk", ["ask"], (), None)
    assert list(diagnose(given)) == [Finding("tokens", True, f"1 in {file}")]
    file.chmod(0o644)
    exposed = f"others on this machine may read who may ask in {file}; keep it yours with: chmod 600 {file}"
    assert list(diagnose(given)) == [Finding("tokens", False, exposed)]


def test_the_operators_token(bound: socket.socket, tmp_path: Path) -> None:
    """The operator's token is wanted where others can reach the port, and must be readable by its owner alone."""
    wanted, *_ = diagnose(settings(operator=OperatorSettings("192.0.2.1", 9100)))
    assert (wanted.part, wanted.ok) == ("operator", False)
    assert "metrics need a token" in wanted.message
    file = tmp_path / "token"
    file.write_text("secret", encoding="utf-8")
    file.chmod(0o640)
    number = bound.getsockname()[1]
    exposed, _ = diagnose(settings(operator=OperatorSettings(port=number, token_file=str(file))))
    said = f"others on this machine may read the token in {file}; keep it yours with: chmod 600 {file}"
    assert exposed == Finding("operator", False, said)
