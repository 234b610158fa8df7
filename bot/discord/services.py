"""What requests work with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.discord.in_flight import InFlight
from bot.discord.quote_drafts import QuoteDrafts
from bot.discord.revisions import Revisions
from bot.discord.silenced import SilencedChannels
from bot.service.address_reader import AddressReader
from bot.service.article_links import ArticleLinks
from bot.service.claims import Claims
from bot.service.collection_reader import CollectionReader
from bot.service.collection_writer import CollectionWriter
from bot.service.collections import Collections
from bot.service.index_state import IndexState
from bot.service.metrics import Metrics
from bot.service.quoted_messages import QuotedMessages
from bot.service.rate_limit import RateLimit
from bot.service.records import ServerSettings
from bot.service.shared_reads import SharedReads
from bot.service.state_store import StateStore
from bot.service.worker_pool import WorkerPool
from config import DiscordSettings
from index.answering.corrections import Corrections

_HOUR, _TEN_MINUTES = 3600.0, 600.0  # seconds


@dataclass(frozen=True, slots=True)
class Services:
    """All that a request may use, made once and shared by all requests."""

    settings: DiscordSettings
    state: StateStore
    worker_pool: WorkerPool[CollectionReader]
    collections: Collections
    collection_writer: CollectionWriter
    address_reader: AddressReader
    rate_limit: RateLimit
    quoted_messages: QuotedMessages
    links: ArticleLinks
    read_index: Callable[[], IndexState]
    """Reads what the shared collection holds; raises QuotebotError, see read_index_state. Not for the event loop."""
    server_settings: SharedReads[int, ServerSettings]
    """The settings of servers, as they are by now."""
    server_corrections: SharedReads[int, Corrections]
    """What the managers of servers put right, as it is by now."""
    claims: Claims
    metrics: Metrics = field(default_factory=Metrics)
    quote_drafts: QuoteDrafts = field(default_factory=QuoteDrafts)
    in_flight: InFlight = field(default_factory=InFlight)
    warned: set[int] = field(default_factory=set)
    """Persons whose mentions were refused, and who were told so, since the bot last answered them."""
    referrals: RateLimit = field(default_factory=lambda: RateLimit(1, _HOUR))
    """How often a person is told directly where to ask."""
    courtesies: RateLimit = field(default_factory=lambda: RateLimit(1, _TEN_MINUTES))
    """How often the greetings and thanks that a person writes are returned."""
    revisions: Revisions = field(default_factory=Revisions)
    silenced: SilencedChannels = field(default_factory=SilencedChannels)

    @property
    def turns_away(self) -> bool:
        """Whether what is asked is refused since the bot stops; where others may answer, this one does what it took."""
        return self.in_flight.stopping and not self.claims.are_shared
