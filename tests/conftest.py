"""Models that tests share."""

from pathlib import Path

import pytest

from tests.rerankers import make_cross_encoder


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small CrossEncoder, made once, that prefers what is certain."""
    return make_cross_encoder(tmp_path_factory.mktemp("models") / "cross-encoder")
