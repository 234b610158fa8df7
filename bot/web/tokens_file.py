"""The file of tokens by which programs ask: what each may do, and of the token itself no more than its SHA-256."""

import os
import re
import secrets
import stat
import tomllib
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from bot.service.access import SHARED, parse_scope
from index.errors import QuotebotError

Scope = Literal["ask", "search", "read"]
"""What a token is good for: to have questions answered, to search, to read articles."""
SCOPES: tuple[Scope, ...] = get_args(Scope)
SHARED_NAME = "shared"
"""How the shared collection is called where people write or read it."""
_NAME = re.compile(r"[\w.-]{1,64}")
_BYTES = 32  # of chance in a token
_MARK = "quotebot_"  # by which people, and programs that look for secrets, know one
_TABLE = re.compile(r"\s*\[\[\s*token\s*\]\]")
_OTHERS = 0o077  # the rights of all but the owner


class TokensFileError(QuotebotError):
    """A file of tokens that cannot be used; the message names the file, the line and what it should be."""


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token as the file has it: `collections` are those that it may read, and `sha256` is of its text, in hex."""

    name: Annotated[str, msgspec.Meta(pattern=f"^{_NAME.pattern}$")]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    scopes: Annotated[tuple[Scope, ...], msgspec.Meta(min_length=1)]
    collections: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = (SHARED_NAME,)
    questions_per_minute: Annotated[float, msgspec.Meta(ge=0, le=100_000)] | None = None


def read_tokens(file: Path, warn: Callable[[str], None]) -> tuple[Token, ...]:
    """The tokens of a file. Raises TokensFileError; `warn` is told where others on this machine may read it."""
    try:
        written = file.read_text(encoding="utf-8")
        rights = stat.S_IMODE(file.stat().st_mode)
        tables = tomllib.loads(written)
    except FileNotFoundError:
        raise TokensFileError(
            f"{file} (serve.tokens_file) is not there; make it, and a first token, with: quotebot token NAME"
        ) from None
    except OSError as error:
        raise TokensFileError(f"cannot read {file}: {error.strerror}; check serve.tokens_file") from None
    except (ValueError, RecursionError) as error:
        raise TokensFileError(f"{file} (serve.tokens_file) is not valid TOML: {error}") from None
    if rights & _OTHERS:
        warn(f"others on this machine may read who may ask in {file}; keep it yours with: chmod 600 {file}")
    match tables:
        case {"token": list(given)} if len(tables) == 1:
            return _tokens(file, written, given)
        case {}:
            if not tables:
                return ()
    raise TokensFileError(f"{file} (serve.tokens_file) may hold nothing but tables that begin with [[token]]")


def add_token(
    file: Path, name: str, scopes: Sequence[str], collections: Sequence[str], questions_per_minute: float | None
) -> str:
    """Writes a new token to a file, made where there is none, and gives the token, which nothing keeps.

    Raises TokensFileError, also where another has its name.
    """
    there = read_tokens(file, lambda _: None) if file.exists() else ()
    if any(token.name == name for token in there):
        raise TokensFileError(f"{file} has a token called {name}; choose another name, or take its table out first")
    made = _MARK + secrets.token_urlsafe(_BYTES)
    table: dict[str, Any] = {"name": name, "sha256": digest(made).hex(), "scopes": list(scopes)}
    table |= {"collections": list(collections)} if collections else {}
    table |= {} if questions_per_minute is None else {"questions_per_minute": questions_per_minute}
    try:
        _checked(msgspec.convert(table, Token))
    except (msgspec.ValidationError, ValueError) as error:
        raise TokensFileError(f"no such token can be made: {error}") from None
    # JSON's texts, numbers and lists are TOML's too.
    lines = (f"{key} = {msgspec.json.encode(value).decode()}" for key, value in table.items())
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as opened:
            opened.write("\n".join(("", "[[token]]", *lines, "")))
    except OSError as error:
        raise TokensFileError(f"cannot write to {file}: {error.strerror}; check serve.tokens_file") from None
    return made


def digest(token: str) -> bytes:
    """What stands for a token. It is of 256 bits of chance, so no slower hash is needed."""
    return sha256(token.encode(errors="replace")).digest()


def collection_name(collection: str) -> str:
    """A collection as people write it."""
    return SHARED_NAME if collection == SHARED else collection


def _tokens(file: Path, written: str, given: Sequence[Any]) -> tuple[Token, ...]:
    lines = [number for number, line in enumerate(written.splitlines(), 1) if _TABLE.match(line)]
    tokens = list[Token]()
    for number, table in enumerate(given):
        line = f", line {lines[number]}" if len(lines) == len(given) else f", token {number + 1}"
        try:
            token = _checked(msgspec.convert(table, Token))
        except (msgspec.ValidationError, ValueError) as error:
            raise TokensFileError(f"{file}{line}: {error}; docs/web.md shows what a token has") from None
        if any(token.name == other.name or token.sha256 == other.sha256 for other in tokens):
            raise TokensFileError(f"{file}{line}: another token has the name or the sha256 of {token.name}; change it")
        tokens.append(token)
    return tuple(tokens)


def _checked(token: Token) -> Token:
    """The token, if its collections may be ones. Raises ValueError."""
    for name in token.collections:
        if name != SHARED_NAME and not parse_scope(name):
            raise ValueError(f'`collections` has "{name}"; write "shared", or a server\'s as in "123/everyone"')
    return token
