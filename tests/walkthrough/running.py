"""One command at a time, as a shell runs it, and those that go on until they are stopped."""

import re
import signal
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.walkthrough.commands import Command

_SHELL = ("bash", "-euo", "pipefail", "-c")
_SECONDS = 900  # after which a command hangs: to install takes minutes where packages are far
_TO_BEGIN = 60  # seconds in which a server must answer, and a command be stopped
_SERVE, _SERVED = "quotebot serve", "http://127.0.0.1:8080/"
# What stands in quotebot.toml for commands that need it, as their pages say above them.
_SETTINGS = {"quotebot token": '[serve]\ntokens_file = "tokens.toml"\n'}
_LASTING = {_SERVE: _SERVED, "quotebot watch": ""}  # with where they answer


@dataclass(frozen=True)
class Failure:
    """Why a command is not as it is shown."""

    command: Command
    reason: str


def lasts(text: str) -> bool:
    """Whether a command goes on until it is stopped."""
    return any(text.startswith(name) for name in _LASTING)


class Shell:
    """Runs the commands of a page in its folder. Use it as a context manager: what lasts is stopped at its end."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder, self._environment = folder, environment
        self._stack = ExitStack()
        self._is_served = False
        self.failures = list[Failure]()

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, command: Command, folder: Path | None = None) -> None:
        """Runs a command, in another folder where one is given; notes where it fails or says other than is shown."""
        for name, settings in _SETTINGS.items():
            if command.text.startswith(name):
                (self._folder / "quotebot.toml").write_text(settings, encoding="utf-8")
        if lasts(command.text):
            self._begin(command)
            return
        if _SERVED in command.text and not self._is_served:  # the page has it in words
            self._begin(replace(command, text=_SERVE))
        try:
            run = subprocess.run(  # noqa: S603
                [*_SHELL, command.text],
                cwd=folder or self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            self._fail(command, f"did not end within {_SECONDS} s")
            return
        if run.returncode:
            self._fail(command, f"ended with {run.returncode}: {(run.stderr or run.stdout).strip()[-2000:]}")
        elif lacking := _lacking(command.shown, run.stdout):
            self._fail(command, f"did not say: {lacking}\nbut: {run.stdout.strip()[-2000:]}")

    def _begin(self, command: Command) -> None:
        process = subprocess.Popen(  # noqa: S603
            [*_SHELL, f"exec {command.text}"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._stack.callback(self._end, command, process)
        self._is_served = self._is_served or command.text.startswith(_SERVE)
        address = next(address for name, address in _LASTING.items() if command.text.startswith(name))
        if address and not _answers(address, process):
            self._fail(command, f"does not answer at {address}")

    def _end(self, command: Command, process: "subprocess.Popen[str]") -> None:
        process.send_signal(signal.SIGTERM)
        try:
            _, said = process.communicate(timeout=_TO_BEGIN)
        except subprocess.TimeoutExpired:
            process.kill()
            self._fail(command, f"did not stop within {_TO_BEGIN} s")
            return
        if process.returncode not in (0, -signal.SIGTERM):  # the latter where it had not begun to listen for that
            self._fail(command, f"ended with {process.returncode}: {said.strip()[-2000:]}")

    def _fail(self, command: Command, reason: str) -> None:
        self.failures.append(Failure(command, reason))


def _answers(address: str, process: "subprocess.Popen[str]") -> bool:
    until = time.monotonic() + _TO_BEGIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=_TO_BEGIN):  # noqa: S310 - an address of ours
                return True
        except (URLError, ConnectionError):
            time.sleep(0.2)
    return False


def _lacking(shown: str, said: str) -> str:
    """What is shown of the output and is not in it, whatever its spaces and line ends; `…` stands for anything."""
    parts = re.split(r"^\s*(?:…|\.\.\.)\s*$", shown, flags=re.MULTILINE)
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in parts)
    return "" if re.search(pattern, " ".join(said.split())) else shown.strip()
