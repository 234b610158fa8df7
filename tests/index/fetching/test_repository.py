"""A repository becomes articles in a folder: real repositories, served over real HTTP by git's own program."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.errors import QuotebotError
from index.fetching.git import RepositoryError, RepositoryLimits
from index.fetching.repository import RepositoryVisit, visit_repository
from index.ingest.readers.base import ArticleReference, ProblemKind, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.ingest.repository_address import parse_repository_address
from index.records import Article
from tests.index.fetching.git_server import HOST, GitServer, Repository, serving

OPTIONS = ReaderOptions(1_000_000)
TIDES = "# Tides\n\nThe tide turns at noon.\n"
EELS = "# Eels\n\nEels swim up the river in spring.\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    """Serves the repositories below a folder."""
    with serving(tmp_path / "served") as server:
        yield server


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository that the server has as ann/handbook."""
    return Repository(tmp_path / "served/ann/handbook")


class Visits:
    """Visits to one repository, and the folder that these fill."""

    def __init__(self, server: GitServer, folder: Path) -> None:
        self.folder, self._server = folder, server
        self.checked = list[tuple[str, int]]()

    async def visit(self, behind: str = "", options: ReaderOptions = OPTIONS, **limits: int) -> RepositoryVisit:
        """Visits ann/handbook, with a revision or folder behind its address."""
        address = parse_repository_address(self._server.address("ann/handbook") + behind)
        with Conversions() as conversions:
            return await visit_repository(
                address, self.folder, self._check, conversions, options, RepositoryLimits(**limits)
            )

    def articles(self) -> list[Article]:
        """The articles of the folder, as an ordinary sync of it would read them."""
        with Conversions() as conversions:
            listed = list(list_references([self.folder], OPTIONS, conversions))
            references = [one for one in listed if isinstance(one, ArticleReference)]
            assert references == listed
            articles = [read_article(reference, conversions) for reference in references]
        return sorted(articles, key=lambda article: article.source.id)

    def titles(self) -> list[str]:
        """Their titles."""
        return [article.source.title for article in self.articles()]

    async def _check(self, host: str, port: int) -> Sequence[str]:
        self.checked.append((host, port))
        return ["127.0.0.1"]


@pytest.fixture
def visits(server: GitServer, tmp_path: Path) -> Visits:
    """Visits to the repository, into a folder that is not there yet."""
    return Visits(server, tmp_path / "data/web/key")


def counts(visit: RepositoryVisit) -> tuple[int, int, int, int]:
    """What became of articles: added, changed, removed, unchanged."""
    return visit.added, visit.changed, visit.removed, visit.unchanged


async def test_documents_become_articles(server: GitServer, repository: Repository, visits: Visits) -> None:
    """Each document is an article that goes by the repository and its path; what is no document is not read."""
    repository.commit(
        {
            "docs/tides.md": TIDES,
            "notes.rst": "Eels\n====\n\nEels swim.\n",
            "code.py": "x = 1\n",
            "logo.png": b"\x89PNG",
        }
    )
    visit = await visits.visit()
    assert visit == RepositoryVisit(2, 0, 0, 0, ())
    address = server.address("ann/handbook")
    assert [(one.source.id, one.source.title, one.source.url) for one in visits.articles()] == [
        (f"{address}/docs/tides.md", "Tides", None),
        (f"{address}/notes.rst", "Eels", None),
    ]
    assert visits.checked == [(HOST, server.port)]


async def test_only_the_address_that_was_checked_is_connected_to(
    server: GitServer, repository: Repository, visits: Visits
) -> None:
    """The name of the host is looked up by nobody but the check: it stands in no system's tables, and is reached."""
    repository.commit({"a.md": TIDES})
    await visits.visit()
    assert {host for _, host in server.requests} == {f"{HOST}:{server.port}"}


async def test_what_the_check_refuses_is_not_connected_to(
    server: GitServer, repository: Repository, tmp_path: Path
) -> None:
    """Where the check refuses a host nothing is asked of it."""
    repository.commit({"a.md": TIDES})

    async def refuse(host: str, port: int) -> Sequence[str]:
        raise QuotebotError(f"{host}: is a private address")

    address = parse_repository_address(server.address("ann/handbook"))
    with Conversions() as conversions, pytest.raises(QuotebotError, match="private"):
        await visit_repository(address, tmp_path / "folder", refuse, conversions, OPTIONS)
    assert server.requests == []


async def test_what_changes(repository: Repository, visits: Visits) -> None:
    """A later visit takes in what is new and changed, takes out what is gone, and leaves all else untouched."""
    repository.commit({"a.md": TIDES, "b.md": EELS, "c.md": "# Cod\n\nCod is rare.\n"})
    assert counts(await visits.visit()) == (3, 0, 0, 0)
    before = {file.name: file.stat() for file in visits.folder.glob("*.article")}
    repository.commit({"b.md": "# Eels\n\nEels swim down again.\n", "c.md": None, "d.md": "# Dab\n\nDab is flat.\n"})
    assert counts(await visits.visit()) == (1, 1, 1, 1)
    assert visits.titles() == ["Tides", "Eels", "Dab"]
    kept = list(visits.folder.glob("a-*.article"))
    assert [(file.stat().st_ino, file.stat().st_mtime_ns) for file in kept] == [
        (before[file.name].st_ino, before[file.name].st_mtime_ns) for file in kept
    ]
    assert counts(await visits.visit()) == (0, 0, 0, 3)


async def test_what_has_not_changed_is_not_fetched(server: GitServer, repository: Repository, visits: Visits) -> None:
    """Neither code nor documents that are known are fetched: of a large repository only what is new."""
    repository.commit({"a.md": TIDES + os.urandom(200_000).hex(), "code.bin": os.urandom(3_000_000)})
    await visits.visit()
    assert 200_000 < server.sent < 1_000_000
    repository.commit({"b.md": EELS})
    server.sent = 0
    assert counts(await visits.visit()) == (1, 0, 0, 1)
    assert server.sent < 20_000


async def test_unchanged_repository_is_only_asked_for_its_commit(
    server: GitServer, repository: Repository, visits: Visits
) -> None:
    """Where nothing has changed the names of branches are all that is asked for, and problems are told again."""
    repository.commit({"a.md": TIDES, "broken.docx": b"PK nonsense"})
    first = await visits.visit()
    server.requests.clear()
    again = await visits.visit()
    assert [method for method, _ in server.requests] == ["GET", "POST"]
    assert (again.problems, counts(again)) == (first.problems, (0, 0, 0, 1))
    (problem,) = again.problems
    assert problem.path == f"{server.address('ann/handbook')}/broken.docx"


async def test_a_folder_and_a_revision(repository: Repository, visits: Visits) -> None:
    """Only what is below the folder is read, at the branch, tag or commit that is named, without naming it again."""
    first = repository.commit({"docs/a.md": TIDES, "b.md": EELS})
    repository.git("tag", "--annotate", "--message=x", "v1")
    repository.git("switch", "--quiet", "--create", "next/one")
    repository.commit({"docs/a.md": "# Ebb\n\nIt turns at one.\n"})
    repository.git("switch", "--quiet", "main")
    for behind, title in (("@v1", "Tides"), ("@next/one", "Ebb"), (f"@{first}", "Tides")):
        for _ in range(2):
            await visits.visit(f"{behind}#subdirectory=docs")
            assert visits.titles() == [title]


async def test_settings_of_a_site(repository: Repository, visits: Visits) -> None:
    """Articles lead to the published page, have the name of the site, and the title of its navigation."""
    repository.commit(
        {
            "mkdocs.yml": "site_name: Harbour\nsite_url: https://harbour.example/book\n"
            "nav:\n  - Home: index.md\n  - Water:\n    - When it turns: water/tides.md\n"
            "theme:\n  icon: !!python/name:material.icon\n",
            "docs/index.md": "Welcome to the harbour. Boats lie here.\n",
            "docs/water/tides.md": "The tide turns at noon.\n",
            "docs/eels.md": "---\nurl: https://eels.example/\npublisher: Eel Society\n---\n# Eels\n\nEels swim.\n",
        }
    )
    await visits.visit()
    assert [(one.source.url, one.source.publisher, one.source.title) for one in visits.articles()] == [
        ("https://eels.example/", "Eel Society", "Eels"),
        ("https://harbour.example/book/", "Harbour", "Home"),
        ("https://harbour.example/book/water/tides/", "Harbour", "When it turns"),
    ]


async def test_settings_that_change(repository: Repository, visits: Visits) -> None:
    """Where the site moves all addresses follow, though no document has changed."""
    repository.commit({"mkdocs.yml": "site_name: H\nsite_url: https://a.example/\n", "docs/tides.md": TIDES})
    await visits.visit()
    repository.commit({"mkdocs.yml": "site_name: H\nsite_url: https://b.example/\n"})
    assert counts(await visits.visit()) == (0, 1, 0, 0)
    assert [one.source.url for one in visits.articles()] == ["https://b.example/tides/"]


async def test_settings_that_cannot_be_read(server: GitServer, repository: Repository, visits: Visits) -> None:
    """Settings that are broken cost no article, and are told."""
    repository.commit({"mkdocs.yml": "site_name: [\n", "docs/tides.md": TIDES})
    visit = await visits.visit()
    (problem,) = visit.problems
    assert (problem.kind, problem.path) == (ProblemKind.NOTE, f"{server.address('ann/handbook')}/mkdocs.yml")
    assert problem.reason.startswith("the settings of its site are not read: is no YAML")
    assert visits.titles() == ["Tides"]


async def test_several_articles_of_a_file(server: GitServer, repository: Repository, visits: Visits) -> None:
    """A file of several articles gives each an id of its own, and a file of it."""
    line = '{{"id": "{0}", "title": "About {0}", "text": "There is much to say of {0}."}}\n'
    repository.commit({"all.jsonl": line.format("eels") + line.format("cod")})
    await visits.visit()
    key = f"{server.address('ann/handbook')}/all.jsonl"
    assert [one.source.id for one in visits.articles()] == [f"{key}#cod", f"{key}#eels"]
    repository.commit({"all.jsonl": line.format("cod")})
    assert counts(await visits.visit()) == (0, 1, 1, 0)
    assert [one.source.id for one in visits.articles()] == [f"{key}#cod"]


async def test_links(repository: Repository, visits: Visits, tmp_path: Path) -> None:
    """A link to a document elsewhere in the repository is read as that; one that leads out of it is not there."""
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n\nNobody may read this.\n")
    repository.commit({"CHANGES.md": "# Changes\n\nAll is new.\n", "docs/a.md": TIDES})
    (repository.folder / "docs/changes.md").symlink_to("../CHANGES.md")
    (repository.folder / "docs/same.md").symlink_to("a.md")
    (repository.folder / "docs/out.md").symlink_to(secret)
    (repository.folder / "docs/up.md").symlink_to("../../../../secret.md")
    repository.commit({})
    await visits.visit("#subdirectory=docs")
    assert visits.titles() == ["Tides", "Changes"]


async def test_nothing_of_the_repository_is_run(repository: Repository, visits: Visits, tmp_path: Path) -> None:
    """Attributes, filters, submodules, hooks and settings that a repository brings have nothing run or fetched."""
    ran = tmp_path / "ran"
    repository.commit(
        {
            ".gitattributes": "*.md filter=x diff=x ident\n",
            ".gitconfig": f'[filter "x"]\n\tsmudge = touch {ran}\n',
            ".gitmodules": '[submodule "s"]\n\tpath = s\n\turl = http://127.0.0.1:1/x\n',
            "hooks/post-checkout": f"#!/bin/sh\ntouch {ran}\n",
            "docs/conf.py": f"import os\nos.system('touch {ran}')\nhtml_baseurl = 'https://a.example/'\n",
            "docs/tides.rst": "Tides\n=====\n\n$Id$ The tide turns.\n",
        }
    )
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},s")
    repository.git("commit", "--quiet", "--message=submodule")
    await visits.visit()
    assert [(one.source.url, one.plain) for one in visits.articles()] == [
        ("https://a.example/tides.html", "Tides\n\n$Id$ The tide turns.")
    ]
    assert not ran.exists()


async def test_paths_that_lead_out(repository: Repository, visits: Visits, tmp_path: Path) -> None:
    """Paths that no folder could have, which a listing made by hand may hold, are passed over."""
    repository.commit({"a.md": TIDES})
    blob = repository.git("rev-parse", "HEAD:a.md")
    inner = _tree(repository, tmp_path, f"100644 blob {blob}\tout.md\n")
    listing = f"100644 blob {blob}\ta.md\n040000 tree {inner}\t..\n040000 tree {inner}\t.git\n"
    commit = repository.git("commit-tree", _tree(repository, tmp_path, listing), "-m", "hostile")
    repository.git("update-ref", "refs/heads/main", commit)
    assert (await visits.visit()).added == 1
    assert visits.titles() == ["Tides"]
    assert list(tmp_path.rglob("out.md")) == []


def _tree(repository: Repository, tmp_path: Path, listing: str) -> str:
    """A tree that git itself would not make, written as an object."""
    entries = (line.partition("\t") for line in listing.splitlines())
    raw = b"".join(
        f"{mode.split()[0].lstrip('0')} {name}\0".encode() + bytes.fromhex(mode.split()[2]) for mode, _, name in entries
    )
    file = tmp_path / "tree.bin"
    file.write_bytes(raw)
    return repository.git("hash-object", "-w", "--literally", "-t", "tree", str(file))


async def test_withheld_documents_are_read_again(repository: Repository, visits: Visits) -> None:
    """What its author withholds is told, and looked at with each visit, since a day may have come."""
    repository.commit({"a.md": TIDES, "b.md": "---\ndraft: true\n---\n# Draft\n\nNot yet.\n"})
    for _ in range(2):
        visit = await visits.visit()
        assert [problem.kind for problem in visit.problems] == [ProblemKind.WITHHELD]
    assert visits.titles() == ["Tides"]


async def test_options_that_change(repository: Repository, visits: Visits) -> None:
    """Where other settings hold for documents these are read anew."""
    repository.commit({"a.md": TIDES, "b.md": EELS + "x" * 500})
    await visits.visit(options=ReaderOptions(100))
    assert visits.titles() == ["Tides"]
    assert counts(await visits.visit()) == (1, 0, 0, 1)


async def test_an_article_that_was_lost(repository: Repository, visits: Visits) -> None:
    """Articles that are missing or cut, as after a power cut, are made again, and what is none of them goes."""
    repository.commit({"a.md": TIDES, "b.md": EELS})
    await visits.visit()
    first, second = sorted(visits.folder.glob("*.article"))
    first.unlink()
    second.write_bytes(b"")
    (visits.folder / "other.article").write_bytes(b"x")
    assert counts(await visits.visit()) == (1, 1, 1, 0)
    assert visits.titles() == ["Tides", "Eels"]


async def test_what_a_visit_left_that_was_ended(repository: Repository, visits: Visits) -> None:
    """What a visit that was ended amid it left in the folder is removed by the next one."""
    repository.commit({"a.md": TIDES})
    await visits.visit()
    (visits.folder / ".visit-x1/objects").mkdir(parents=True)
    (visits.folder / ".visit-x1/objects/pack").write_bytes(b"x")
    await visits.visit()
    assert {file.suffix for file in visits.folder.iterdir()} == {".article", ".json"}


async def test_a_host_that_leaves_nothing_out(repository: Repository, visits: Visits) -> None:
    """A host that does not know how to leave out what files hold sends all, which serves as well."""
    repository.git("config", "uploadpack.allowFilter", "false")
    repository.commit({"a.md": TIDES})
    assert counts(await visits.visit()) == (1, 0, 0, 0)
    repository.commit({"b.md": EELS})
    assert counts(await visits.visit()) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("behind", "reason"),
    [
        ("@none", "has no such branch, tag or commit"),
        ("#subdirectory=none", "has no documents in none of a format that is read"),
        ("/none", "there is no such repository"),
    ],
)
async def test_what_is_not_there(repository: Repository, visits: Visits, behind: str, reason: str) -> None:
    """What is not there is named, and the articles stay."""
    repository.commit({"a.md": TIDES})
    await visits.visit()
    with pytest.raises(RepositoryError, match=reason):
        await visits.visit(behind)
    assert visits.titles() == ["Tides"]


async def test_redirections_are_not_followed(server: GitServer, repository: Repository, visits: Visits) -> None:
    """A host that sends on to another address is not followed there, for that was not checked."""
    repository.commit({"a.md": TIDES})
    server.moved_to = f"http://127.0.0.1:{server.port}/other"
    with pytest.raises(RepositoryError, match="has moved; open it in a browser"):
        await visits.visit()
    assert {host for _, host in server.requests} == {f"{HOST}:{server.port}"}


async def test_a_private_repository(server: GitServer, repository: Repository, visits: Visits) -> None:
    """One that asks for a password is told as private, and nobody is asked."""
    repository.commit({"a.md": TIDES})
    server.status = 401
    with pytest.raises(RepositoryError, match="is private, or there is none"):
        await visits.visit()


async def test_nothing_of_who_runs_it_is_used(
    server: GitServer, repository: Repository, visits: Visits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither settings, passwords nor proxies of who runs it count, in files or in the environment."""
    repository.commit({"a.md": TIDES})
    ran = tmp_path / "ran"
    (tmp_path / ".netrc").write_text(f"machine {HOST} login ann password s3cret\n")
    config = f'[credential]\n\thelper = "!touch {ran}"\n[http]\n\textraHeader = "Authorization: Basic x"\n'
    (tmp_path / ".gitconfig").write_text(config)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / ".gitconfig"))
    monkeypatch.setenv("GIT_ASKPASS", f"touch {ran}")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    assert counts(await visits.visit()) == (1, 0, 0, 0)
    server.status = 401
    with pytest.raises(RepositoryError, match="is private"):
        await visits.visit()
    assert server.credentials == []
    assert not ran.exists()


async def test_one_that_is_too_large(repository: Repository, visits: Visits) -> None:
    """More than the limit is not written to the disk: git is ended by the system."""
    repository.commit({"a.md": TIDES, "b.txt": os.urandom(3_000_000).hex()})
    with pytest.raises(RepositoryError, match="is larger than 1 MB"):
        await visits.visit(megabytes=1)
    assert list(visits.folder.iterdir()) == []


async def test_too_many_files(repository: Repository, visits: Visits) -> None:
    """One of more files than the limit is refused."""
    repository.commit({f"{number}.md": TIDES for number in range(5)})
    with pytest.raises(RepositoryError, match="has more than 3 files"):
        await visits.visit(files=3)


async def test_one_that_takes_too_long(repository: Repository, visits: Visits) -> None:
    """Git is ended where it takes too long."""
    repository.commit({"a.md": TIDES})
    with pytest.raises(RepositoryError, match="takes longer than 0 seconds"):
        await visits.visit(seconds=0)


async def test_without_git(
    repository: Repository, visits: Visits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where git is not installed it is said how to get it; one that is too old to be held to an address too."""
    repository.commit({"a.md": TIDES})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RepositoryError, match="git is needed to read a repository, and is not installed; install it"):
        await visits.visit()
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.36.9\n")
    old.chmod(0o755)
    with pytest.raises(RepositoryError, match=r"git version 2\.36\.9 is too old to read a repository, 2\.37 or later"):
        await visits.visit()
