"""Addresses of repositories as people name them, and those of the files in them as their hosts show them."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from index.errors import QuotebotError

PREFIX = "git+"
"""What the address of a repository begins with."""
_SCHEMES = {"https": 443, "http": 80}
_EXAMPLE = "write it as git+https://HOST/OWNER/REPOSITORY, with @BRANCH or #subdirectory=FOLDER behind it"
_REVISION = re.compile(r"(?!-)(?!.*(?:\.\.|@\{|//|\.lock$|/$))[^\x00-\x20\x7f~^:?*\[\\+]+")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_KEPT = "/:@!$&'()*+,;=~"
# Remotes as git takes them (git-fetch(1), "GIT URLS"): an address, and the short form of one by SSH.
_REMOTE = re.compile(
    r"(?:(https?)|(?:git\+)?ssh(?:\+git)?|git)://(?:[^/?#]*@)?([^/?#@:]+)(:[0-9]+)?/+([^?#@]+)", re.IGNORECASE
)
_SHORT_REMOTE = re.compile(
    r"(?:[^/:@]+@)?([^/:@]+\.[^/:@]+):/*([^?#@]+)"
)  # without a dot it is the operator's own name
# Where hosts show a file at a revision, below the address of its repository.
_FORMS = {
    "github": "{repository}/blob/{revision}/{path}",
    "gitlab": "{repository}/-/blob/{revision}/{path}",
    "gitea": "{repository}/src/commit/{revision}/{path}",
    "bitbucket": "{repository}/src/{revision}/{path}",
    "sourcehut": "{repository}/tree/{revision}/item/{path}",
    "cgit": "{whole}/tree/{path}?id={revision}",
}
_HOSTS = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "salsa.debian.org": "gitlab",
    "invent.kde.org": "gitlab",
    "framagit.org": "gitlab",
    "codeberg.org": "gitea",
    "gitea.com": "gitea",
    "opendev.org": "gitea",
    "bitbucket.org": "bitbucket",
    "git.sr.ht": "sourcehut",
    "git.kernel.org": "cgit",
    "git.zx2c4.com": "cgit",
    "git.launchpad.net": "cgit",
}
# Hosts that are named for the program that they run.
_NAMED_FOR = {"gitlab": "gitlab", "gitea": "gitea", "forgejo": "gitea", "cgit": "cgit"}


class RepositoryAddressError(QuotebotError):
    """The address of a repository that cannot be used; the message tells what to write."""


@dataclass(frozen=True, slots=True)
class RepositoryAddress:
    """A repository, what of it is read, and where: `revision` is a branch, tag or commit, empty for what it shows.

    `url` is what git is given; `subdirectory` has no slash at its ends and is empty where all is read.
    """

    url: str
    host: str
    port: int
    revision: str = ""
    subdirectory: str = ""

    def __str__(self) -> str:
        revision = f"@{self.revision}" if self.revision else ""
        folder = f"#subdirectory={quote(self.subdirectory)}" if self.subdirectory else ""
        return f"{PREFIX}{self.url}{revision}{folder}"

    def document_id(self, path: str) -> str:
        """By what a document goes."""
        return f"{PREFIX}{self.url}{f'@{self.revision}' if self.revision else ''}/{path}"

    def file_address(self, commit: str, path: str) -> str:
        """Where the host shows a file as it was at a commit; empty where that is not known of it."""
        form = _FORMS.get(_HOSTS.get(self.host) or _NAMED_FOR.get(self.host.split(".")[0], ""), "")
        whole = self.url.rstrip("/")
        return form.format(
            repository=whole.removesuffix(".git"), whole=whole, revision=commit, path=quote(path, safe=_KEPT)
        )


def parse_repository_address(text: str) -> RepositoryAddress:
    """Reads an address as pip has it: `git+https://host/owner/repository@revision#subdirectory=docs`.

    Raises RepositoryAddressError (https://pip.pypa.io/en/stable/topics/vcs-support/).
    """
    scheme = text.partition("://")[0].lower()
    if not scheme.startswith(PREFIX) or scheme[len(PREFIX) :] not in _SCHEMES:
        advice = "repositories are read by https alone" if scheme.startswith(PREFIX) else "that is no repository"
        raise RepositoryAddressError(f"{_shown(text)}: {advice}; {_EXAMPLE}")
    try:
        parts = urlsplit(text.strip()[len(PREFIX) :])
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise RepositoryAddressError(f"{_shown(text)}: is no address; {_EXAMPLE}") from None
    if parts.username is not None or parts.password is not None:
        raise RepositoryAddressError(
            f"{_shown(text)}: has a name or password in it, which would be kept; name a public repository without"
        )
    path, mark, revision = parts.path.rpartition("@") if "@" in parts.path.rpartition("/")[2] else _split(parts.path)
    if not _is_host(host) or parts.query or not path.strip("/") or " " in path or not _is_plain(path):
        raise RepositoryAddressError(f"{_shown(text)}: names no repository; {_EXAMPLE}")
    revision = unquote(revision)
    if mark and not _REVISION.fullmatch(revision):
        raise RepositoryAddressError(f"{_shown(text)}: {revision!r} is no branch, tag or commit; {_EXAMPLE}")
    authority = f"[{host}]" if ":" in host else host
    url = f"{parts.scheme}://{authority}{'' if port is None else f':{port}'}{path.rstrip('/')}"
    return RepositoryAddress(url, host, port or _SCHEMES[parts.scheme], revision, _subdirectory(text, parts.fragment))


def parse_remote(text: str) -> RepositoryAddress | None:
    """The repository that a remote of a clone leads to, as its host shows it; None where it is not on a known host.

    Names, passwords and what is for SSH alone are left out.
    """
    if full := _REMOTE.fullmatch(text):
        scheme, host, port, path = full.groups()
        place = f"{scheme.lower()}://{host}{port or ''}" if scheme else f"https://{host}"
    elif short := _SHORT_REMOTE.fullmatch(text):
        host, path = short.groups()
        place = f"https://{host}"
    else:
        return None
    try:
        address = parse_repository_address(f"{PREFIX}{place}/{path}")
    except RepositoryAddressError:
        return None
    return address if address.file_address("0", "0") else None


def _is_host(host: str) -> bool:
    """Whether it is a name, or an address as it is usually written: of others (0x7f.1) programs make different ones."""
    if ":" not in host and not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _HOST.fullmatch(host) is not None
    try:
        return str(ip_address(host)) == host and "%" not in host
    except ValueError:
        return False


def _split(path: str) -> tuple[str, str, str]:
    """A path, and behind the first `@` a branch with slashes in its name."""
    return path.partition("@")


def _subdirectory(text: str, fragment: str) -> str:
    told = dict(parse_qsl(fragment, keep_blank_values=True))
    if unknown := told.keys() - {"subdirectory", "egg"}:
        raise RepositoryAddressError(f"{_shown(text)}: {', '.join(sorted(unknown))} means nothing here; {_EXAMPLE}")
    folder = told.get("subdirectory", "").strip("/")
    if folder and (str(PurePosixPath(folder)) != folder or not _is_plain(folder)):
        raise RepositoryAddressError(f"{_shown(text)}: {folder!r} is no folder of a repository; {_EXAMPLE}")
    return folder


def _is_plain(path: str) -> bool:
    return not {"..", "."}.intersection(unquote(path).split("/")) and path.isprintable()


def _shown(text: str) -> str:
    """An address without what stands before an @ in front of its host, which may be a password."""
    return re.sub(r"(?<=://)[^/?#]*@", "", text)
