"""What the doctor or a check says of one part of the data folder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one part; where it is not in order the message says what to do."""

    part: str
    ok: bool
    message: str
