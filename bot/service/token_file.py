"""Secrets that stand alone in a file, of which errors never repeat a word."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from index.errors import QuotebotError

_TOKEN = re.compile(r"[!-~]+")


class TokenError(QuotebotError):
    """There is no token, or it is refused."""


def read_token_file(file: str, setting: str, held: str, remedy: str, warn: Callable[[str], None]) -> str:
    """The token in a file that a setting names. Raises TokenError where it holds none.

    `held` is what to save in the file and `remedy` what to do about a wrong one. `warn` is told where others on this
    machine may read the file; no error, since so do secrets in containers.
    """
    path = Path(os.path.expanduser(file))
    try:
        token = path.read_text(encoding="utf-8").strip()
        rights = stat.S_IMODE(path.stat().st_mode)
    except UnicodeDecodeError:
        raise TokenError(f"{file} ({setting}) holds no token; save {held} in it") from None
    except OSError as error:
        raise TokenError(f"cannot read the token from {file}: {error.strerror}; check {setting}") from None
    if not token:
        raise TokenError(f"{file} ({setting}) is empty; save {held} in it")
    if rights & 0o077:
        warn(f"Warning: others on this machine may read the token in {file}; keep it yours with: chmod 600 {file}")
    return sound_token(token, f"{file} ({setting})", remedy)


def sound_token(token: str, origin: str, remedy: str) -> str:
    """The token, which goes into a header of HTTP. Raises TokenError, without repeating it, where it cannot be one."""
    if not _TOKEN.fullmatch(token):
        raise TokenError(f"{origin} holds no token: it is one word; {remedy}")
    return token
