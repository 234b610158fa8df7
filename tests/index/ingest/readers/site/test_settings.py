"""The settings of sites, as their authors write them, read in the process that converts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.site.settings import Docusaurus, Hugo, MkDocs, Section, Site, SiteSettings, Sphinx, VitePress

OPTIONS = ReaderOptions(1_000_000)


class Reading:
    """Reads files of settings in one process."""

    def __init__(self, folder: Path, conversions: Conversions) -> None:
        self.folder, self._conversions = folder, conversions

    def read(self, name: str, content: str, **beside: str) -> SiteSettings:
        """What a file says, with others beside it."""
        for path, text in {name: content, **beside}.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return self._conversions.extract("site.extraction", self.folder / name, {}, OPTIONS, Site).settings


@pytest.fixture(scope="module")
def conversions() -> Iterator[Conversions]:
    """One process for all."""
    with Conversions() as conversions:
        yield conversions


@pytest.fixture
def reading(tmp_path: Path, conversions: Conversions) -> Reading:
    """Reads files of settings below a folder."""
    return Reading(tmp_path, conversions)


def test_mkdocs(reading: Reading) -> None:
    """What counts is read, with tags that would construct something passed over and nothing of them run."""
    told = reading.read(
        "mkdocs.yml",
        """
site_name: Harbour
site_url: !ENV [SITE, "https://harbour.example/book/"]
docs_dir: pages
use_directory_urls: false
exclude_docs: |
  drafts/
theme: {name: material, palette: !!python/name:material.palette }
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.emoji , run: !!python/object/apply:os.system ["false"]}
plugins: [search, blog: {blog_dir: news}]
nav:
  - Home: index.md
  - about.md
  - Water:
    - Tides: water/tides.md
    - Elsewhere: https://elsewhere.example/
""",
    )
    assert told == MkDocs(
        base_url="https://harbour.example/book/",
        publisher="Harbour",
        sections=(Section("pages"),),
        titles={"index.md": "Home", "water/tides.md": "Tides", "https://elsewhere.example/": "Elsewhere"},
        directory_urls=False,
        excluded=("/templates/", ".*", "drafts/", "/news/posts/"),
    )


@pytest.mark.parametrize(
    ("settings", "base_url"),
    [
        ("site_url: https://a.example", "https://a.example/"),
        ("site_url: a.example", ""),
        ("site_url: ''", ""),
        ("site_url: https://a.example\nplugins: [i18n: {languages: []}]", ""),
        ("site_url: https://a.example\nextra: {version: {provider: mike}}", ""),
        (
            "site_url: https://a.example\nextra: {version: {provider: mike, default: stable}}",
            "https://a.example/stable/",
        ),
        ("site_url: https://a.example\nplugins: {mike: {canonical_version: latest}}", "https://a.example/latest/"),
        ("- site_url", ""),
        ("", ""),
    ],
)
def test_mkdocs_base_address(reading: Reading, settings: str, base_url: str) -> None:
    """The address is that of the version that counts, and none where plugins have pages elsewhere."""
    assert reading.read("mkdocs.yml", settings).base_url == base_url


def test_sphinx(reading: Reading) -> None:
    """Assignments of plain values are read, whatever program stands around them."""
    told = reading.read(
        "docs/conf.py",
        """
import os, sys
sys.exit(1)
project = "Harbour"
version = __import__("harbour").__version__
html_title = f"{project} {version}"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://harbour.example/en/latest")
extensions: list[str] = ["sphinx.ext.autodoc", "myst_parser"]
exclude_patterns = ["_build", "**/old"]
source_suffix = {".rst": "restructuredtext", ".txt": "restructuredtext"}
def setup(app):
    html_baseurl = "https://wrong.example"
""",
    )
    assert told == Sphinx(
        base_url="https://harbour.example/en/latest/",
        publisher="Harbour",
        sections=(Section(""),),
        suffixes=(".rst", ".txt", ".md"),
        excluded=("_build", "**/old"),
    )


def test_sphinx_with_folders(reading: Reading) -> None:
    """That each page has a folder of its own stands in the settings of Read the Docs, further up."""
    told = reading.read(
        "docs/source/conf.py",
        "project = 'H'\nextensions = []\nhtml_baseurl = 'https://h.example/'\n",
        **{".readthedocs.yaml": "version: 2\nsphinx:\n  configuration: docs/source/conf.py\n  builder: dirhtml\n"},
    )
    assert told == Sphinx(base_url="https://h.example/", publisher="H", sections=(Section(""),), ending="")


JAVASCRIPT = """
// @ts-check
const {themes} = require('prism-react-renderer');
const host = 'https://harbour.example';
/** @type {import('@docusaurus/types').Config} */
const config = {
  title: "Harbour",
  url: process.env.SITE_URL || host,
  baseUrl: '/book/',
  trailingSlash: false,
  customFields: { now: new Date(), f() { return 1 }, ...themes },
  presets: [
    ['classic', /** @type {any} */ ({
      docs: { path: './pages', routeBasePath: 'guide', sidebarPath: require.resolve('./sidebars.js') },
      blog: false,
    })],
  ],
  plugins: ['other', ['@docusaurus/plugin-content-docs', {id: 'api', path: 'api', routeBasePath: '/api/'}]],
};
module.exports = config;
"""


def test_docusaurus(reading: Reading) -> None:
    """An object of JavaScript is read with the constants that stand in it; what is no plain value is passed over."""
    assert reading.read("docusaurus.config.js", JAVASCRIPT) == Docusaurus(
        base_url="https://harbour.example/book/",
        publisher="Harbour",
        sections=(Section("pages", "guide"), Section("src/pages", "", "pages"), Section("api", "api")),
        trailing_slash=False,
    )


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("docusaurus.config.ts", "import type {Config} from 'x';\nconst c: Config = OBJECT;\nexport default c;"),
        ("docusaurus.config.ts", "export default OBJECT satisfies Config;"),
        ("docusaurus.config.js", "module.exports = async function make() { const a = 1; return OBJECT; };"),
        ("docusaurus.config.js", "export default async () => (OBJECT);"),
        ("docusaurus.config.mjs", "function make() { return OBJECT }\nexport default make();"),
        ("docusaurus.config.js", "const base = OBJECT;\nmodule.exports = {...base, tagline: `a ${base.title}`};"),
        ("docusaurus.config.js", "const o = {['a']: {b: OBJECT}};\nmodule.exports = o.a['b'];"),
        ("docusaurus.config.cjs", "const o = {c: OBJECT};\nmodule.exports = defineConfig(o.c);"),
        ("docusaurus.config.js", "module.exports = OBJECT;\nthis is ( no JavaScript"),
    ],
)
def test_shapes_of_docusaurus(reading: Reading, name: str, source: str) -> None:
    """However the object is exported it is the same."""
    found = (
        "{title: 'H', 'url': \"https://h.ex\\u0061mple\", baseUrl: `/`, presets: [['@docusaurus/preset-classic', {}]]}"
    )
    assert reading.read(name, source.replace("OBJECT", found)) == Docusaurus(
        base_url="https://h.example/",
        publisher="H",
        sections=(Section("docs", "docs"), Section("blog", "blog", "blog"), Section("src/pages", "", "pages")),
    )


@pytest.mark.parametrize(
    "source",
    [
        "module.exports = {url: process.env.URL, baseUrl: '/', presets: [['classic', {}]]}",
        "module.exports = {url: 'https://h.example', baseUrl: base(), presets: [['classic', {}]]}",
        "let url = 'https://h.example'; if (x) { url = 'https://i.example' } module.exports = {url, baseUrl: '/'}",
        "const a = b; const b = a; module.exports = {url: a, baseUrl: '/'}",
        "const a = {...a, url: a.url}; module.exports = a",
        "module.exports = require('./other')",
        "(" * 3000,
        "module.exports = " + "[" * 5000 + "]" * 5000,
        "",
    ],
)
def test_docusaurus_that_does_not_tell(reading: Reading, source: str) -> None:
    """What only running it would tell is not told, however it goes in circles."""
    assert reading.read("docusaurus.config.js", source).base_url == ""


def test_versions_of_docusaurus(reading: Reading) -> None:
    """The last version stands where people read, the next below its name, the others below theirs."""
    told = reading.read(
        "docusaurus.config.js",
        "module.exports = {url: 'https://h.example', baseUrl: '/', presets: [['classic', {blog: false, pages: false,"
        " docs: {versions: {'1.0': {path: 'old'}}}}]]}",
        **{"versions.json": '["2.0", "1.0"]'},
    )
    assert told.sections == (
        Section("docs", "docs/next"),
        Section("versioned_docs/version-2.0", "docs"),
        Section("versioned_docs/version-1.0", "docs/old"),
    )


HUGO = Hugo(
    base_url="https://h.example/b/",
    publisher="Harbour",
    sections=(Section("content", language="en"),),
    prefixes={"en": "", "fr": "fr"},
    permalinks={"posts": ":year/:slug"},
)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "hugo.toml",
            'baseURL = "https://h.example/b"\ntitle = "Harbour"\n[permalinks]\nposts = "/:year/:slug/"\n'
            "[languages.en]\n[languages.fr]\n",
        ),
        (
            "config.yaml",
            "baseurl: https://h.example/b/\nTitle: Harbour\npermalinks: {page: {posts: /:year/:slug/}}\n"
            "languages: {en: {weight: 1}, fr: {weight: 2}}\n",
        ),
        (
            "config/_default/config.json",
            '{"baseURL": "https://h.example/b", "title": "Harbour", "permalinks": {"posts": "/:year/:slug"},'
            ' "languages": {"en": {}, "fr": {}}}',
        ),
    ],
)
def test_hugo(reading: Reading, name: str, source: str) -> None:
    """The settings are the same in all three formats, with names in any case."""
    assert reading.read(name, source) == HUGO


def test_hugo_in_several_files(reading: Reading) -> None:
    """What stands in files of its own in config/_default is read with the rest."""
    told = reading.read(
        "config/_default/hugo.toml",
        'baseURL = "https://h.example/b"\ntitle = "Harbour"\n',
        **{
            "config/_default/languages.yaml": "en: {weight: 1}\nfr: {weight: 2}\n",
            "config/_default/permalinks.toml": 'posts = "/:year/:slug/"\n',
        },
    )
    assert told == HUGO


def test_folders_of_hugo(reading: Reading) -> None:
    """Content stands in the folders of languages, or where it is mounted from."""
    by_language = reading.read(
        "hugo.toml", '[languages.en]\ncontentDir = "content/en"\n[languages.de]\ncontentDir = "content/de"\n'
    )
    assert by_language.sections == (
        Section("content/en", language="en"),
        Section("content/de", language="de"),
        Section("content", language="en"),
    )
    mounted = reading.read(
        "hugo.toml",
        '[[module.mounts]]\nsource = "../docs"\ntarget = "content/docs"\n'
        '[[module.mounts]]\nsource = "static"\ntarget = "static"\n',
    )
    assert mounted.sections == (Section("../docs", "docs", language="en"),)


def test_vitepress(reading: Reading) -> None:
    """The address stands in what is told of the map of the site, with its base or without."""
    for host in ("https://h.example", "https://h.example/b/"):
        told = reading.read(
            "docs/.vitepress/config.mts",
            "import { defineConfig } from 'vitepress'\nexport default defineConfig({title: 'Harbour', base: '/b/',"
            f" cleanUrls: true, srcDir: './src', srcExclude: ['**/x.md'], sitemap: {{hostname: '{host}'}}}})",
        )
        assert told == VitePress(
            base_url="https://h.example/b/",
            publisher="Harbour",
            sections=(Section("src"),),
            ending="",
            excluded=("**/x.md",),
        )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("mkdocs.yml", "a: [", "is no YAML: "),
        ("mkdocs.yml", "a: " + "[" * 2000, "is nested too deeply"),
        ("mkdocs.yml", "a: &a [x]\nb: &b [" + "*a, " * 2000 + "]\n", "is too large to be settings"),
        ("conf.py", "def (:\n", "is no Python: "),
        ("conf.py", "x = " + "(" * 5000, "is no Python: "),
        ("hugo.toml", "a = = 1", "is no TOML: "),
        ("hugo.json", "{", "is no JSON: "),
        ("docusaurus.config.js", " " * 1_000_001, "is too large to be settings"),
        ("package.json", "{}", "is no file of settings"),
    ],
)
def test_what_cannot_be_read(reading: Reading, name: str, content: str, reason: str) -> None:
    """Settings that are broken, or made to harm, are told as such."""
    with pytest.raises(UnreadableError, match=reason):
        reading.read(name, content)
