"""Articles are taken in and questions answered without torch, sentence-transformers and scikit-learn."""

import json
import shutil
from pathlib import Path

import pytest

from index.models.files import PACKAGED, find_model
from tests.bot.conftest import Quotebot
from tests.command import MAIN

pytestmark = pytest.mark.model

_ABSENT = ("torch", "sentence_transformers", "transformers", "sklearn", "scipy", "sympy", "networkx")
_WITHOUT = f"import sys; sys.modules.update(dict.fromkeys({_ABSENT}))\n{MAIN}"
_BRIDGE = "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all. It was shut for a year.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article, in a user account in which nothing was ever made."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / ".cache"))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(_BRIDGE)
    return tmp_path


def another_model(folder: Path) -> Path:
    """The settings for a model that is none of those that are built here."""
    model = Path(shutil.copytree(find_model(PACKAGED).folder, folder / "model"))
    pooling = model / "1_Pooling" / "config.json"
    cls = {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}
    pooling.write_text(json.dumps(json.loads(pooling.read_text()) | cls))
    (folder / "own.toml").write_text(f'[model]\nname = "{model}"\n')
    return folder / "own.toml"


def test_sync_and_ask(quotebot: Quotebot, folder: Path) -> None:
    """A new user's first sync and question do without, GPU or not."""
    added = quotebot("sync", "articles", code=_WITHOUT)
    assert (added.returncode, added.stdout) == (0, "1 added, 0 changed, 0 removed, 0 unchanged\n"), added.stderr
    asked = quotebot("ask", "--json", "Who paid for the repair of the bridge?", code=_WITHOUT)
    assert "The parish paid for the repair of the bridge" in asked.stdout, asked.stderr
    assert (folder / "home" / ".cache" / "quotebot").is_dir()
    assert not (folder / ".quotebot" / "encoder").exists()


def test_what_needs_them_says_so(quotebot: Quotebot, folder: Path, cross_encoder: Path) -> None:
    """Another model, a reranker and the measurement of answers are refused with what to install."""
    refused = quotebot("sync", "articles", "--config", another_model(folder), code=_WITHOUT)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("Error: model.name: ")
    assert refused.stderr.splitlines()[-1].endswith("install it with: pip install sentence-transformers")
    (folder / "reranker.toml").write_text(f'[model]\nreranker = "{cross_encoder}"\n')
    assert quotebot("sync", "articles", code=_WITHOUT).returncode == 0
    refused = quotebot("ask", "Who paid?", "--config", "reranker.toml", code=_WITHOUT)
    assert refused.stderr.splitlines()[-1].endswith("install it with: pip install sentence-transformers")
    (folder / "questions.jsonl").write_text("")
    refused = quotebot("evaluate", "questions.jsonl", code=_WITHOUT)
    assert refused.stderr.splitlines()[-1].endswith("install it with: pip install scikit-learn")


def test_another_model_is_exported(quotebot: Quotebot, folder: Path) -> None:
    """With sentence-transformers a model of another kind is exported, once, and then runs without it."""
    settings = another_model(folder)
    added = quotebot("sync", "articles", "--config", settings)
    assert added.returncode == 0, added.stderr
    asked = quotebot("ask", "--json", "Who paid for the repair?", "--config", settings, code=_WITHOUT)
    assert "The parish paid for the repair of the bridge" in asked.stdout, asked.stderr
