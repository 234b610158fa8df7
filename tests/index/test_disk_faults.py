"""Where the system refuses something, one line says what and what helps, and nothing is half done."""

import errno
import resource
from functools import partial
from pathlib import Path

import pytest

from tests.soak.faults import full_output, many_readers, read_only
from tests.soak.ordeal import Ordeal
from tests.soak.syscalls import is_supported
from tests.soak.world import SYNC, Warm, World, contents, data_folder_of, quotebot

pytestmark = pytest.mark.skipif(not is_supported(), reason="system calls can be watched on Linux x86-64 alone")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """An index that is up to date."""
    return World(SYNC, tmp_path_factory.mktemp("worlds"))


def test_failing_calls(warm: Warm, tmp_path: Path) -> None:
    """A disk that is full, fails, is read-only or somebody else's is named, and what the index holds stays."""
    ordeal = Ordeal(SYNC, warm, tmp_path)
    trials = [
        ordeal.fail(errno.ENOSPC, True, 3, seed=1),
        ordeal.fail(errno.ENOSPC, False, 2, seed=2),
        ordeal.fail(errno.EIO, False, 2, seed=3),
        ordeal.fail(errno.EROFS, True, 2, seed=4),
        ordeal.fail(errno.EACCES, True, 2, seed=5),
        ordeal.limit(resource.RLIMIT_NOFILE, (24,)),
        ordeal.limit(resource.RLIMIT_FSIZE, (4_000,)),
        ordeal.limit(resource.RLIMIT_AS, (10_000_000,)),
    ]
    assert [trial.failures for trial in trials] == [()] * len(trials)


def test_read_only_folder(warm: Warm, world: World) -> None:
    """What only reads works where nothing can be written, as it does elsewhere."""
    assert read_only(warm, world).failures == ()


def test_full_output(warm: Warm, world: World) -> None:
    """Where the answer cannot be written, one line says so."""
    assert full_output(warm, world).failures == ()


def test_second_writer(warm: Warm, world: World) -> None:
    """A sync while another process writes changes nothing, and says so at once."""
    world.restore()
    data_folder = data_folder_of(world.folder)
    with data_folder.lock():
        ending = warm.run(partial(quotebot, world.folder, "sync"), data_folder.folder)
    message = f"Error: another process is writing {data_folder.folder}; wait until it has ended, then try again\n"
    assert (ending.code, ending.errors, contents(data_folder)) == (1, message, world.before)


def test_many_readers(warm: Warm, world: World) -> None:
    """Answers go on while snapshot after snapshot is published, each answer of one snapshot."""
    trial = many_readers(warm, world, 2)
    assert trial.failures == ()
    assert trial.tried > 0
