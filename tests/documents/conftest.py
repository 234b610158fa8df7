"""What tests of the documents share that takes long to make."""

from pathlib import Path

import pytest

from index.models.openvino import OpenVinoEncoder
from tests.conftest import Shared
from tests.documents.world import make


@pytest.fixture(scope="module")
def folder(shared: Shared, encoder: OpenVinoEncoder) -> Path:
    """The folder of an index of the documents, to be read only."""
    return shared("documents", lambda folder: make(folder, encoder))
