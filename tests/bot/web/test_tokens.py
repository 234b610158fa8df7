"""Tokens let in whom the operator made one for, to what it is good for, and tell others why not."""

import os
import stat
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.tokens import Tokens, TokensUnreadableError, UnknownTokenError
from bot.web.tokens_file import Scope, TokensFileError, add_token, digest, read_tokens
from tests.bot.conftest import Quotebot
from tests.bot.web.serving import OWN, serving, settings
from tests.bot.web.test_rest import problem
from tests.records import kept_records

HASH = "a" * 64


def bearer(token: str) -> dict[str, str]:
    """The header that goes with a token."""
    return {"Authorization": f"Bearer {token}"}


async def test_what_a_token_is_good_for(served_dir: Path, tmp_path: Path) -> None:
    """Where there are tokens each request needs one that is good for it, and is told what it lacks."""
    file = tmp_path / "tokens.toml"
    reading = add_token(file, "reading", ["read"], [], None)
    async with serving(served_dir, settings(tokens_file=str(file))) as client:
        without = await client.get("/api/articles")
        assert problem(without, 401) == "a token is needed: send the header Authorization with Bearer and the token"
        assert without.headers["www-authenticate"] == 'Bearer realm="quotebot"'
        other = await client.get("/api/articles", headers={"Authorization": "Basic YTpi"})
        assert problem(other, 401) == "Authorization is not with a token: write Bearer, a blank and the token"
        unknown = await client.get("/api/articles", headers=bearer(reading + "x"))
        assert problem(unknown, 401) == "the token is not known here; ask the operator for another"
        assert unknown.headers["www-authenticate"] == (
            'Bearer realm="quotebot", error="invalid_token", error_description="unknown token"'
        )
        lacking = await client.post("/api/ask", json={"question": "Who?"}, headers=bearer(reading))
        assert problem(lacking, 403) == 'the token is not good for this: it lacks the scope "ask"'
        assert lacking.headers["www-authenticate"] == 'Bearer realm="quotebot", error="insufficient_scope", scope="ask"'
        assert (await client.get("/api/articles", headers=bearer(reading))).status_code == 200
        assert (await client.get("/api/openapi.json")).status_code == 200


async def test_articles_of_a_server(served_dir: Path, tmp_path: Path) -> None:
    """A token reads the collections that it names, and no other."""
    file = tmp_path / "tokens.toml"
    own = add_token(file, "own", ["ask", "search", "read"], [OWN], None)
    both = add_token(file, "both", ["read"], ["shared", OWN], None)
    async with serving(served_dir, settings(tokens_file=str(file)), bearer(own)) as client:
        answer = (await client.get("/api/ask", params={"question": "Who counted ninety boats?"})).json()
        assert {one["article"]["id"] for one in answer["quotes"] + answer["closest"]} == {"own"}
        assert "/signed?link=" in (answer["quotes"] + answer["closest"])[0]["page"]
        assert problem(await client.get("/api/articles/honey"), 404)
        assert (await client.get("/api/articles/own")).json()["collection"] == OWN
        assert problem(await client.get("/api/articles/own", params={"collection": "shared"}), 404)
        assert await listed(client, both) == ["honey", "long", "a/b c%2Fd?e#f&g\n../ü", "own"]


async def listed(client: httpx2.AsyncClient, token: str) -> list[str]:
    """The ids of all articles that a token reads, an article a page."""
    ids, cursor = list[str](), dict[str, str]()
    while True:
        page = (await client.get("/api/articles", params={"limit": "1", **cursor}, headers=bearer(token))).json()
        ids += [entry["article"]["id"] for entry in page["articles"]]
        if page["next"] is None:
            return ids
        cursor = {"cursor": page["next"]}


async def test_a_limit_of_its_own(served_dir: Path, tmp_path: Path) -> None:
    """A token with a limit is held to that and not to that of everybody, also once the file is read anew."""
    file = tmp_path / "tokens.toml"
    slow, free = add_token(file, "slow", ["read"], [], 1), add_token(file, "free", ["read"], [], 0)
    async with serving(served_dir, settings(tokens_file=str(file), questions_per_minute=1)) as client:
        statuses = [(await client.get("/api/articles", headers=bearer(slow))).status_code for _ in range(11)]
        add_token(file, "other", ["ask"], [], None)
        again = await client.get("/api/articles", headers=bearer(slow))
        freely = {(await client.get("/api/articles", headers=bearer(free))).status_code for _ in range(12)}
    assert statuses == [200] * 10 + [429]
    assert again.status_code == 429
    assert freely == {200}


def test_the_file_changes(tmp_path: Path) -> None:
    """What is changed in the file counts at once; where it cannot be read nobody is let in, until it is mended."""
    file = tmp_path / "tokens.toml"
    first = add_token(file, "first", ["ask"], [], None)
    tokens = Tokens(file)
    second = add_token(file, "second", ["ask"], [], None)
    for token in (first, second):
        assert tokens.admitted("api", f"bearer {token}", "").scopes == {"ask"}
    sound = file.read_text()
    with kept_records() as records:
        file.write_text(f"{sound}[[token]]\nname =\n")
        for _ in range(2):
            with pytest.raises(TokensUnreadableError, match="nobody can be let in just now"):
                tokens.admitted("api", f"Bearer {first}", "")
    assert [record.levelname for record in records] == ["ERROR"]
    file.write_text(sound.partition('name = "second"')[0].rpartition("[[token]]")[0])
    assert tokens.admitted("api", f"Bearer {first}", "").scopes == {"ask"}
    with pytest.raises(UnknownTokenError):
        tokens.admitted("api", f"Bearer {second}", "")


async def test_an_unusable_file(served_dir: Path, tmp_path: Path) -> None:
    """Where the file was changed into one that cannot be read, a request is told to come again."""
    file = tmp_path / "tokens.toml"
    token = add_token(file, "first", ["read"], [], None)
    async with serving(served_dir, settings(tokens_file=str(file)), bearer(token)) as client:
        file.unlink()
        response = await client.get("/api/articles")
    assert problem(response, 503).startswith("nobody can be let in just now")
    assert response.headers["retry-after"] == "10"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[[token]\n", "is not valid TOML"),
        ('name = "x"\n', "may hold nothing but tables that begin with [[token]]"),
        ("token = 3\n", "may hold nothing but tables that begin with [[token]]"),
        (
            f'\n[[token]]\nname = "a"\nsha256 = "{HASH}"\nscopes = ["ask"]\n\n[[token]]\nname = "b"\n',
            ", line 7: Object missing required field `sha256`; docs/web.md shows what a token has",
        ),
        (f'[[token]]\nname = "a"\nsha256 = "{HASH}"\nscopes = ["all"]\n', ", line 1: Invalid enum value 'all' - at"),
        (f'[[token]]\nname = "a"\nsha256 = "{HASH}"\nscopes = []\n', ", line 1: Expected `array` of length >= 1"),
        (f'[[token]]\nname = "a"\nsha256 = "{HASH}"\nscope = "ask"\n', "Object contains unknown field `scope`"),
        (
            f'[[token]]\nname = "a"\nsha256 = "{HASH}"\nscopes = ["ask"]\ncollections = ["7"]\n',
            'line 1: `collections` has "7"; write "shared", or a server\'s as in "123/everyone"',
        ),
        (
            f'[[token]]\nname = "a"\nsha256 = "{HASH}"\nscopes = ["ask"]\n' * 2,
            ", line 5: another token has the name or the sha256 of a; change it",
        ),
    ],
)
def test_errors_of_the_file(tmp_path: Path, written: str, told: str) -> None:
    """What is wrong in the file is told with the file, the line and the key."""
    file = tmp_path / "tokens.toml"
    file.touch(0o600)
    file.write_text(written)
    with pytest.raises(TokensFileError) as raised:
        read_tokens(file, pytest.fail)
    assert str(raised.value).startswith(str(file))
    assert told in str(raised.value)


def test_there_is_no_file(tmp_path: Path) -> None:
    """Where the file is not there, how to make it is told."""
    with pytest.raises(TokensFileError, match=r"is not there; make it, and a first token, with: quotebot token NAME"):
        Tokens(tmp_path / "tokens.toml")


def test_others_may_read_it(tmp_path: Path) -> None:
    """That others on the machine may read the file is told with what to do, and it is read all the same."""
    file, told = tmp_path / "tokens.toml", list[str]()
    add_token(file, "a", ["ask"], [], None)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    read_tokens(file, told.append)
    assert told == []
    os.chmod(file, 0o644)
    assert [token.name for token in read_tokens(file, told.append)] == ["a"]
    assert told == [f"others on this machine may read who may ask in {file}; keep it yours with: chmod 600 {file}"]


@given(
    scopes=st.lists(st.sampled_from(["ask", "search", "read"]), min_size=1, unique=True),
    collections=st.lists(st.sampled_from(["shared", "1/everyone", "2/role-3", "2/channel-4"]), unique=True),
    per_minute=st.none() | st.floats(0, 100_000),
)
def test_made_and_read(
    tmp_path_factory: pytest.TempPathFactory,
    scopes: list[Scope],
    collections: list[str],
    per_minute: float | None,
) -> None:
    """What is made is read as it was made, and of the token itself the file has nothing."""
    file = tmp_path_factory.mktemp("made") / "tokens.toml"
    first, made = add_token(file, "first", ["ask"], [], None), add_token(file, "a.b-c", scopes, collections, per_minute)
    _, token = read_tokens(file, pytest.fail)
    assert (token.name, token.sha256, token.scopes) == ("a.b-c", digest(made).hex(), tuple(scopes))
    assert (token.collections, token.questions_per_minute) == (tuple(collections or ["shared"]), per_minute)
    assert first not in file.read_text()
    assert made not in file.read_text()


@given(st.text() | st.binary().map(lambda sent: sent.decode("latin-1")))
def test_any_header(tmp_path_factory: pytest.TempPathFactory, header: str) -> None:
    """No header but that with a token lets anybody in."""
    file = tmp_path_factory.getbasetemp() / "any.toml"
    if not file.exists():
        add_token(file, "a", ["ask"], [], None)
    with pytest.raises(UnknownTokenError):
        Tokens(file).admitted("api", header, "")


def test_the_command(quotebot: Quotebot, tmp_path: Path) -> None:
    """The command prints a token once, keeps its hash in the file of the settings, and refuses a name that is taken."""
    refused = quotebot("token", "news")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no file of tokens is named" in refused.stderr
    (tmp_path / "quotebot.toml").write_text('[serve]\ntokens_file = "tokens.toml"\n')
    made = quotebot("token", "news", "--scope", "ask, search", "--collection", "7/everyone")
    assert (made.returncode, made.stderr) == (0, "")
    [token] = read_tokens(tmp_path / "tokens.toml", pytest.fail)
    assert (token.name, token.scopes, token.collections) == ("news", ("ask", "search"), ("7/everyone",))
    assert token.sha256 == digest(made.stdout.strip()).hex()
    again = quotebot("token", "news")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == (
        "Error: tokens.toml has a token called news; choose another name, or take its table out first\n"
    )
    wrong = quotebot("token", "other", "--scope", "asking")
    assert wrong.stderr == "Error: no such token can be made: Invalid enum value 'asking' - at `$.scopes[0]`\n"
