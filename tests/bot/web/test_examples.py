"""What docs/web.md shows of REST works as it is shown."""

import asyncio
import json
import re
import shutil
from pathlib import Path

import pytest

from bot.web.tokens_file import Token, read_tokens
from index.files.data_folder import DataFolder
from index.ingest.sources import SEEDS
from index.ingest.sync import sync
from tests.bot.web.serving import ENCODER, serving
from tests.command import ROOT

DOCS = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
CALLS = re.findall(r"^curl .+", DOCS, re.MULTILINE)
KEYS = {"ask": "question", "search": "passages", "articles": "articles", "articles/000_858f4c8532cb65ca": "text"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
async def test_calls(tmp_path: Path) -> None:
    """Each call by curl gives what it is there for."""
    sync(DataFolder(tmp_path / "data"), ENCODER, [SEEDS], 1_000_000, lambda _: None)
    assert len(CALLS) == 6
    async with serving(tmp_path / "data") as client:
        for call in CALLS:
            written = call.replace("http://127.0.0.1:8080", str(client.base_url).rstrip("/")).replace("$TOKEN", "x")
            process = await asyncio.create_subprocess_shell(
                f"{written} --silent --show-error --fail-with-body",
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            printed, _ = await process.communicate()
            assert process.returncode == 0, printed
            [asked] = re.findall(r"8080/api/(\S+)", call)
            assert json.loads(printed)[KEYS[asked]]


def test_tokens(tmp_path: Path) -> None:
    """The file of tokens that is shown is one."""
    [shown] = re.findall(r"```toml\n(\[\[token\]\].*?)```", DOCS, re.DOTALL)
    file = tmp_path / "tokens.toml"
    file.touch(0o600)
    file.write_text(shown)
    known = "36243abbb2d07b554bcb6b9b8bd97fa492c8908387162ca2857c83bfa9d2cbea"
    assert read_tokens(file, pytest.fail) == (Token("kiosk", known, ("ask",), ("shared",), 600),)
