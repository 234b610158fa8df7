"""Where sites publish documents: what their generators were seen to write, as tables, and what holds of any path.

Each table was compared with what the generator itself wrote of these documents: MkDocs 1.6.1, Sphinx 9.0.4 with
myst-parser, Hugo 0.168.0, and of Docusaurus 3 its own function that names documents.
"""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.fields import Table
from index.ingest.readers.site.pages import published_address
from index.ingest.readers.site.settings import (
    Docusaurus,
    Hugo,
    MkDocs,
    Section,
    SiteSettings,
    Sphinx,
    VitePress,
    base_address,
)

BASE = "https://e.example/b/"
DOCS = Section("docs")


def page(settings: SiteSettings, path: str, fields: Table | None = None, section: Section = DOCS) -> str | None:
    """The path below the base of the site that a document is published at."""
    address = published_address(settings, section, path, fields or {})
    return None if address is None else unquote(address.removeprefix(BASE))


@pytest.mark.parametrize(
    ("path", "in_folders", "flat"),
    [
        ("index.md", "", "index.html"),
        ("a/README.md", "a/", "a/index.html"),
        ("a/b.md", "a/b/", "a/b.html"),
        ("a/x y.md", "a/x y/", "a/x y.html"),
        ("é.md", "é/", "é.html"),
        ("readme.md", "readme/", "readme.html"),
        ("c/Index.md", "c/Index/", "c/Index.html"),
        ("A.B.md", "A.B/", "A.B.html"),
        ("a/c.markdown", "a/c/", "a/c.html"),
        ("templates/q.md", None, None),
        (".h/x.md", None, None),
        ("drafts/z.md", None, None),
        ("a.rst", None, None),
    ],
)
def test_mkdocs(path: str, in_folders: str | None, flat: str | None) -> None:
    """Pages of MkDocs, with folders of their own and without."""
    excluded = ("/templates/", ".*", "drafts/")
    assert page(MkDocs(base_url=BASE, excluded=excluded), path) == in_folders
    assert page(MkDocs(base_url=BASE, excluded=excluded, directory_urls=False), path) == flat


@pytest.mark.parametrize(
    ("path", "html", "dirhtml"),
    [
        ("index.rst", "index.html", ""),
        ("a/index.rst", "a/index.html", "a/"),
        ("a/b.rst", "a/b.html", "a/b/"),
        ("c.md", "c.html", "c/"),
        ("a/x y.rst", "a/x y.html", "a/x y/"),
        ("reindex.rst", "reindex.html", "reindex/"),
        ("_build/z.rst", None, None),
        ("old/y.rst", None, None),
        ("deep/old/x.rst", "deep/old/x.html", "deep/old/x/"),
        ("deep/gone/x.rst", None, None),
        ("README.md", None, None),
        ("d.txt", None, None),
    ],
)
def test_sphinx(path: str, html: str | None, dirhtml: str | None) -> None:
    """Pages of the builders "html" and "dirhtml"."""
    for ending, expected in ((".html", html), ("", dirhtml)):
        settings = Sphinx(
            base_url=BASE,
            ending=ending,
            suffixes=(".rst", ".md"),
            excluded=("_build", "old", "README*", "**/gone"),
        )
        assert page(settings, path) == expected


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("intro.md", {}, "intro"),
        ("index.md", {}, ""),
        ("README.md", {}, ""),
        ("a/Index.mdx", {}, "a/"),
        ("01-guide/02-first.md", {}, "guide/first"),
        ("01-guide/01-guide.md", {}, "guide/"),
        ("01-guide/guide.md", {}, "guide/guide"),
        ("Guide/guide.md", {}, "Guide/"),
        ("a/b.md", {"slug": "x"}, "a/x"),
        ("a/b.md", {"slug": "/x"}, "x"),
        ("a/b.md", {"slug": "../x"}, "x"),
        ("a/b.md", {"slug": "./x/"}, "a/x/"),
        ("a/b.md", {"id": "other"}, "a/other"),
        ("a/index.md", {"id": "other"}, "a/"),
        ("a/index.md", {"slug": "z"}, "a/z"),
        ("2021-11-10-notes.md", {}, "2021-11-10-notes"),
        ("7.0-foo.md", {}, "7.0-foo"),
        ("003 - my doc.md", {}, "my doc"),
        ("1.intro.md", {}, "intro"),
        ("01 - a/02_b/3-c.md", {"parse_number_prefixes": "false"}, "01 - a/02_b/3-c"),
        ("1-.md", {}, "1-"),
        ("12.md", {}, "12"),
        ("1-index.md", {}, "index"),
        ("a/b/B.md", {}, "a/b/"),
        ("a/_part.md", {}, None),
        ("_parts/a.mdx", {}, None),
        ("a.rst", {}, None),
    ],
)
def test_docusaurus(path: str, fields: Table, expected: str | None) -> None:
    """Documents of Docusaurus go by their folders, without numbers, and by what front matter says."""
    assert page(Docusaurus(base_url=BASE), path, fields, Section("docs", "guide")) == (
        None if expected is None else f"guide/{expected}"
    )


@pytest.mark.parametrize(
    ("slash", "document", "index"), [(None, "d/a", "d/c/"), (True, "d/a/", "d/c/"), (False, "d/a", "d/c")]
)
def test_slashes_of_docusaurus(slash: bool | None, document: str, index: str) -> None:
    """Whether addresses end with a slash is told by the settings, else by the document."""
    settings = Docusaurus(base_url=BASE, trailing_slash=slash)
    assert [page(settings, path, {}, Section("docs", "d")) for path in ("a.md", "c/index.md")] == [document, index]


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("2021-08-26-welcome.md", {}, "blog/2021/08/26/welcome"),
        ("2021-08-26-welcome/index.mdx", {}, "blog/2021/08/26/welcome"),
        ("2021-08-26-welcome.md", {"slug": "hello"}, "blog/hello"),
        ("plain.md", {}, "blog/plain"),
    ],
)
def test_posts_of_docusaurus(path: str, fields: Table, expected: str) -> None:
    """Posts go by their dates."""
    assert page(Docusaurus(base_url=BASE), path, fields, Section("blog", "blog", "blog")) == expected


HUGO = Hugo(
    base_url=BASE,
    prefixes={"en": "", "fr": "fr"},
    permalinks={"posts": "blog/:year/:month/:day/:slug"},
)


@pytest.mark.parametrize(
    ("path", "fields", "expected", "ugly"),
    [
        ("_index.md", {}, "", ""),
        ("about.md", {}, "about/", "about.html"),
        ("Docs/_index.md", {}, "docs/", "docs/"),
        ("Docs/First Page.md", {}, "docs/first-page/", "docs/first-page.html"),
        ("Docs/b/index.md", {}, "docs/b/", "docs/b.html"),
        ("Docs/s.md", {"slug": "Other Slug"}, "docs/other-slug/", "docs/other-slug.html"),
        ("Docs/bs/index.md", {"slug": "bslug"}, "docs/bslug/", "docs/bslug.html"),
        ("Docs/sec/_index.md", {"slug": "secslug"}, "docs/secslug/", "docs/secslug/"),
        ("Docs/u.md", {"url": "/some/Where/"}, "some/Where/", "some/Where/"),
        ("Docs/u.md", {"url": "rel/where"}, "rel/where/", "rel/where/"),
        ("Docs/u.md", {"url": "x.html"}, "x.html", "x.html"),
        ("é&(x)+y~z_w!.md", {}, "éx+y~z_w/", "éx+y~z_w.html"),
        ("Docs/a - b  c & - d--e.md", {}, "docs/a---b--c----d--e/", "docs/a---b--c----d--e.html"),
        ("Docs/dot.v1.md", {}, "docs/dot.v1/", "docs/dot.v1.html"),
        ("Docs/日本 語.md", {}, "docs/日本-語/", "docs/日本-語.html"),
        (
            "posts/2024-01-05-hi.md",
            {"title": "Hi There, You", "date": "2024-01-05"},
            "blog/2024/01/05/hi-there-you/",
            "blog/2024/01/05/hi-there-you.html",
        ),
        (
            "posts/sub/q.md",
            {"title": "Q & A", "date": "2024-02-03T10:00:00Z"},
            "blog/2024/02/03/q-a/",
            "blog/2024/02/03/q-a.html",
        ),
        ("posts/n.md", {"title": "N"}, None, None),
        ("Docs/g.fr.md", {}, "fr/docs/g/", "fr/docs/g.html"),
        ("_index.fr.md", {}, "fr/", "fr/"),
        ("Docs/u.fr.md", {"url": "/abs/where/"}, "abs/where/", "abs/where/"),
        ("Docs/u.fr.md", {"url": "rel/where/"}, "fr/rel/where/", "fr/rel/where/"),
        ("Docs/r.md", {"build": {"render": "never"}}, None, None),
        ("a.txt", {}, None, None),
    ],
)
def test_hugo(path: str, fields: Table, expected: str | None, ugly: str | None) -> None:
    """Pages of Hugo go by their folders, languages and patterns, and by what front matter says."""
    assert page(HUGO, path, fields) == expected
    is_ugly = Hugo(base_url=BASE, prefixes=HUGO.prefixes, permalinks=HUGO.permalinks, is_ugly=True)
    assert page(is_ugly, path, fields) == ugly


def test_case_of_hugo() -> None:
    """A site that keeps the case of letters joins hyphens too, and may have its first language in a folder."""
    settings = Hugo(base_url=BASE, keeps_case=True, prefixes={"en": "en"}, permalinks={"posts": ":sections/:title"})
    assert page(settings, "Docs/a - b  c & - d--E.md") == "en/Docs/a-b-c-d--E/"
    assert page(settings, "posts/x.md", {"title": "Hi There, You"}) == "en/posts/Hi-There-You/"
    assert page(settings, "posts/sub/x.md", {"title": "Hi"}) is None  # which folders are sections is not told


def test_languages_of_hugo_with_addresses_of_their_own() -> None:
    """A language that has its own address is published there."""
    settings = Hugo(base_url=BASE, prefixes={"en": "", "fr": ""}, bases={"fr": "https://fr.example/"})
    assert published_address(settings, Section("content/fr", language="fr"), "a.md", {}) == "https://fr.example/a/"


@pytest.mark.parametrize(
    ("path", "expected", "clean"),
    [("index.md", "", ""), ("a/index.md", "a/", "a/"), ("a/b.md", "a/b.html", "a/b"), ("x/skip.md", None, None)],
)
def test_vitepress(path: str, expected: str | None, clean: str | None) -> None:
    """Pages of VitePress, with their ending and without."""
    assert page(VitePress(base_url=BASE, excluded=("**/skip.md",)), path) == expected
    assert page(VitePress(base_url=BASE, excluded=("**/skip.md",), ending=""), path) == clean


@pytest.mark.parametrize(
    ("url", "path", "expected"),
    [
        ("https://a.example", "", "https://a.example/"),
        ("https://a.example/b/", "/c/", "https://a.example/b/c/"),
        (" HTTP://a.example ", "/", "HTTP://a.example/"),
        ("//a.example", "", ""),
        ("javascript:alert(1)", "", ""),
        (None, "", ""),
    ],
)
def test_base_address(url: object, path: object, expected: str) -> None:
    """The address of a site ends with a slash; what is none is empty."""
    assert base_address(url, path) == expected


ALL = [MkDocs, Sphinx, Docusaurus, Hugo, VitePress]
PATHS = st.lists(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1), min_size=1).map("/".join)
FIELDS = st.dictionaries(st.sampled_from(["slug", "id", "url", "title", "date", "build"]), st.text() | st.integers())


@given(kind=st.sampled_from(ALL), path=PATHS, ending=st.sampled_from([".md", ".rst", ".mdx"]), fields=FIELDS)
def test_any_path(kind: type[SiteSettings], path: str, ending: str, fields: Table) -> None:
    """Whatever a path and front matter say, an address is one of ASCII on the site, or the one that is given whole."""
    url = published_address(kind(base_url=BASE), DOCS, path + ending, fields)
    given_whole = str(fields.get("url", "")).strip()
    assert url is None or url == given_whole or (url.startswith(BASE) and url.isascii() and url.isprintable())
    assert url is None or url == given_whole or urlsplit(url).netloc == "e.example"


@given(kind=st.sampled_from(ALL), path=PATHS, fields=FIELDS)
def test_without_an_address_of_the_site(kind: type[SiteSettings], path: str, fields: Table) -> None:
    """A site that does not tell where it is served publishes nothing."""
    assert published_address(kind(base_url=""), DOCS, path, fields) is None
