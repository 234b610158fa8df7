"""Exports of programs are recognized by their shape: conversations by day and thread, articles of help centers."""

import json
from pathlib import Path
from typing import Any

from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions
from index.ingest.readers.json_articles import convert
from index.records import Article
from tests.index.ingest.readers.articles import read, save


def _articles(path: Path) -> list[Article]:
    entries = read(path, 100_000)
    assert all(isinstance(one, Article) for one in entries)
    return [one for one in entries if isinstance(one, Article)]


def _message(number: int, time: str, author: str, content: str, **other: Any) -> dict[str, Any]:
    """Write a message as DiscordChatExporter does."""
    person = {"id": author, "name": author.lower(), "discriminator": "0000", "nickname": author, "isBot": False}
    return {
        "id": str(number),
        "type": "Default",
        "timestamp": f"{time}:00.000+00:00",
        "timestampEdited": None,
        "content": content,
        "author": person,
        "attachments": [],
        "embeds": [],
        "mentions": [],
        **other,
    }


def _discord(*messages: dict[str, Any], kind: str = "GuildTextChat", name: str = "help") -> str:
    guild = {"id": "1", "name": "Mill Friends", "iconUrl": "https://cdn.example/i.png"}
    channel = {"id": "2", "type": kind, "categoryId": "9", "category": "Text", "name": name, "topic": None}
    return json.dumps({"guild": guild, "channel": channel, "messages": messages, "messageCount": len(messages)})


def test_discord_channel(tmp_path: Path) -> None:
    """A channel is an article a day: an answer stands behind what it answers and goes with its day."""
    path = save(
        tmp_path / "help.json",
        _discord(
            _message(10, "2024-03-01T18:00", "Ann", "When does the mill open?"),
            _message(11, "2024-03-01T18:01", "Ann", "I *mean* in summer, <@5>."),
            _message(12, "2024-03-01T18:02", "Bob", "Who brings cake? <:cake:77>"),
            _message(13, "2024-03-02T09:00", "Cleo", "At nine.", type="Reply", reference={"messageId": "10"}),
            _message(14, "2024-03-02T09:05", "Bob", "# Steps\n1. Turn\n2. Wait\n\n```sh\nmake flour\n```"),
        ),
    )
    first, second = _articles(path)
    assert first.plain == (
        "Ann: When does the mill open?\n\nCleo: At nine.\n\nAnn: I mean in summer, @somebody.\n\nBob: Who brings cake?"
    )
    assert second.plain == "Bob: Steps\n\n1. Turn\n2. Wait\n\nmake flour"
    assert second.reading is not None
    assert [block.kind for block in second.reading.blocks] == ["paragraph", "item", "item", "code"]
    assert (first.source.id, first.source.title, first.source.publisher) == (
        "2/2024-03-01",
        "#help, 2024-03-01",
        "Mill Friends",
    )
    assert (first.source.published_at, first.source.url) == ("2024-03-01", "https://discord.com/channels/1/2/10")
    assert (second.source.id, second.source.url) == ("2/2024-03-02", "https://discord.com/channels/1/2/14")


def test_discord_bots_and_system(tmp_path: Path) -> None:
    """What bots and the system said, and files that were attached, are not read."""
    bot = {"id": "8", "name": "botty", "isBot": True}
    noise = [
        _message(10, "2024-03-01T18:00", "Ann", "Beep") | {"author": bot},
        _message(11, "2024-03-01T18:01", "Ann", "Joined the server.", type="GuildMemberJoin"),
        _message(12, "2024-03-01T18:02", "Ann", "", attachments=[{"id": "1", "url": "a.png", "fileName": "a.png"}]),
    ]
    path = save(tmp_path / "a.json", _discord(*noise))
    assert list(convert(path, "a", ReaderOptions(1000))) == [
        Problem(str(path), "holds no messages of people; those of programs are not read", kind=ProblemKind.EMPTY)
    ]
    mention = _message(13, "2024-03-01T18:03", "Ann", "Thanks, <@!5>.", mentions=[{"id": "5", "name": "bob"}])
    (article,) = _articles(save(path, _discord(*noise, mention)))
    assert article.plain == "Ann: Thanks, @bob."


def test_discord_thread(tmp_path: Path) -> None:
    """A thread is one article by its name, however many days it takes."""
    path = save(
        tmp_path / "a.json",
        _discord(
            _message(10, "2024-03-01T18:00", "Ann", "The wheel is stuck."),
            _message(11, "2024-03-05T18:00", "Bob", "Oil it."),
            kind="GuildPublicThread",
            name="Stuck wheel",
        ),
    )
    (article,) = _articles(path)
    assert (article.source.id, article.source.title) == ("2", "Stuck wheel")
    assert article.plain == "Ann: The wheel is stuck.\n\nBob: Oil it."


def _heads(article: Article) -> list[tuple[str, str]]:
    assert article.reading is not None
    return [(block.kind, article.plain[slice(*block.span)]) for block in article.reading.blocks]


def test_a_question_heads_its_answers(tmp_path: Path) -> None:
    """A question that is answered heads its answers alone; one that nobody answers, or that answers, is no heading."""
    path = save(
        tmp_path / "a.json",
        _discord(
            _message(
                10,
                "2024-03-01T18:00",
                "Ann",
                "Morning, all!\n\nThe rye is here. Is it wet? Which sieve is for it? I lost the list.",
            ),
            _message(11, "2024-03-01T18:01", "Bob", "The oven is warm."),
            _message(12, "2024-03-01T18:02", "Cleo", "Fine or coarse?", type="Reply", reference={"messageId": "10"}),
            _message(13, "2024-03-01T18:03", "Ann", "Coarse.", type="Reply", reference={"messageId": "12"}),
            _message(14, "2024-03-01T18:04", "Bob", "The green one.", type="Reply", reference={"messageId": "10"}),
            _message(15, "2024-03-01T18:05", "Bob", "Is anybody here?"),
            _message(16, "2024-03-01T18:06", "Ann", "See https://mill.example/?a=1 now."),
            _message(17, "2024-03-01T18:07", "Bob", "Done.", type="Reply", reference={"messageId": "16"}),
        ),
    )
    (article,) = _articles(path)
    assert _heads(article) == [
        ("paragraph", "Ann: Morning, all!"),
        ("paragraph", "The rye is here."),
        ("heading", "Is it wet? Which sieve is for it?"),
        ("paragraph", "I lost the list."),
        ("paragraph", "Cleo: Fine or coarse?"),
        ("paragraph", "Ann: Coarse."),
        ("paragraph", "Bob: The green one."),
        ("heading", ""),
        ("paragraph", "The oven is warm."),
        ("paragraph", "Is anybody here?"),
        ("paragraph", "Ann: See https://mill.example/?a=1 now."),
        ("paragraph", "Bob: Done."),
    ]


def test_what_begins_a_thread_heads_it_where_it_asks(tmp_path: Path) -> None:
    """All that is said in a thread answers what it begins with, in Discord as in Slack."""
    discord = _discord(
        _message(10, "2024-03-01T18:00", "Ann", "How do I oil the wheel?"),
        _message(11, "2024-03-01T18:01", "Bob", "From above."),
        _message(12, "2024-03-02T18:02", "Ann", "Thanks."),
        kind="GuildPublicThread",
    )
    (thread,) = _articles(save(tmp_path / "a.json", discord))
    slack, _ = _articles(save(tmp_path / "general" / "2024-03-01.json", json.dumps(SLACK_DAY)))
    assert _heads(thread) == [
        ("heading", "Ann: How do I oil the wheel?"),
        ("paragraph", "Bob: From above."),
        ("paragraph", "Ann: Thanks."),
    ]
    assert _heads(slack) == [("heading", "U2: When does it open?"), ("paragraph", "U1: At nine, @here.")]


def test_damaged_discord_export(tmp_path: Path) -> None:
    """An export of another shape is refused with what is wrong in it."""
    path = save(tmp_path / "a.json", '{"guild": {"id": 1}, "channel": {}, "messages": []}')
    assert read(path) == [
        f"{path}: is not what DiscordChatExporter writes (Expected `str`, got `int` - at `$.guild.id`); export it anew"
    ]


def _said(ts: str, user: str, text: str, **other: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "user": user, "text": text, **other}


SLACK_USERS = [
    {"id": "U1", "name": "ann", "profile": {"real_name": "Ann Lee", "display_name": "Ann"}},
    {"id": "U2", "name": "bob", "profile": {"real_name": "Bob Hill", "display_name": ""}},
]
SLACK_DAY = [
    _said("1709280000.000100", "U1", "<@U2> see <https://mill.example|the *page*> &amp; <#C1|general>"),
    _said("1709280060.000100", "U3", "joined", subtype="channel_join"),
    _said("1709280120.000100", "U2", "When does it open?", thread_ts="1709280120.000100", reply_count=1),
    _said("1709280180.000100", "U2", "Fine, *today*."),
    _said("1709280240.000100", "U1", "At nine, <!here>.", thread_ts="1709280120.000100"),
    {"type": "message", "ts": "1709280300.000100", "bot_id": "B1", "text": "Beep"},
]


def test_slack_folder(tmp_path: Path) -> None:
    """Each day of a channel is an article, and each thread; names stand for ids, and bots are out."""
    save(tmp_path / "users.json", json.dumps(SLACK_USERS))
    thread, day = _articles(save(tmp_path / "general" / "2024-03-01.json", json.dumps(SLACK_DAY)))
    assert day.plain == "Ann: @Bob Hill see the page & #general\n\nBob Hill: Fine, today."
    assert (day.source.id, day.source.title, day.source.published_at) == (
        "general/2024-03-01",
        "#general, 2024-03-01",
        "2024-03-01",
    )
    assert thread.plain == "Bob Hill: When does it open?\n\nAnn: At nine, @here."
    assert (thread.source.id, thread.source.title) == ("general/1709280120.000100", "When does it open?")


def test_slack_without_users(tmp_path: Path) -> None:
    """Without a list of users people go by the names in their messages, else by their ids."""
    days = [
        _said("1709280000.000100", "U1", "One.", user_profile={"real_name": "Ann Lee", "display_name": ""}),
        _said("1709280060.000100", "U2", "Two for <@U9|cleo>."),
    ]
    (article,) = _articles(save(tmp_path / "general" / "2024-03-01.json", json.dumps(days)))
    assert article.plain == "Ann Lee: One.\n\nU2: Two for @cleo."


def test_zendesk(tmp_path: Path) -> None:
    """An article of Zendesk is read as the page that it is, below its section; a draft is withheld."""
    article = {
        "id": 360001,
        "title": "Refunds",
        "body": "<h2>When</h2><p>Within <b>14</b> days.</p><ol><li>Write.</li><li>Wait.</li></ol>",
        "html_url": "https://mill.zendesk.com/hc/en-us/articles/360001",
        "draft": False,
        "section_id": 7,
        "locale": "en-us",
        "author_id": 5,
        "created_at": "2023-01-01T00:00:00Z",
        "edited_at": "2024-03-01T08:00:00Z",
    }
    export = {
        "count": 2,
        "sections": [{"id": 7, "name": "Billing"}],
        "articles": [article, article | {"id": 2, "title": "New prices", "draft": True}],
    }
    path = save(tmp_path / "a.json", json.dumps(export))
    first, draft = convert(path, "a", ReaderOptions(1000))
    assert draft == Problem(str(path), "'New prices': is a draft (draft: true)", kind=ProblemKind.WITHHELD)
    assert isinstance(first, Article)
    assert first.plain == "Billing\n\nWhen\n\nWithin 14 days.\n\n1. Write.\n2. Wait."
    source = first.source
    assert (source.id, source.title, source.url) == ("360001", "Refunds", article["html_url"])
    assert (source.published_at, source.author) == ("2024-03-01T08:00:00Z", None)


def test_intercom(tmp_path: Path) -> None:
    """An article of Intercom is read as the page that it is, and one that is not published is withheld."""
    article = {
        "type": "article",
        "id": "8",
        "workspace_id": "w",
        "title": "Tickets",
        "description": "On tickets.",
        "body": "<p>They cost 3 euros.</p>",
        "author_id": 5,
        "state": "published",
        "created_at": 1709280000,
        "updated_at": 1709290000,
        "url": "https://help.mill.example/8",
        "default_locale": "en",
    }
    export = {"type": "list", "data": [article, article | {"id": "9", "state": "draft", "url": None}]}
    path = save(tmp_path / "a.json", json.dumps(export))
    first, draft = convert(path, "a", ReaderOptions(1000))
    assert draft == Problem(str(path), "'Tickets': is a draft (status: draft)", kind=ProblemKind.WITHHELD)
    assert isinstance(first, Article)
    assert (first.source.id, first.source.title, first.source.url) == ("8", "Tickets", "https://help.mill.example/8")
    assert (first.plain, first.source.published_at) == ("They cost 3 euros.", "2024-03-01T08:00:00Z")


def test_day_that_is_too_large(tmp_path: Path) -> None:
    """A day of more than an article may have is left out by its title, and others are read."""
    path = save(
        tmp_path / "a.json",
        _discord(
            _message(10, "2024-03-01T18:00", "Ann", "It rained. " * 100),
            _message(11, "2024-03-02T18:00", "Ann", "It snowed."),
        ),
    )
    first, second = read(path)
    assert first == f"{path}: '#help, 2024-03-01' is larger than 0.001 MB (library.max_megabytes in the settings)"
    assert isinstance(second, Article)


def test_day_of_emoji_alone(tmp_path: Path) -> None:
    """A day on which nobody says a word is no article."""
    path = save(
        tmp_path / "a.json",
        _discord(
            _message(10, "2024-03-01T18:00", "Ann", "<:cake:77>"),
            _message(11, "2024-03-02T18:00", "Ann", "It snowed."),
        ),
    )
    assert [article.source.id for article in _articles(path)] == ["2/2024-03-02"]
