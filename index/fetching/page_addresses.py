"""Addresses of the web as a crawl has them: each in one form, and what can be told of one before it is read."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from urllib.parse import unquote, urlsplit

from yarl import URL

_SCHEMES = ("http", "https")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_HOST = 253  # characters (RFC 1035)
_LONGEST = 2000  # characters of an address that leads to something
# By which those who advertise and count tell where somebody came from; the page is the same without.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|vero|oly)_\w+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|twclid|ttclid|yclid|ysclid|"
    r"msclkid|igshid|igsh|li_fat_id|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|__hs(?:sc|tc|fp)|mkt_tok|srsltid|_openstat|wickedid|"
    r"epik|xtor",
    re.IGNORECASE,
)
_SESSION = re.compile(r"(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken)=.*|sid=[0-9a-f]{32}", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_ENDING = re.compile(r"[^.]\.([a-z0-9]{1,10})$", re.IGNORECASE)
_NO_PAGES = frozenset(
    """
    apng avif bmp gif heic ico jpe jpeg jpg jxl png psd raw svg svgz tif tiff webp
    css cur eot less map mjs js otf scss ts ttf wasm woff woff2
    7z apk bin br bz2 cab crx deb dmg exe gz img iso jar msi pkg rar rpm tar tbz tgz torrent txz whl xpi xz zip zst
    3gp aac aif aiff avi flac flv m3u m3u8 m4a m4b m4v mid mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus srt swf vtt wav
    webm wma wmv
    atom ics json jsonld rdf rss vcf webmanifest xml xsd xsl xslt
    """.split()  # noqa: SIM905
)
_WIKI = "wiki"  # below which names stand as they are, such as Node.js
_MOST_PARAMETERS = 8
_REPEATED = 3
_CALENDAR = re.compile(r"\b(?:calend[a-zé]+|kalender|agenda|events?|eventos?|termine|veranstaltungen)\b", re.IGNORECASE)
_DAY_AT_LAST = re.compile(r"/(?:19|20|21)\d\d(?:[/-]\d{1,2}){1,2}/?$")
_DAY = re.compile(r"=(?:19|20|21)\d\d-\d\d?\b")
_READABLE = 60  # characters of a name of a file


def canonical(url: str) -> str | None:
    """An address of the web in the one form by which it is known; None where it is none.

    By RFC 3986, section 6.2: scheme and host in small letters, the host in ASCII, no port that is the scheme's, no "."
    and "..", nothing escaped that need not be. It has no user and no fragment, nor what tells no page from another:
    parameters by which visitors are tracked or known. The order of the others stays, as it may mean something.
    """
    try:
        # What was escaped without need may be a "." that is to be taken out.
        address = URL(str(URL(url.strip())))
        port = address.explicit_port
    except (ValueError, IndexError):  # IndexError of brackets that hold nothing
        return None
    host = (address.raw_host or "").rstrip(".")
    if address.scheme not in _SCHEMES or not _is_host(host):
        return None
    path = _SESSION_IN_PATH.sub("", address.raw_path) or "/"
    query = "&".join(_parameters(address.raw_query_string))
    name = f"[{host}]" if ":" in host else host
    at_port = "" if port is None or port == (80 if address.scheme == "http" else 443) else f":{port}"
    return f"{address.scheme}://{name}{at_port}{path}{'?' if query else ''}{query}"


def root_of(url: str) -> str:
    """The folder that an address stands in: that of https://docs.example/guide/start is https://docs.example/guide/.

    The address is canonical, and best the one that a server sent who asked for another: what a person calls
    https://docs.example/guide may be a page, or a folder, which the server adds a slash to.
    """
    return url.partition("?")[0].rpartition("/")[0] + "/"


def is_below(url: str, root: str) -> bool:
    """Whether an address is of the site and the folder of another; with "www." or without, encrypted or not.

    Both are canonical.
    """
    one, other = URL(url, encoded=True), URL(root_of(root), encoded=True)
    if _site(one) != _site(other):
        return False
    folder = other.raw_path
    return one.raw_path.startswith(folder) or f"{one.raw_path}/" == folder


def as_reached_from(url: str, root: str) -> str:
    """An address of the site of another, by the scheme and host of that: both are of one page mostly.

    Both are canonical.
    """
    rest = url.partition("://")[2]
    return f"{'/'.join(root.split('/', 3)[:3])}/{rest.partition('/')[2]}"


def is_same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host; with "www." or without."""
    return _host(one) == _host(other)


def form_of(url: str) -> tuple[str, str]:
    """What all forms of a page's address have: with and without a query, a slash or a name of an index at its end."""
    path = urlsplit(url).path
    for ending in ("/", "/index", "/index.html", "/index.htm", "/index.php", ".html", ".htm", "/amp"):
        path = path.removesuffix(ending)
    return _host(url), path


def could_be_page(url: str) -> bool:
    """Whether an address may be of a page or a document, by how its path ends: not of a picture, a program or a feed.

    The address is canonical.
    """
    *folders, name = URL(url, encoded=True).raw_path.split("/")
    ending = _ENDING.search(name)
    if ending is None or ending[1].lower() not in _NO_PAGES:
        return True
    return folders[-1:] == [_WIKI] and ":" not in name


def is_trap(url: str) -> bool:
    """Whether an address is most probably one of endlessly many that a program makes up.

    Such are very long, repeat a part of their path, as links do that are relative by mistake, have many parameters, or
    are of a day or month of a calendar. The address is canonical.
    """
    if len(url) > _LONGEST:
        return True
    address = URL(url, encoded=True)
    path, query = address.raw_path, address.raw_query_string
    repeated = Counter(part for part in path.split("/") if part and not part.isdigit())
    if max(repeated.values(), default=0) >= _REPEATED:
        return True
    if query.count("&") >= _MOST_PARAMETERS:
        return True
    is_day = _DAY_AT_LAST.search(path) or _DAY.search(query)
    return is_day is not None and _CALENDAR.search(f"{path}?{query}") is not None


def file_name(url: str) -> str:
    """A name for the file of what stands at an address: readable, without an ending, and another for each address."""
    said = unquote(url.partition("://")[2]).lower()
    readable = re.sub(r"[^a-z0-9]+", "-", said).strip("-")[:_READABLE].strip("-")
    return f"{readable or 'page'}-{blake2b(url.encode(errors='replace'), digest_size=8).hexdigest()}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_host(host: str) -> bool:
    """Whether a host is one by its form: a name in ASCII, or an address of a network."""
    if ":" in host:
        return "%" not in host  # it was read as one of IPv6, which is of this machine's network where it names a zone
    return 0 < len(host) <= _LONGEST_HOST and all(_LABEL.fullmatch(label) for label in host.split("."))


def _parameters(query: str) -> Iterator[str]:
    """Those that tell pages apart, in their order."""
    for parameter in query.split("&"):
        if parameter and not _TRACKING.fullmatch(parameter.partition("=")[0]) and not _SESSION.fullmatch(parameter):
            yield parameter


def _site(address: URL) -> tuple[str, int | None]:
    """The host without "www.", and the port unless it is a usual one."""
    port = address.explicit_port
    return (address.raw_host or "").removeprefix("www."), None if port in (80, 443) else port
