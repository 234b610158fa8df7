"""Articles of a clone lead to their files as its host shows them, without anything of the repository being run."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import time_ns

import pytest

from index.files.data_folder import DataFolder
from index.ingest.intake import Outcome
from index.ingest.sync import sync
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES
from tests.index.fetching.git_server import Repository

SHOWN = "https://github.com/ann/handbook/blob"
TIDES = "# Tides\n\nThe tide turns at noon, and ships leave the harbour then.\n"
EELS = "# Eels\n\nEels swim up the river in spring.\n"
COD = "# Cod\n\nCod is rare in the bay.\n"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty clone of a repository on GitHub, whose files count as settled at once."""
    later = time_ns() + 3_000_000_000
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    repository = Repository(tmp_path / "clone")
    repository.git("remote", "add", "origin", "git@github.com:ann/handbook.git")
    return repository


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Path]:
    """A file that whatever a repository has run would make."""
    file = tmp_path / "was-run"
    yield file
    assert not file.exists()


def push(repository: Repository) -> None:
    """Has the clone know that its commit is on the host."""
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")


def pushed(repository: Repository, **files: str) -> str:
    """Commits files whose names end in `.md`, pushes them, and gives the commit."""
    commit = repository.commit({f"{name}.md": content for name, content in files.items()})
    push(repository)
    return commit


def synced(data_folder: DataFolder, *sources: Path) -> Outcome:
    """Brings the index up to date with some sources."""
    return sync(data_folder, SmallEncoder(), sources, MAX_BYTES, lambda _: None)


def addresses(data_folder: DataFolder) -> dict[str, str | None]:
    """The address of each article, by its title."""
    with Library.open(data_folder) as library:
        return {source.title: source.url for _, source in library.articles.sources()}


def test_only_what_is_as_committed(data_folder: DataFolder, clone: Repository) -> None:
    """A file that is as committed leads to the commit on its host; what is modified or not tracked has no address."""
    commit = clone.commit({"docs/über uns.md": TIDES, "eels.md": EELS})
    push(clone)
    (clone.folder / "eels.md").write_text(f"{EELS}\nThey are few.\n")
    (clone.folder / "cod.md").write_text(COD)
    synced(data_folder, clone.folder)
    expected = {"Tides": f"{SHOWN}/{commit}/docs/%C3%BCber%20uns.md", "Eels": None, "Cod": None}
    assert addresses(data_folder) == expected


@pytest.mark.parametrize("source", ["docs", "docs/water", "docs/water/tides.md"])
def test_a_source_within_a_clone(data_folder: DataFolder, clone: Repository, source: str) -> None:
    """A folder or file of a clone is a source as the whole of it is."""
    commit = clone.commit({"docs/water/tides.md": TIDES})
    push(clone)
    synced(data_folder, clone.folder / source)
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{commit}/docs/water/tides.md"}


def test_several_sources_of_one_clone(data_folder: DataFolder, clone: Repository) -> None:
    """Folders of one clone are found each."""
    commit = clone.commit({"a/tides.md": TIDES, "b/eels.md": EELS})
    push(clone)
    synced(data_folder, clone.folder / "a", clone.folder / "b")
    assert addresses(data_folder) == {
        "Tides": f"{SHOWN}/{commit}/a/tides.md",
        "Eels": f"{SHOWN}/{commit}/b/eels.md",
    }


def test_what_goes_before(data_folder: DataFolder, clone: Repository) -> None:
    """What an article says itself goes before, then its published page."""
    commit = clone.commit(
        {
            "mkdocs.yml": "site_url: https://h.example/\n",
            "docs/tides.md": TIDES,
            "docs/eels.md": f"---\nurl: https://eels.example/\n---\n{EELS}",
            "cod.md": COD,
        }
    )
    push(clone)
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {
        "Tides": "https://h.example/tides/",
        "Eels": "https://eels.example/",
        "Cod": f"{SHOWN}/{commit}/cod.md",
    }


def test_later_commits(data_folder: DataFolder, clone: Repository) -> None:
    """A document keeps the address of the commit at which it was read, and is not read again, until it changes."""
    first = pushed(clone, tides=TIDES, eels=EELS)
    synced(data_folder, clone.folder)
    second = pushed(clone, eels=f"{EELS}\nThey are few.\n")
    outcome = synced(data_folder, clone.folder)
    assert (outcome.changed, outcome.unchanged) == (1, 1)
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{first}/tides.md", "Eels": f"{SHOWN}/{second}/eels.md"}


def test_what_is_committed_later(data_folder: DataFolder, clone: Repository) -> None:
    """What was read with changes has its address once these are pushed, although its file stays as it is."""
    pushed(clone, tides=TIDES, eels=EELS)
    (clone.folder / "eels.md").write_text(f"{EELS}\nThey are few.\n")
    (clone.folder / "cod.md").write_text(COD)
    synced(data_folder, clone.folder)
    commit = clone.commit({})
    outcome = synced(data_folder, clone.folder)
    assert (outcome.changed, outcome.unchanged) == (0, 3)
    push(clone)
    outcome = synced(data_folder, clone.folder)
    assert (outcome.changed, outcome.unchanged) == (2, 1)
    told = addresses(data_folder)
    assert (told["Eels"], told["Cod"]) == (f"{SHOWN}/{commit}/eels.md", f"{SHOWN}/{commit}/cod.md")
    assert synced(data_folder, clone.folder).unchanged == 3


def test_what_is_not_pushed(data_folder: DataFolder, clone: Repository) -> None:
    """Of commits that no branch of the host has the newest before them counts; one that was fetched is pushed."""
    commit = pushed(clone, tides=TIDES, eels=EELS)
    clone.commit({"eels.md": f"{EELS}\nThey are few.\n", "cod.md": COD})
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{commit}/tides.md", "Eels": None, "Cod": None}


def test_a_commit_behind_the_branch_of_the_host(data_folder: DataFolder, clone: Repository) -> None:
    """A commit counts that is not the last one of a branch of the host, also where the work tree is on no branch."""
    commit = pushed(clone, tides=TIDES)
    pushed(clone, eels=EELS)
    clone.git("checkout", "--quiet", "--detach", commit)
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{commit}/tides.md"}


def test_a_clone_of_which_nothing_is_pushed(data_folder: DataFolder, clone: Repository) -> None:
    """Where no branch of the host is known, or only such as have nothing of the work tree, there are no addresses."""
    clone.commit({"tides.md": TIDES})
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": None}
    tree = clone.git("rev-parse", "HEAD^{tree}")
    clone.git("update-ref", "refs/remotes/origin/other", clone.git("commit-tree", tree, "-m", "another"))
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": None}


def test_a_remote_that_changes(data_folder: DataFolder, clone: Repository) -> None:
    """Addresses follow the repository to another host, and are none where that is not known."""
    commit = pushed(clone, tides=TIDES)
    for remote, address in {
        "git@github.com:ann/handbook.git": f"{SHOWN}/{commit}/tides.md",
        "https://ann:secret@codeberg.org/ann/h.git": f"https://codeberg.org/ann/h/src/commit/{commit}/tides.md",
        "https://unknown.example/ann/h.git": None,
    }.items():
        clone.git("remote", "set-url", "origin", remote)
        synced(data_folder, clone.folder)
        assert addresses(data_folder) == {"Tides": address}


def test_a_remote_of_another_name(data_folder: DataFolder, clone: Repository) -> None:
    """The only remote counts whatever its name, and of several the origin."""
    commit = pushed(clone, tides=TIDES)
    clone.git("remote", "rename", "origin", "hub")
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{commit}/tides.md"}
    clone.git("remote", "add", "other", "https://gitlab.com/ann/other.git")
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": None}


def test_hashes_of_256_bits(data_folder: DataFolder, tmp_path: Path) -> None:
    """A repository may name its files by SHA-256."""
    folder = tmp_path / "clone"
    subprocess.run(["git", "init", "-q", "--object-format=sha256", folder], check=True)  # noqa: S603, S607
    clone = Repository(folder)
    clone.git("remote", "add", "origin", "https://gitlab.com/ann/handbook")
    commit = pushed(clone, tides=TIDES)
    assert len(commit) == 64
    synced(data_folder, folder)
    assert addresses(data_folder) == {"Tides": f"https://gitlab.com/ann/handbook/-/blob/{commit}/tides.md"}


def test_work_trees_and_submodules(data_folder: DataFolder, clone: Repository, tmp_path: Path) -> None:
    """Another work tree of a clone, and a submodule, are clones whose `.git` is a file."""
    commit = pushed(clone, tides=TIDES)
    clone.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), commit)
    synced(data_folder, tmp_path / "tree")
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{commit}/tides.md"}
    outer = Repository(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(clone.folder), "inner")
    inner = Repository(outer.folder / "inner")
    inner.git("remote", "set-url", "origin", "https://gitlab.com/ann/inner.git")
    synced(data_folder, inner.folder)
    assert addresses(data_folder) == {"Tides": f"https://gitlab.com/ann/inner/-/blob/{commit}/tides.md"}


@pytest.mark.parametrize("way", ["file", "link", "commondir", "config", "include", "worktree"])
def test_the_name_of_another_repository(data_folder: DataFolder, clone: Repository, tmp_path: Path, way: str) -> None:
    """A folder cannot have the remote of somebody else's repository told by leading to that from its own `.git`."""
    pushed(clone, tides=TIDES)
    secret, own = clone.folder / ".git", tmp_path / "own"
    other = Repository(own)
    commit = other.commit({"tides.md": TIDES})
    git = own / ".git"
    if way in ("file", "link", "worktree"):
        git.rename(tmp_path / "kept")
    match way:
        case "file":
            git.write_text(f"gitdir: {secret}\n")
        case "link":
            git.symlink_to(secret)
        case "commondir":
            (git / "commondir").write_text(f"{secret}\n")
        case "config":
            (git / "config").unlink()
            (git / "config").symlink_to(secret / "config")
        case "include":
            other.git("config", "include.path", str(secret / "config"))
        case "worktree":
            made = own / "worktrees/made"
            made.mkdir(parents=True)
            (made / "gitdir").write_text(f"{git}\n")
            (made / "commondir").write_text(f"{secret}\n")
            (made / "HEAD").write_text(f"{commit}\n")
            git.write_text(f"gitdir: {made}\n")
    if git.is_dir() and way != "link":
        (git / "refs/remotes/origin").mkdir(parents=True, exist_ok=True)
        (git / "refs/remotes/origin/main").write_text(f"{commit}\n")
    synced(data_folder, own)
    assert addresses(data_folder) == {"Tides": None}


def test_nothing_of_the_repository_is_run(
    data_folder: DataFolder, clone: Repository, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what its settings name, nor its hooks, nor what would fetch; and what does no harm is told still."""
    script = clone.folder / ".git/evil"
    script.write_text(f"#!/bin/sh\ntouch {away}\n")
    script.chmod(0o700)
    commit = pushed(clone, tides=TIDES, eels=EELS)
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        (clone.folder / ".git/hooks" / hook).parent.mkdir(exist_ok=True)
        (clone.folder / ".git/hooks" / hook).symlink_to(script)
    (clone.folder / ".gitattributes").write_text("*.md filter=evil diff=evil\n")
    settings = {
        "core.fsmonitor": str(script),
        "core.hooksPath": str(script.parent),
        "core.pager": str(script),
        "core.sshCommand": str(script),
        "core.gitProxy": str(script),
        "core.alternateRefsCommand": str(script),
        "pager.ls-tree": str(script),
        "alias.ls-tree": f"!{script}",
        "alias.rev-parse": f"!{script}",
        "diff.evil.textconv": str(script),
        "diff.external": str(script),
        "filter.evil.clean": str(script),
        "filter.evil.process": str(script),
        "gpg.program": str(script),
        "credential.helper": f"!{script}",
    }
    for key, value in settings.items():
        clone.git("config", key, value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(script))
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": f"{SHOWN}/{commit}/tides.md", "Eels": f"{SHOWN}/{commit}/eels.md"}


@pytest.mark.parametrize("url", ["ext::{script}", "ssh://evil.example/o/r", "git://127.0.0.1:{port}/r", "{folder}"])
def test_what_is_missing_is_not_fetched(
    data_folder: DataFolder, clone: Repository, away: Path, tmp_path: Path, url: str
) -> None:
    """A repository that promises objects it lacks cannot have git run or connect to what would fetch them."""
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\ntouch {away}\n")
    script.chmod(0o700)
    commit = pushed(clone, tides=TIDES)
    tree = clone.git("rev-parse", f"{commit}^{{tree}}")
    (clone.folder / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "core.sshCommand": str(script),
        "core.gitProxy": str(script),
        "extensions.partialClone": "evil",
        "remote.evil.promisor": "true",
        "remote.evil.uploadpack": str(script),
        "remote.evil.url": url.format(script=script, folder=clone.folder, port=9),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
    }.items():
        clone.git("config", key, value)
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": None}


def test_files_that_never_end(data_folder: DataFolder, clone: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git waits for is given up, and costs addresses alone."""
    monkeypatch.setattr("index.ingest.clones._SECONDS", 0.2)
    pushed(clone, tides=TIDES)
    head = clone.folder / ".git/HEAD"
    head.unlink()
    os.mkfifo(head)
    assert synced(data_folder, clone.folder).added == 1
    assert addresses(data_folder) == {"Tides": None}


def test_a_tree_of_endless_files(data_folder: DataFolder, clone: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository that says more than any has of documents is given up: folders that are each ten times the next."""
    monkeypatch.setattr("index.ingest.clones._MEGABYTES", 1)
    pushed(clone, tides=TIDES)
    inner = clone.git("rev-parse", "HEAD:tides.md")
    kind = "100644 blob"
    for _ in range(9):
        lines = "".join(f"{kind} {inner}\t{number}\n" for number in range(10))
        made = ["git", "mktree"]
        inner = subprocess.run(made, cwd=clone.folder, input=lines, check=True, capture_output=True, text=True).stdout  # noqa: S603
        inner, kind = inner.strip(), "040000 tree"
    clone.git("reset", "--soft", clone.git("commit-tree", inner, "-p", "HEAD", "-m", "change"))
    push(clone)
    synced(data_folder, clone.folder)
    assert addresses(data_folder) == {"Tides": None}


def test_a_pipe_in_place_of_a_file(data_folder: DataFolder, clone: Repository) -> None:
    """A pipe or link where a file was committed is not read for its hash."""
    pushed(clone, tides=TIDES, eels=EELS)
    (clone.folder / "tides.md").unlink()
    os.mkfifo(clone.folder / "tides.md")
    (clone.folder / "eels.md").rename(clone.folder / "moved.md")
    (clone.folder / "eels.md").symlink_to("moved.md")
    synced(data_folder, clone.folder)
    assert set(addresses(data_folder).values()) == {None}


def test_without_git(data_folder: DataFolder, clone: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git is not installed articles are read as ever, and have no addresses."""
    pushed(clone, tides=TIDES)
    monkeypatch.setenv("PATH", "/nonexistent")
    assert synced(data_folder, clone.folder).problems == ()
    assert addresses(data_folder) == {"Tides": None}
