"""The way to where an address leads (RFC 9110, section 15.4)."""

from dataclasses import dataclass, field

from index.fetching.addresses import Address, parse
from index.fetching.errors import FetchError
from index.fetching.transport import Answer

_MOVED = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)


def leads_on(answer: Answer) -> bool:
    """Whether an answer says that the page is elsewhere."""
    return answer.status in _MOVED


@dataclass(slots=True)
class Way:
    """The way to where an address leads: `seen` are all addresses on it, `is_for_good` whether each step of it is."""

    address: Address
    seen: set[str] = field(default_factory=set)
    is_for_good: bool = True

    def __post_init__(self) -> None:
        self.seen.add(self.address.url)

    @property
    def is_beginning(self) -> bool:
        """Whether it led nowhere yet."""
        return len(self.seen) == 1

    def told(self, error: FetchError) -> str:
        """Why what stands at its end could not be read, in words that go behind its beginning."""
        return error.reason if self.is_beginning else f"leads to {self.address.url}, which {error.reason}"

    def follow(self, answer: Answer, most: int) -> None:
        """Goes on to where an answer leads. Raises FetchError where that is nowhere."""
        location = answer.headers.get("location", "")
        if not location:
            raise FetchError(f"leads elsewhere, but does not say where to ({answer.status})")
        try:
            there = parse(_decoded(location), self.address)
        except FetchError as error:
            raise FetchError(f"leads to an address that {error.reason}", is_refused=error.is_refused) from None
        if there.url in self.seen:
            raise FetchError(f"leads in a circle, to {there.url} again")
        if len(self.seen) > most:
            raise FetchError(f"leads on more than {most} times, at last to {there.url}")
        if self.address.scheme == "https" and there.scheme == "http":
            raise FetchError(
                f"leads from https to {there.url}, which anybody on the way there may change; "
                "name that address itself if it may be read",
                is_refused=True,
            )
        self.is_for_good = self.is_for_good and answer.status in _FOR_GOOD
        self.seen.add(there.url)
        self.address = there


def _decoded(location: str) -> str:
    """Where a header leads, which was read as Latin-1 and mostly is UTF-8 where it is not ASCII."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location
