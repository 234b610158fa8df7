"""Failures that a test asks for."""

import re
from dataclasses import dataclass, field

from tests.discord_server.errors import Json

DROP = 0
"""The status of a fault that drops the connection."""


@dataclass
class Fault:
    """A failure that the next matching requests meet."""

    method: str
    path: re.Pattern[str]
    status: int
    times: int = 1
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False

    def meets(self, method: str, path: str) -> bool:
        """Tell whether a request meets this failure."""
        return self.times > 0 and self.method in (method, "*") and self.path.search(path) is not None

    def answer(self) -> tuple[Json, dict[str, str]]:
        """Return the body and the headers of the failure."""
        if self.status != 429:
            return self.body if self.body is not None else {"message": f"{self.status}", "code": 0}, self.headers
        wait = (self.body or {}).get("retry_after", float(self.headers.get("Retry-After", "0.2")))
        usual: Json = {"message": "You are being rate limited.", "retry_after": wait, "global": False}
        headers = {"Via": "1.1 google", "Retry-After": str(wait), "X-RateLimit-Scope": "user"} | self.headers
        return usual | (self.body or {}), headers
