"""The designs of a reader, by their names."""

import re
from collections.abc import Callable
from pathlib import Path

from safetensors.torch import load_file

from tests.benchmarks.reader.cross_encoder import CrossEncoder
from tests.benchmarks.reader.late_fusion import LateFusion
from tests.benchmarks.reader.model import Reader

_LAYER = re.compile(r"(encoder|joint)\.encoder\.layer\.\d+\.")

DESIGNS: dict[str, Callable[[Path, int], Reader]] = {
    "cross_encoder": CrossEncoder.from_encoder,
    "late_fusion": LateFusion.from_encoder,
}
"""What makes a reader on so many layers of the encoder in a folder."""


def from_file(file: Path, folder: Path) -> Reader:
    """A reader with weights that were saved, of the encoder in a folder; their names tell its design."""
    weights = load_file(file)
    layers = {match[0]: match[1] for name in weights if (match := _LAYER.match(name))}
    design = CrossEncoder if "encoder" in layers.values() else LateFusion
    reader = design.from_encoder(folder, len(layers))
    reader.load_state_dict(weights)
    return reader.eval()
