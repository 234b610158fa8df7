"""Where an index stands, and who may look into it."""

from pathlib import Path

import pytest

from config import load_settings
from index.files.data_folder import DataFolder
from index.maintenance.doctor import diagnose
from index.maintenance.finding import Finding
from index.storage.library import Library


@pytest.mark.parametrize(
    ("folder", "file", "exposed"),
    [(0o700, 0o644, None), (0o755, 0o600, None), (0o755, 0o640, "f"), (0o750, 0o604, "f")],
)
def test_exposed(tmp_path: Path, folder: int, file: int, exposed: str | None) -> None:
    """What others may read is named: a file with too wide rights in a folder that lets them in."""
    (tmp_path / "f").touch()
    (tmp_path / "f").chmod(file)
    tmp_path.chmod(folder)
    assert DataFolder(tmp_path).exposed() == (exposed and tmp_path / exposed)


def test_doctor_names_what_others_may_read(data_folder: DataFolder) -> None:
    """The doctor names what others may read of an index, and how to close it; of a folder that is closed nothing."""
    data_folder.make()
    with Library.open(data_folder):
        data_folder.library.chmod(0o644)
    assert [finding for finding in diagnose(data_folder, load_settings()) if finding.part == "rights"] == []
    data_folder.folder.chmod(0o755)
    assert [finding for finding in diagnose(data_folder, load_settings()) if finding.part == "rights"] == [
        Finding(
            "rights",
            False,
            f"others on this machine may read {data_folder.library}; keep it yours with: "
            f"chmod -R go= {data_folder.folder}",
        )
    ]
