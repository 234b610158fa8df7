"""Where an index stands, and who may look into it."""

from pathlib import Path

import pytest

from index.home import Home


@pytest.mark.parametrize(
    ("folder", "file", "exposed"),
    [(0o700, 0o644, None), (0o755, 0o600, None), (0o755, 0o640, "f"), (0o750, 0o604, "f")],
)
def test_exposed(tmp_path: Path, folder: int, file: int, exposed: str | None) -> None:
    """What others may read is named: a file with too wide rights in a folder that lets them in."""
    (tmp_path / "f").touch()
    (tmp_path / "f").chmod(file)
    tmp_path.chmod(folder)
    assert Home(tmp_path).exposed() == (exposed and tmp_path / exposed)
