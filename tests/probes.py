"""Writes index/models/probes.json: what sentence-transformers gives for some texts with the packaged model.

python -m tests.probes
"""

from pathlib import Path

import msgspec

from index.models import export
from index.models.export import Probes
from index.models.files import PACKAGED, find_model
from index.models.sentence_transformers import ReferenceEncoder

FILE = Path(export.__file__).with_name("probes.json")
TEXTS = (
    "Who?",
    "El Salvador has agreed to house violent criminals.",
    "The price of oil rose from US$3 per barrel to nearly $12 globally; it was later called the “first oil shock”.",
    "¿Qué dijo el presidente? " * 12,
    "a long passage that does not end " * 60,
)


def probes() -> Probes:
    """The texts, and their vectors to five digits."""
    model = find_model(PACKAGED)
    vectors = ReferenceEncoder.load(model).encode_sentences(TEXTS)
    rows = [[round(value, 5) for value in row] for row in vectors.tolist()]
    return Probes(model.digest(), list(TEXTS), rows)


if __name__ == "__main__":
    FILE.write_bytes(msgspec.json.encode(probes()) + b"\n")
