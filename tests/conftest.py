"""Models and processes that tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rerankers import make_cross_encoder
from tests.soak.syscalls import is_supported
from tests.soak.world import Warm


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small CrossEncoder, made once, that prefers what is certain."""
    return make_cross_encoder(tmp_path_factory.mktemp("models") / "cross-encoder")


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Runs commands that are watched, and killed or failed."""
    if not is_supported():
        pytest.skip("system calls can be watched on Linux x86-64 alone")
    with Warm() as opened:
        yield opened
