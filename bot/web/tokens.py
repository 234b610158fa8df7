"""From the header of a request to who asks and what they may: by a token of the operator's file, where there is one."""

import hmac
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.service.access import SHARED
from bot.service.metrics import Door
from bot.service.rate_limit import RateLimit
from bot.web.asking import Asker, asker_of
from bot.web.tokens_file import SCOPES, SHARED_NAME, Scope, Token, TokensFileError, digest, read_tokens
from index.errors import QuotebotError

log = logging.getLogger("quotebot")

_SCHEME = "bearer"


class RefusedError(QuotebotError):
    """A request without a token that is good for it; `challenge` is what WWW-Authenticate answers (RFC 6750)."""

    def __init__(self, message: str, challenge: str = "") -> None:
        super().__init__(message)
        self.challenge = f'Bearer realm="quotebot"{challenge}'


class UnknownTokenError(RefusedError):
    """No token was given, or none that the operator knows."""


class MissingScopeError(RefusedError):
    """A token that is known, and not good for this."""


class TokensUnreadableError(QuotebotError):
    """The file of tokens was changed into one that cannot be used: nobody is let in until it is mended."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who asks, and what they may do."""

    asker: Asker
    scopes: frozenset[Scope] = frozenset(SCOPES)

    def to(self, scope: Scope) -> Asker:
        """The asker, who may do this. Raises MissingScopeError."""
        if scope not in self.scopes:
            challenge = f', error="insufficient_scope", scope="{scope}"'
            raise MissingScopeError(f'the token is not good for this: it lacks the scope "{scope}"', challenge)
        return self.asker


class Tokens:
    """The tokens of a file, read anew whenever it changes."""

    def __init__(self, file: Path | None) -> None:
        """`file` None lets everybody in to the shared articles. Raises TokensFileError."""
        self._file = file
        self._signature = _signature(file)
        self._tokens: tuple[Token, ...] | None = () if file is None else read_tokens(file, log.warning)
        self._limits: dict[Token, RateLimit] = {}

    def admitted(self, door: Door, authorization: str | None, host: str) -> Grant:
        """Who asks by a door, with this header (None: without one), from this address, and what they may.

        Raises UnknownTokenError, and TokensUnreadableError where the file was changed and cannot be used.
        """
        if self._file is None:
            return Grant(asker_of(door, host))
        if not authorization:
            raise UnknownTokenError("a token is needed: send the header Authorization with Bearer and the token")
        scheme, _, given = authorization.partition(" ")
        if scheme.lower() != _SCHEME:
            raise UnknownTokenError("Authorization is not with a token: write Bearer, a blank and the token")
        token = self._known(self._newest(self._file), given.strip())
        number = int.from_bytes(bytes.fromhex(token.sha256)[:8])
        collections = tuple(SHARED if name == SHARED_NAME else name for name in token.collections)
        return Grant(Asker(door, number, collections, self._limit(token)), frozenset(token.scopes))

    def _newest(self, file: Path) -> tuple[Token, ...]:
        if (signature := _signature(file)) != self._signature:
            self._signature = signature
            try:
                self._tokens = read_tokens(file, log.warning)
            except TokensFileError as error:
                self._tokens = None
                log.error("no token is good until this is mended: %s", error)
        if self._tokens is None:
            raise TokensUnreadableError("nobody can be let in just now; the log of the server tells its operator why")
        return self._tokens

    @staticmethod
    def _known(tokens: Iterable[Token], given: str) -> Token:
        """The token that was given; each is compared, in the same time whichever it is."""
        sent = digest(given)
        known = [token for token in tokens if hmac.compare_digest(bytes.fromhex(token.sha256), sent)]
        if not known:
            challenge = ', error="invalid_token", error_description="unknown token"'
            raise UnknownTokenError("the token is not known here; ask the operator for another", challenge)
        return known[0]

    def _limit(self, token: Token) -> RateLimit | None:
        """The limit of a token that has its own, which goes on when the file is read anew."""
        if token.questions_per_minute is None:
            return None
        if token not in self._limits:
            self._limits[token] = RateLimit.per_minute(token.questions_per_minute)
        return self._limits[token]


def _signature(file: Path | None) -> tuple[int, int, int] | None:
    """What tells one state of a file from another; None where there is none."""
    try:
        status = None if file is None else os.stat(file)
    except OSError:
        return None
    return None if status is None else (status.st_ino, status.st_mtime_ns, status.st_size)
