"""What is told of a part that was looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part; where it is not in order the message says what to do."""

    part: str
    ok: bool
    message: str
