"""A server on loopback that serves repositories as git's own program for that does."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

HOST = "code.example"


class Repository:
    """A repository in a folder, to which a test commits; its work tree is what a person would see."""

    def __init__(self, folder: Path) -> None:
        """Makes an empty one whose branch is "main", unless there is one, with all that large hosts let be fetched."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "uploadpack.allowFilter", "true")

    def git(self, *arguments: str) -> str:
        """Runs git in the repository, and gives what it says."""
        who = ("-c", "user.name=Ann", "-c", "user.email=ann@code.example", "-c", "commit.gpgsign=false")
        return subprocess.run(  # noqa: S603
            ["git", *who, *arguments],  # noqa: S607
            cwd=self.folder,
            env=_CLEAN,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    def commit(self, files: dict[str, str | bytes | None]) -> str:
        """Writes files, or removes those that are None, and gives the commit that has them so."""
        for name, content in files.items():
            file = self.folder / name
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message=change")
        return self.git("rev-parse", "HEAD")


class GitServer:
    """Serves the repositories of a folder over HTTP, and remembers what it was asked for."""

    def __init__(self, root: Path) -> None:
        """Begins to serve, on any port that is free."""
        self.root, self.requests = root, list[tuple[str, str]]()
        self.sent = 0  # bytes of answers
        self.credentials = list[str]()  # that were sent
        self.moved_to = ""  # where every request is sent on to, if anywhere
        self.status = 0  # what every request is answered with, if anything
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            do_POST = do_GET  # noqa: N815  as the library names it

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def address(self, name: str) -> str:
        """The address by which a repository goes."""
        return f"git+http://{HOST}:{self.port}/{name}"

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answers a request as git's program does (git-http-backend)."""
        path, _, query = request.path.partition("?")
        self.requests.append((request.command, request.headers["Host"]))
        self.credentials += request.headers.get_all("Authorization", [])
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        if self.moved_to or self.status:
            request.send_response(self.status or 301)
            request.send_header("Location", self.moved_to + request.path)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        told = {
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": request.command,
            "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""),
        }
        command = ["git", "http-backend"]
        said = subprocess.run(  # noqa: S603
            command, input=body, env=_CLEAN | told, capture_output=True, check=False
        ).stdout
        head, _, content = said.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
        request.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
        self.sent += len(content)


@contextmanager
def serving(root: Path) -> Iterator[GitServer]:
    """Serves the repositories of a folder for a while."""
    server = GitServer(root)
    try:
        yield server
    finally:
        server.close()


_CLEAN = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}
