"""Has the mirror of a source hold what a visit finds: what is new while that goes on, and all of it in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.fetching.looks import KnownPage, Look
from index.fetching.mirror import Mirror
from index.fetching.page_store import PageStore
from index.fetching.settlement import Rules, Settlement, known_after, settle
from index.ingest.source_address import SourceAddress

_TOGETHER = 20  # new articles that are put at a time, and may be lost where a visit is interrupted


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the articles of a source, in addresses, and how the visit was settled."""

    added: int
    changed: int
    removed: int
    settlement: Settlement


class Keeping:
    """Keeps what one visit to a source finds; `known` is what is known of its addresses from before."""

    def __init__(
        self, source: SourceAddress, store: PageStore, mirror: Mirror, known: Mapping[str, KnownPage], rules: Rules
    ) -> None:
        self._source = source
        self._store = store
        self._mirror = mirror
        self._known = known
        self._rules = rules
        self._new: list[Look] = []
        self._put = set[str]()

    def take(self, look: Look) -> None:
        """Takes what was found at an address: an article that is new is not lost where the visit is interrupted."""
        if look.finding == "read" and look.address not in self._known:
            self._new.append(look)
        if len(self._new) >= _TOGETHER:
            for new in self._new:
                self._mirror.put(new.address, new.url)
            pages = (known_after(new, None, self._rules) for new in self._new)
            self._store.add(self._source.key, filter(None, pages))
            self._put.update(new.address for new in self._new)
            self._new.clear()

    def settle(self, looks: Sequence[Look], is_whole: bool) -> Kept:
        """Has the mirror hold all that was found; `is_whole` is whether the source could be read.

        What is known of it is for the caller to note.
        """
        settlement = settle(self._source.url, self._known, looks, self._rules)
        had = {address for address, page in self._known.items() if page.digest}
        holding = {page.address for page in settlement.pages if page.digest}
        for address, url in settlement.puts.items():
            self._mirror.put(address, url)
        for address in settlement.drops | (self._put - holding):
            self._mirror.drop(address)
        if is_whole:
            self._drop_unknown(holding)
        self._mirror.close()
        changed = len(settlement.puts.keys() & had)
        return Kept(len(settlement.puts) - changed, changed, len(settlement.drops), settlement)

    def _drop_unknown(self, holding: set[str]) -> None:
        """Takes away files of which nothing is known, as an interruption or a lost file of what is known leaves them.

        Of a source that has suddenly next to nothing they stay, too.
        """
        others = self._mirror.others(holding)
        if self._rules.prune or len(others) < self._rules.max_gone_share * (len(others) + len(holding)):
            for file in others:
                file.unlink()
