"""Bodies that Discord refuses, and those it takes."""

from typing import Any, cast

import discord
import pytest
from discord.http import Route

from tests.discord_server import bodies
from tests.discord_server.components import Checker
from tests.discord_server.errors import ApiError, FormErrors, Json
from tests.discord_server.forms import fill
from tests.test_discord_server.conftest import World

V2 = 1 << 15


def button(**changes: Any) -> Json:
    """Return a button that Discord takes, with changes; None takes a key away."""
    part = {"type": 2, "style": 2, "label": "Go", "custom_id": "go"} | changes
    return {key: value for key, value in part.items() if value is not None}


def select(**changes: Any) -> Json:
    """Return a select menu that Discord takes, with changes."""
    return {"type": 3, "custom_id": "pick", "options": [{"label": "One", "value": "1"}]} | changes


def row(*parts: Json) -> Json:
    """Return an action row."""
    return {"type": 1, "components": list(parts)}


def text(content: str = "hello") -> Json:
    """Return a text display."""
    return {"type": 10, "content": content}


def v2(*parts: Json) -> Json:
    """Return a body with Components V2."""
    return {"flags": V2, "components": list(parts)}


def refusal(body: Json, kind: bodies.Kind = bodies.CREATE, files: int = 0) -> tuple[int, list[str]]:
    """Return the code with which a body is refused, and the places of its faults."""
    with pytest.raises(ApiError) as refused:
        bodies.check(body, kind, files)
    code: int = refused.value.body["code"]
    return code, sorted(places(refused.value.body.get("errors", {})))


def places(tree: Json, above: str = "") -> list[str]:
    """Return the places in Discord's tree of errors that hold one."""
    found = [above] if "_errors" in tree else []
    for key, inner in tree.items():
        if key != "_errors":
            found += places(inner, f"{above}.{key}" if above else key)
    return found


LINK = button(style=5, custom_id=None, url="https://example.com/a")
SECTION = {"type": 9, "components": [text()], "accessory": LINK}
GALLERY = {"type": 12, "items": [{"media": {"url": "https://example.com/a.png"}, "description": "a"}]}
CONTAINER = {"type": 17, "accent_color": 255, "components": [text(), {"type": 14}, row(button()), GALLERY]}


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000, "tts": False, "nonce": "1", "enforce_nonce": True, "allowed_mentions": {"parse": []}},
        {"embeds": [{"title": "t", "description": "d" * 4096, "type": "rich"}]},
        {"content": "x", "components": [row(*(button(custom_id=str(n)) for n in range(5))), row(select())]},
        v2(text("x" * 4000)),
        v2(SECTION, CONTAINER, row(button(custom_id="other", label=None, emoji={"id": None, "name": "👍"}))),
        v2(*(text(str(n)) for n in range(40))),
    ],
)
def test_good_bodies_are_taken(body: Json) -> None:
    """What keeps to the limits is not refused."""
    bodies.check(body, bodies.CREATE)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"content": "x", "colour": 1}, "colour"),
        ({"content": "x" * 2001}, "content"),
        ({"content": "x", "flags": 64}, "flags"),
        ({"embeds": [{"title": "t"}] * 11}, "embeds"),
        ({"embeds": [{"description": "d" * 4000}] * 2}, "embeds"),
        ({"embeds": [{"title": "t", "colour": 1}]}, "embeds.0.colour"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions.users"),
        ({"content": "x", "allowed_mentions": {"parse": ["user"]}}, "allowed_mentions.parse"),
        ({"content": "x", "attachments": [{"id": 0, "filename": "a"}]}, "attachments.0.id"),
        ({"content": "x", "components": [row(button())] * 6}, "components"),
    ],
)
def test_messages_keep_to_their_limits(body: Json, place: str) -> None:
    """Unknown keys, lengths, flags and mentions are refused where they stand."""
    code, found = refusal(body)
    assert code == 50035
    assert place in found


@pytest.mark.parametrize(
    ("part", "place"),
    [
        (row(*[button()] * 2), ""),
        (row(*(button(custom_id=str(n)) for n in range(6))), ".0.components"),
        (row(select(), button()), ".0.components"),
        (row(button(label="x" * 81)), ".0.components.0.label"),
        (row(button(label=None)), ".0.components.0"),
        (row(button(custom_id="x" * 101)), ".0.components.0.custom_id"),
        (row(button(custom_id=None)), ".0.components.0.custom_id"),
        (row(button(style=5, url="https://example.com/a")), ".0.components.0.custom_id"),
        (row(button(url="https://example.com")), ".0.components.0.url"),
        (row(LINK | {"url": "ftp://example.com"}), ".0.components.0.url"),
        (row(LINK | {"url": "https://example.com/" + "x" * 500}), ".0.components.0.url"),
        (row(button(emoji={"name": "thumbsup"})), ".0.components.0.emoji.name"),
        (row(button(colour=1)), ".0.components.0.colour"),
        (row(select(options=[])), ".0.components.0.options"),
        (row(select(options=[{"label": "a", "value": str(n)} for n in range(26)])), ".0.components.0.options"),
        (row(select(options=[{"label": "a", "value": "1"}] * 2)), ".0.components.0.options"),
        (row(select(placeholder="x" * 151)), ".0.components.0.placeholder"),
        (row(select(min_values=3, max_values=2)), ".0.components.0.max_values"),
        (button(), ".0.type"),
        (text(""), ".0.content"),
        ({"type": 9, "components": [text()] * 4, "accessory": LINK}, ".0.components"),
        ({"type": 9, "components": [text()]}, ".0.accessory.type"),
        ({"type": 12, "items": []}, ".0.items"),
        ({"type": 13, "file": {"url": "attachment://gone.txt"}}, ".0.file.url"),
        ({"type": 14, "spacing": 3}, ".0.spacing"),
        ({"type": 17, "components": []}, ".0.components"),
        ({"type": 17, "components": [CONTAINER]}, ".0.components.0.type"),
        ({"type": 17, "components": [text()] * 40}, ""),
        ({"type": 17, "components": [text("x" * 2500)] * 2}, ""),
    ],
)
def test_components_keep_to_their_limits(part: Json, place: str) -> None:
    """Each fault of a component is refused where it stands."""
    code, found = refusal(v2(part))
    assert (code, found) == (50035, [f"components{place}"])


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"components": [text()]}, ["components", "components.0.type"]),
        (v2(text()) | {"content": "x"}, ["content"]),
        (v2(text()) | {"embeds": [{"title": "t"}]}, ["embeds"]),
    ],
)
def test_components_v2_need_their_flag_and_stand_alone(body: Json, places: list[str]) -> None:
    """Layout needs the flag, and the flag allows no content and embeds."""
    assert refusal(body) == (50035, places)


@pytest.mark.parametrize("body", [{}, {"content": "  "}, {"flags": V2}, {"flags": V2, "components": []}])
def test_empty_messages_are_refused(body: Json) -> None:
    """A message must say something."""
    assert refusal(body) == (50006, [])


async def test_a_message_with_components_v2_keeps_them(world: World) -> None:
    """An edit can neither take the flag away nor bring content."""
    world.server.description.collect = lambda *_: None  # type: ignore[method-assign]
    path = Route("POST", "/channels/{channel_id}/messages", channel_id=world.general.id)
    sent = await world.bot.http.request(path, json=v2(text("first")))
    edit = Route("PATCH", "/channels/{channel_id}/messages/" + sent["id"], channel_id=world.general.id)
    for body, place in (({"flags": 0, "components": []}, "flags"), ({"content": "x"}, "content")):
        with pytest.raises(discord.HTTPException) as refused:
            await world.bot.http.request(edit, json=body)
        assert (refused.value.status, refused.value.code) == (400, 50035)
        assert f"In {place}:" in refused.value.text
    await world.bot.http.request(edit, json={"components": [text("second")]})
    assert (await world.server.next_bot_message(world.general)).text == "second"


async def test_unknown_keys_are_refused_in_answers(world: World) -> None:
    """Acknowledgements, follow-ups and edits with keys that Discord does not know do not pass."""
    raw = await world.raw()
    callback = Route("POST", f"/interactions/{raw.id}/{raw.token}/callback")
    for body in (
        {"type": 4, "data": {"content": "x", "colour": 1}},
        {"type": 4, "data": {"content": "x"}, "colour": 1},
        {"type": 5, "data": {"flags": 64, "colour": 1}},
        {"type": 8, "data": {"choices": []}},
        {"type": 7, "data": {"content": "x"}},
        {"type": 9, "data": {"custom_id": "a", "title": "x" * 46, "components": [text()]}},
        {"type": 9, "data": {"custom_id": "a", "title": "x", "components": []}},
    ):
        with pytest.raises(discord.HTTPException) as refused:
            await world.bot.http.request(callback, json=body)
        assert (refused.value.status, refused.value.code) == (400, 50035)
    await world.bot.http.request(callback, json={"type": 5})
    webhook = f"/webhooks/{raw.application_id}/{raw.token}"
    for route in (Route("POST", webhook), Route("PATCH", f"{webhook}/messages/@original")):
        with pytest.raises(discord.HTTPException) as refused:
            await world.bot.http.request(route, json={"content": "x", "colour": 1})
        assert refused.value.code == 50035
    if world.server.description.is_present:
        with pytest.raises(AssertionError, match=r"\$.data"):
            world.server.check_bodies()
    world.server.description = type(world.server.description)()


async def test_requests_are_authorized_and_known(world: World) -> None:
    """A wrong token gives 401 and a path that Discord does not have gives 404."""
    world.bot.http.token = "wrong"  # noqa: S105
    with pytest.raises(discord.HTTPException) as unauthorized:
        await world.bot.http.request(Route("GET", "/users/@me"))
    assert (unauthorized.value.status, unauthorized.value.code) == (401, 0)
    world.bot.http.token = world.server.token
    with pytest.raises(discord.NotFound):
        await world.bot.http.request(Route("GET", "/nowhere"))


async def test_bodies_of_a_strange_shape_are_refused_and_told_of(world: World) -> None:
    """What no rule foresaw is refused too, and `check_bodies` raises with it."""
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=world.general.id)
    with pytest.raises(discord.HTTPException) as refused:
        await world.bot.http.request(route, json={"content": "x", "message_reference": "no object"})
    assert (refused.value.status, refused.value.code) == (400, 50035)
    with pytest.raises(AssertionError, match="AttributeError"):
        world.server.check_bodies()
    world.server.crashes.clear()
    world.server.description = type(world.server.description)()


def radio(**changes: Any) -> Json:
    """A group of two radio buttons, below its label."""
    options = [{"label": "Wrong", "value": "wrong"}, {"label": "Old", "value": "old"}]
    group = {"type": 21, "custom_id": "reason", "required": True, "options": options} | changes
    return {"type": 18, "label": "Why", "component": group}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, None),
        ({"options": [{"label": "Wrong", "value": "wrong"}]}, ".options"),
        ({"options": [{"label": "a", "value": str(n)} for n in range(11)]}, ".options"),
        ({"options": [{"label": "a", "value": "1"}] * 2}, ".options"),
        ({"options": [{"label": "a", "value": str(n), "default": True} for n in range(2)]}, ".options"),
        ({"options": [{"label": "", "value": str(n)} for n in range(1)] + radio()["component"]["options"]}, "label"),
        ({"min_values": 1}, ".min_values"),
    ],
)
def test_radio_buttons_keep_to_their_limits(changes: Json, place: str | None) -> None:
    """A group has two to ten options of different values, of which one at most is chosen before."""
    errors = FormErrors()
    Checker(errors, modal=True).form([radio(**changes)])
    assert all(place is not None and place in ".".join(found) for found, _, _ in errors.found)
    assert bool(errors.found) == (place is not None)


def test_one_radio_button_is_chosen() -> None:
    """Who fills in a form chooses one of the options, by its label or value, and must where it is required."""

    def filled(value: str | None, **changes: Any) -> Any:
        part = radio(**changes) | {"id": 1}
        part["component"]["id"] = 2
        values = {} if value is None else {"reason": value}
        return fill([part], values, cast(Any, None))[0]["component"]["value"]

    assert (filled("Old"), filled("old"), filled(None, required=False)) == ("old", "old", None)
    for value in (None, "new"):
        with pytest.raises(ValueError, match=r"required|no option"):
            filled(value)
