"""The program `git`, held to what a stranger's repository may do: fetch from one checked address, within bounds.

It is run as `index/files/git.py` has it. It connects to the addresses that were checked and to no others, follows no
redirections, and checks nothing out: documents are read from its objects.
"""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Protocol

from index.errors import QuotebotError
from index.files.git import MEGABYTE, Entry, git_command, git_environment, listed_files
from index.ingest.repository_address import RepositoryAddress

_OLDEST = (2, 37)  # the first that connects to given addresses alone (http.curloptResolve)
_GET = "install it from https://git-scm.com/downloads, or with the system's packages (apt install git)"
_SHOWN = 200  # characters of what git says
_CONFIG = {
    "fetch.fsckObjects": "false",  # what stands in trees is checked by who reads them; old repositories fail at this
    "fetch.recurseSubmodules": "false",
    "fetch.unpackLimit": "1",  # one file of what was fetched, which the system holds to its size
    "fetch.writeCommitGraph": "false",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "http.postBuffer": "16777216",  # not in chunks, which some hosts refuse
    "http.proxy": "",
    "protocol.version": "2",
    "transfer.bundleURI": "false",
}
_FAILURES: Mapping[str, str] = {
    r"could not read Username|Authentication failed|returned error: 40[13]": (
        "is private, or there is none; only public repositories are read"
    ),
    r"couldn't find remote ref|not our ref|no such remote ref": "has no such branch, tag or commit",
    r"repository .* not found|returned error: 404|not valid: is this a git repository": "there is no such repository",
    r"returned error: 30\d": "has moved; open it in a browser, and name the address that it has now",
    r"dumb http transport": "is served by a program that is too old for it; name a copy of it elsewhere",
}


class Check(Protocol):
    """Tells to which addresses may be connected."""

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host that may be connected to, one at least. Raises QuotebotError where there is none."""


class RepositoryError(QuotebotError):
    """A repository that cannot be read; the message tells why."""


@dataclass(frozen=True, slots=True)
class RepositoryLimits:
    """What is spent on a repository: megabytes that it is fetched in, seconds that git takes, files that it has."""

    megabytes: int = 500
    seconds: float = 600.0
    files: int = 200_000


class Git:
    """A repository that is fetched into a folder of its own, a part at a time."""

    def __init__(
        self, folder: Path, address: RepositoryAddress, addresses: Sequence[str], limits: RepositoryLimits
    ) -> None:
        """Takes an empty folder, and the addresses that the host of the repository was found to have."""
        self._folder, self._address, self._limits = folder, address, limits
        told = ",".join(f"[{one}]" if ":" in one else one for one in addresses)
        host = f"[{address.host}]" if ":" in address.host else address.host
        pinned = {"http.curloptResolve": f"{host}:{address.port}:{told}"}
        self._config = _CONFIG | pinned
        self._end = asyncio.get_running_loop().time() + limits.seconds

    async def begin(self) -> None:
        """Makes an empty repository. Raises RepositoryError where git is missing or too old."""
        if shutil.which("git") is None:
            raise RepositoryError(f"git is needed to read a repository, and is not installed; {_GET}")
        version = (await self._run("version")).decode(errors="replace")
        found = re.search(r"(\d+)\.(\d+)", version)
        if found is None or (int(found[1]), int(found[2])) < _OLDEST:
            raise RepositoryError(f"{version.strip()} is too old to read a repository, 2.37 or later is needed; {_GET}")
        await self._run("init", "--quiet", "--bare", "--template=", ".")

    async def newest(self) -> str:
        """The commit that is to be read, as the host tells it without sending anything; empty where it does not."""
        revision = self._address.revision
        names = [f"refs/tags/{revision}^{{}}", f"refs/tags/{revision}", f"refs/heads/{revision}"] if revision else []
        names = names or ["HEAD"]
        said = await self._run("ls-remote", "--quiet", self._address.url, *names, is_online=True)
        lines = (line.partition("\t") for line in said.decode(errors="replace").splitlines())
        commits = {name: commit for commit, _, name in lines}
        return next((commits[name] for name in names if name in commits), "")

    async def fetch_trees(self) -> str:
        """Fetches the names of all files, and gives the commit that these are of."""
        await self._fetch("--depth=1", self._address.url, self._address.revision or "HEAD")
        return (await self._run("rev-parse", "--verify", "FETCH_HEAD^{commit}")).decode().strip()

    async def entries(self, commit: str) -> list[Entry]:
        """The files of a commit, those aside whose paths are none that files can have. Raises RepositoryError."""
        listing = await self._run("ls-tree", "-r", "-z", "--full-tree", commit)
        if listing.count(b"\0") > self._limits.files:
            raise RepositoryError(f"{self._address}: has more than {self._limits.files:,} files; name another")
        return listed_files(listing)

    async def fetch_blobs(self, blobs: Sequence[str]) -> None:
        """Fetches what files hold, unless it came already from a host that does not leave it out."""
        missing = [blob for blob, size in (await self.sizes(blobs)).items() if size is None]
        if missing:
            await self._fetch("--no-write-fetch-head", "--stdin", self._address.url, given=missing)

    async def sizes(self, blobs: Sequence[str]) -> dict[str, int | None]:
        """How many bytes each has, None for what is not here."""
        check = ("cat-file", "--batch-check=%(objectname) %(objectsize)", "--buffer")
        all_here = ("cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--buffer")
        here = frozenset((await self._run(*all_here)).decode().split())  # to ask for others would have git fetch them
        said = (await self._run(*check, given=[blob for blob in dict.fromkeys(blobs) if blob in here])).decode()
        sizes = dict(line.split(" ", 1) for line in said.splitlines())
        return {blob: int(sizes[blob]) if blob in sizes else None for blob in dict.fromkeys(blobs)}

    async def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """What files hold that were fetched."""
        return dict(_contents(await self._run("cat-file", "--batch", "--buffer", given=blobs))) if blobs else {}

    async def _fetch(self, *arguments: str, given: Sequence[str] = ()) -> None:
        quiet = ("--quiet", "--no-tags", "--filter=blob:none", "--recurse-submodules=no", "--no-auto-maintenance")
        negotiation = ("-c", "fetch.negotiationAlgorithm=noop")
        await self._run(*negotiation, "fetch", *quiet, *arguments, given=given, is_online=True)

    async def _run(self, *arguments: str, given: Sequence[str] = (), is_online: bool = False) -> bytes:
        """What git says when it is given some lines. Raises RepositoryError."""
        protocol = self._address.url.partition(":")[0] if is_online else "none"
        with TemporaryFile() as lines, TemporaryFile() as said, TemporaryFile() as complaints:
            lines.write("".join(f"{line}\n" for line in given).encode())
            lines.seek(0)
            process = await asyncio.create_subprocess_exec(
                *git_command(arguments, self._limits.megabytes, self._config),
                cwd=self._folder,
                env=git_environment(self._folder, protocol),
                stdin=lines,
                stdout=said,
                stderr=complaints,
                start_new_session=True,  # so that what it starts can be ended with it
            )
            code = await self._ended(process)
            if code:
                raise RepositoryError(f"{self._address}: {self._reason(_read(complaints), code)}")
            return _read(said)

    async def _ended(self, process: asyncio.subprocess.Process) -> int:
        try:
            async with asyncio.timeout_at(self._end):
                return await process.wait()
        except TimeoutError:
            raise RepositoryError(
                f"{self._address}: takes longer than {self._limits.seconds:g} seconds; try later, or name another"
            ) from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):  # it has ended by itself just now
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()

    def _reason(self, complaints: bytes, code: int) -> str:
        if self._is_full():
            return f"is larger than {self._limits.megabytes:,} MB; name a smaller one"
        text = complaints.decode(errors="replace")
        for pattern, reason in _FAILURES.items():
            if re.search(pattern, text):
                return reason
        lines = [line for line in text.splitlines() if line.startswith(("fatal:", "error:"))] or text.splitlines()
        told = " ".join(lines[-1].split())[:_SHOWN] if lines else f"ended with {code}"
        return f"git could not read it ({told})"

    def _is_full(self) -> bool:
        """Whether a file was written as far as it may be; git does not tell that it was ended for that."""
        most = self._limits.megabytes * MEGABYTE
        return any(file.stat().st_size >= most for file in self._folder.rglob("*") if file.is_file())


def _contents(said: bytes) -> Iterator[tuple[str, bytes]]:
    start = 0
    while start < len(said):
        end = said.index(b"\n", start)
        blob, _, size = said[start:end].decode().split(" ")
        start = end + 1 + int(size)
        yield blob, said[end + 1 : start]
        start += 1


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
