"""Who may read what whoever runs a bot or a web server is told of it."""

from pathlib import Path

import pytest

from bot.web.operating import read_operator_token
from config import OperatorSettings
from index.errors import QuotebotError


def test_tokens(tmp_path: Path) -> None:
    """A server for this machine alone needs no token, any other one does, and a file of one is read."""
    warnings = list[str]()
    for host in ("127.0.0.1", "localhost", "::1"):
        assert read_operator_token(OperatorSettings(host, 9100), warnings.append) == ""
    assert read_operator_token(OperatorSettings("0.0.0.0", 0), warnings.append) == ""  # noqa: S104 - it serves nowhere
    for host in ("0.0.0.0", "192.0.2.1", "bot.example", "::"):  # noqa: S104
        with pytest.raises(
            QuotebotError, match=r"metrics need a token: save one in a file named by operator\.token_file"
        ):
            read_operator_token(OperatorSettings(host, 9100), warnings.append)
    file = tmp_path / "token"
    file.write_text("secret\n", encoding="utf-8")
    file.chmod(0o600)
    assert read_operator_token(OperatorSettings("::", 9100, str(file)), warnings.append) == "secret"
    assert warnings == []
    file.write_text("se cret", encoding="utf-8")
    with pytest.raises(QuotebotError) as refused:
        read_operator_token(OperatorSettings(port=9100, token_file=str(file)), warnings.append)
    remedy = "make one with: openssl rand -hex 32"
    assert str(refused.value) == f"{file} (operator.token_file) holds no token: it is one word; {remedy}"
