"""Articles of a folder that is a site's get the addresses of their pages from its settings, with an ordinary sync."""

import os
from pathlib import Path
from time import time_ns

import pytest

from index.files.data_folder import DataFolder
from index.ingest.intake import Outcome
from index.ingest.readers.base import ProblemKind
from index.ingest.sync import sync
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES, Sync

TIDES = "# Tides\n\nThe tide turns at noon, and ships leave the harbour then.\n"


def write(folder: Path, **files: str) -> None:
    """Writes files; `__` in a name stands for a slash, and `_dot_` for a dot."""
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def addresses(data_folder: DataFolder) -> dict[str, str | None]:
    """The address of each article, by its title."""
    with Library.open(data_folder) as library:
        return {source.title: source.url for _, source in library.articles.sources()}


def synced(data_folder: DataFolder, *sources: Path) -> Outcome:
    """Brings the index up to date with some sources."""
    return sync(data_folder, SmallEncoder(), sources, MAX_BYTES, lambda _: None)


def test_settings_in_the_folder(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Settings at the root of the folder have its articles lead to their pages; what an article says goes before."""
    write(
        articles,
        mkdocs_dot_yml="site_name: Harbour\nsite_url: https://h.example/\nnav: [{When it turns: tides.md}]\n",
        docs__tides_dot_md="The tide turns at noon, and ships leave the harbour then.\n",
        docs__eels_dot_md="---\nurl: https://eels.example/\n---\n# Eels\n\nEels swim up the river in spring.\n",
        notes_dot_md="# Notes\n\nThis stands outside of the documents of the site.\n",
    )
    run_sync()
    assert addresses(data_folder) == {
        "When it turns": "https://h.example/tides/",
        "Eels": "https://eels.example/",
        "Notes": None,
    }
    with Library.open(data_folder) as library:
        publishers = {source.title: source.publisher for _, source in library.articles.sources()}
    assert publishers == {"When it turns": "Harbour", "Eels": "Harbour", "Notes": None}


@pytest.mark.parametrize("source", ["docs", "docs/water", "docs/water/tides.md"])
def test_settings_above_the_folder(data_folder: DataFolder, articles: Path, source: str) -> None:
    """Settings count that stand further up in the same repository, beside the folder too."""
    write(
        articles,
        website__docusaurus_dot_config_dot_js="module.exports = {title: 'H', url: 'https://h.example', baseUrl: '/',"
        " presets: [['classic', {docs: {path: '../docs', routeBasePath: '/'}}]]}",
        docs__water__tides_dot_md=TIDES,
    )
    (articles / ".git").mkdir()
    synced(data_folder, articles / source)
    assert addresses(data_folder) == {"Tides": "https://h.example/water/tides"}


def test_settings_outside_of_the_repository(data_folder: DataFolder, articles: Path) -> None:
    """Settings above a folder that is of no repository, or above its repository, are somebody else's."""
    write(articles, mkdocs_dot_yml="site_url: https://h.example/\ndocs_dir: .\n", inner__docs__tides_dot_md=TIDES)
    synced(data_folder, articles / "inner")
    assert addresses(data_folder) == {"Tides": None}
    (articles / "inner/.git").mkdir()
    (articles / ".git").mkdir()
    synced(data_folder, articles / "inner")
    assert addresses(data_folder) == {"Tides": None}


def test_settings_that_change(
    data_folder: DataFolder, articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the settings of the site change, addresses follow; nothing is read again while they stay as they are."""
    write(articles, mkdocs_dot_yml="site_url: https://a.example/\n", docs__tides_dot_md=TIDES)
    later = time_ns() + 3_000_000_000
    monkeypatch.setattr("index.ingest.readers.base.time_ns", lambda: later)
    assert (run_sync().added, run_sync().unchanged) == (1, 1)
    write(articles, mkdocs_dot_yml="site_url: https://b.example/\n")
    outcome = run_sync()
    assert (outcome.changed, outcome.unchanged) == (1, 0)
    assert addresses(data_folder) == {"Tides": "https://b.example/tides/"}
    (articles / "mkdocs.yml").unlink()
    assert run_sync().changed == 1
    assert addresses(data_folder) == {"Tides": None}


def test_what_is_read_beside_settings(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """What tells of a site beside its settings has addresses follow too."""
    write(
        articles,
        docs__conf_dot_py="html_baseurl = 'https://h.example/'\n",
        docs__tides_dot_rst="Tides\n=====\n\nThe tide turns at noon.\n",
    )
    run_sync()
    assert addresses(data_folder) == {"Tides": "https://h.example/tides.html"}
    (articles / ".git").mkdir()
    write(articles, _dot_readthedocs_dot_yaml="sphinx: {builder: dirhtml}\n")
    assert run_sync().changed == 1
    assert addresses(data_folder) == {"Tides": "https://h.example/tides/"}


def test_broken_settings(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Settings that cannot be read cost no article, and are told."""
    write(articles, mkdocs_dot_yml="site_url: [", docs__tides_dot_md=TIDES)
    problems = {problem.path: problem for problem in run_sync().problems if problem.kind == ProblemKind.NOTE}
    assert list(problems) == [str(articles / "mkdocs.yml")]
    assert addresses(data_folder) == {"Tides": None}


def test_links_and_pipes_in_place_of_settings(data_folder: DataFolder, articles: Path, tmp_path: Path) -> None:
    """Settings that are a link out of the folder, or a pipe that never ends, are none."""
    write(tmp_path, other_dot_yml="site_name: Other\nsite_url: https://h.example/\n")
    write(articles, docs__tides_dot_md=TIDES)
    (articles / "mkdocs.yml").symlink_to(tmp_path / "other.yml")
    os.mkfifo(articles / "conf.py")
    synced(data_folder, articles)
    assert addresses(data_folder) == {"Tides": None}


def test_several_sites(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Each document is of the site whose folder is the nearest around it; README gives way to an index beside it."""
    write(
        articles,
        mkdocs_dot_yml="site_url: https://outer.example/\n",
        docs__tides_dot_md=TIDES,
        docs__index_dot_md="# Home\n\nThe harbour has two basins.\n",
        docs__README_dot_md="# Read me\n\nThis is how the documents are built.\n",
        docs__sdk__hugo_dot_toml='baseURL = "https://inner.example"\n',
        docs__sdk__content__eels_dot_md="# Eels\n\nEels swim up the river in spring.\n",
        docs__sdk__content__cod__index_dot_md="# Cod\n\nCod is rare in the bay.\n",
        docs__sdk__content__cod__part_dot_md="# Part\n\nThis is only a part of the page.\n",
    )
    run_sync()
    assert addresses(data_folder) == {
        "Tides": "https://outer.example/tides/",
        "Home": "https://outer.example/",
        "Read me": None,
        "Eels": "https://inner.example/eels/",
        "Cod": "https://inner.example/cod/",
        "Part": None,
    }
