"""What the settings of a site say of where its documents are published."""

import msgspec


class Section(msgspec.Struct, frozen=True):
    """A folder of documents, and below which path of the site their pages stand.

    `folder` leads from the folder of the settings to that of the documents and may lead up; `route` has no slash at
    its ends. `kind` is of what kind the documents are where a site has several: "docs", "blog", "pages".
    """

    folder: str
    route: str = ""
    kind: str = "docs"
    language: str = ""


class SiteSettings(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """What the settings of any site say: its address, with a slash at its end, empty where they tell none.

    `titles` are those that its navigation gives to documents, by their paths in the section.
    """

    base_url: str
    publisher: str = ""
    sections: tuple[Section, ...] = ()
    titles: dict[str, str] = {}


class MkDocs(SiteSettings, frozen=True, tag=True):
    """A site of MkDocs; `excluded` are rules as `.gitignore` has them."""

    directory_urls: bool = True
    excluded: tuple[str, ...] = ()


class Sphinx(SiteSettings, frozen=True, tag=True):
    """A site of Sphinx; `suffixes` are the endings of its documents, `excluded` patterns as `fnmatch` has them.

    `ending` is that of its pages, empty where each has a folder of its own ("dirhtml").
    """

    ending: str = ".html"
    suffixes: tuple[str, ...] = (".rst",)
    excluded: tuple[str, ...] = ()


class Docusaurus(SiteSettings, frozen=True, tag=True):
    """A site of Docusaurus; `trailing_slash` is None where addresses are as their documents give them."""

    trailing_slash: bool | None = None


class Hugo(SiteSettings, frozen=True, tag=True):
    """A site of Hugo; `prefixes` has the path of each language, and `bases` the address of those that have their own.

    `permalinks` are patterns by the first folder of documents, without a slash at its ends.
    """

    is_ugly: bool = False
    keeps_case: bool = False
    default_language: str = "en"
    prefixes: dict[str, str] = {}
    bases: dict[str, str] = {}
    permalinks: dict[str, str] = {}


class VitePress(SiteSettings, frozen=True, tag=True):
    """A site of VitePress; `ending` is that of its pages, empty where it has "cleanUrls"."""

    ending: str = ".html"
    excluded: tuple[str, ...] = ()


class Site(msgspec.Struct, frozen=True):
    """What a file of settings was read as."""

    settings: MkDocs | Sphinx | Docusaurus | Hugo | VitePress


def base_address(url: object, path: object = "") -> str:
    """The address of a site from where it is served and its path there; empty where the first is no address."""
    if not isinstance(url, str) or not url.strip().lower().startswith(("http://", "https://")):
        return ""
    parts = (url.strip().rstrip("/"), path.strip().strip("/") if isinstance(path, str) else "")
    return "/".join(filter(None, parts)) + "/"
