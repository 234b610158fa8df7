"""The compiled encoder stands in the user's cache, once a machine, whoever makes it and whatever befalls it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from index.files import checksums
from index.files.disk import DiskError
from index.models.encoder import Encoder
from index.models.encoder_store import EncoderStore, digest_of, stores
from index.models.files import PACKAGED, Model, find_model
from index.models.opening import find_compiled, open_encoder, remove_superseded
from index.models.openvino import MANIFEST, CompiledFiles, OpenVinoEncoder
from tests.command import ROOT

TEXTS = ["Who?", "The river rose."]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache of the test's own, in which nothing is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "quotebot"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the encoder stands in a data folder if it must."""
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "encoder"


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """A folder that passes for a model's."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"weights")
    return Model("mine", tmp_path / "model")


def opened(own: Path, messages: list[str] | None = None) -> Encoder:
    """The encoder of the packaged model."""
    return open_encoder(PACKAGED, "f32", own, list[str]().append if messages is None else messages.append)


def test_stores(cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's cache comes first; a relative one is ignored, and a data folder that is not there is not made."""
    assert stores(own) == [EncoderStore(cache), EncoderStore(own)]
    assert stores(own.parent / "missing" / "encoder") == [EncoderStore(cache)]
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(own.parent))
    assert stores(own)[0] == EncoderStore(own.parent / ".cache" / "quotebot")


def test_digest_is_noted(cache: Path, own: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest of a model is read once, and again when a file of it is another; a broken note is not believed."""
    digest = digest_of(model, stores(own))
    assert digest == model.digest()
    assert not own.exists()
    [note] = (cache / "digests").iterdir()
    monkeypatch.setattr(Model, "digest", lambda _: "read again")
    assert digest_of(model, stores(own)) == digest
    note.write_text("no digest")
    assert digest_of(model, stores(own)) == "read again"
    note.write_text(digest)
    (model.folder / "model.safetensors").write_bytes(b"other weights")
    assert digest_of(model, stores(own)) == "read again"


@pytest.mark.model
def test_made_once_a_machine(cache: Path, own: Path, tmp_path: Path) -> None:
    """The first data folder has it made, in the cache alone; another one finds it."""
    messages = list[str]()
    first = opened(own, messages)
    assert messages == [f"Preparing the model {PACKAGED}, once for this machine"]
    assert not own.exists()
    [place] = (path for path in cache.iterdir() if path.name != "digests")
    assert find_compiled(PACKAGED, "f32", own) == place
    assert sorted(path.name for path in place.iterdir()) == ["manifest.json", "model.blob", "tokenizer.json"]
    (tmp_path / "other").mkdir()
    second = opened(tmp_path / "other" / "encoder", messages)
    assert len(messages) == 1
    assert np.array_equal(first.encode_sentences(TEXTS), second.encode_sentences(TEXTS))
    assert find_compiled(PACKAGED, "bf16", own) is None


def flip_end(place: Path) -> None:
    """Change the last byte of the compiled model."""
    data = bytearray((place / "model.blob").read_bytes())
    data[-1] ^= 0xFF
    (place / "model.blob").write_bytes(data)


def flip_middle(place: Path) -> None:
    """Change a byte amid the weights, far from both ends."""
    with (place / "model.blob").open("r+b") as blob:
        blob.seek((place / "model.blob").stat().st_size // 2)
        byte = blob.read(1)[0]
        blob.seek(-1, os.SEEK_CUR)
        blob.write(bytes([byte ^ 0x40]))


def forge(place: Path) -> None:
    """Put what OpenVINO cannot read in place of the compiled model, with the checksum of that."""
    blob = place / "model.blob"
    former = checksums.FileChecksum.of(blob)
    blob.write_bytes(bytes(5000))
    later = checksums.FileChecksum.of(blob)
    text = (place / "manifest.json").read_text()
    for was, is_ in ((f'"size":{former.size}', '"size":5000'), (former.whole, later.whole), (former.ends, later.ends)):
        text = text.replace(was, is_)
    (place / "manifest.json").write_text(text)


@pytest.mark.model
@pytest.mark.parametrize(
    "harm",
    [
        flip_end,
        flip_middle,
        forge,
        lambda place: (place / "tokenizer.json").unlink(),
        lambda place: (place / "manifest.json").unlink(),
    ],
    ids=["flipped", "flipped-amid", "forged", "no-tokenizer", "no-manifest"],
)
def test_damaged_one_is_made_anew(
    cache: Path, own: Path, encoder: OpenVinoEncoder, encoder_dir: Path, harm: Callable[[Path], None]
) -> None:
    """What is damaged or incomplete is replaced, and what comes then is as before."""
    place = cache / encoder_dir.name
    shutil.copytree(encoder_dir, place)
    harm(place)
    messages = list[str]()
    assert np.allclose(opened(own, messages).encode_sentences(TEXTS), encoder.encode_sentences(TEXTS), atol=1e-5)
    assert len(messages) == 1
    opened(own, messages)
    assert len(messages) == 1


@pytest.mark.model
def test_cache_that_cannot_be_written(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder is made in the data folder, and found there; where that cannot be written either, that is said."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    messages = list[str]()
    opened(own, messages)
    made = find_compiled(PACKAGED, "f32", own)
    assert made is not None
    assert made.parent == own
    remove_superseded(PACKAGED, "f32", own)
    assert find_compiled(PACKAGED, "f32", own) == made
    opened(own, messages)
    assert len(messages) == 1
    shutil.rmtree(own)
    own.write_bytes(b"")
    with pytest.raises(DiskError, match="cannot be used"):
        opened(own)


@pytest.mark.model
def test_former_encoder_of_a_data_folder_is_removed(cache: Path, own: Path) -> None:
    """What a former version compiled in a data folder goes once the shared one is there."""
    opened(own)
    own.mkdir()
    (own / "model.xml").write_bytes(b"<net/>")
    remove_superseded(PACKAGED, "bf16", own)
    assert own.exists()
    remove_superseded(PACKAGED, "f32", own)
    assert not own.exists()
    made = find_compiled(PACKAGED, "f32", own)
    assert made is not None
    assert made.is_relative_to(cache)


@pytest.mark.model
def test_compiled_reader_of_a_data_folder_stays(own: Path) -> None:
    """Where the encoder of a data folder goes, a reader that was compiled there stays."""
    opened(own)
    reader = own / "reader"
    reader.mkdir(parents=True)
    (reader / MANIFEST).write_bytes(msgspec.json.encode(CompiledFiles("a", "b", {})))
    remove_superseded(PACKAGED, "f32", own)
    assert reader.exists()


@pytest.mark.model
def test_abandoned_work_is_removed(cache: Path, own: Path) -> None:
    """What was left unfinished an hour ago goes with the next that is made, and what is under way stays."""
    for name, age in (("old.1.tmp", 7200), ("new.2.tmp", 60)):
        (cache / name).mkdir(parents=True)
        os.utime(cache / name, (time.time() - age,) * 2)
    opened(own)
    assert sorted(path.name for path in cache.glob("*.tmp")) == ["new.2.tmp"]


@pytest.mark.model
def test_two_at_once(cache: Path, own: Path) -> None:
    """Processes that make it at once both have it, and leave one that is whole."""
    code = (
        "import sys; from pathlib import Path; from index.models.opening import open_encoder; "
        f"print(len(open_encoder({PACKAGED!r}, 'f32', Path(sys.argv[1]), print).encode_sentences(['?'])))"
    )
    command = [sys.executable, "-c", code, str(own)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603
    assert [process.communicate()[0].splitlines()[-1] for process in both] == ["1", "1"]
    assert find_compiled(PACKAGED, "f32", own) is not None
    assert len(list(cache.iterdir())) == 2  # it, and the digests
    assert find_model(PACKAGED).digest()[:16] in {path.name[:16] for path in cache.iterdir()}
