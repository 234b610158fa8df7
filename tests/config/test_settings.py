"""Settings are the defaults with a person's own over them, and mistakes in them are named."""

from pathlib import Path
from typing import get_args

import pytest

from config.settings import (
    AnswerSettings,
    Caution,
    DiscordSettings,
    FieldSettings,
    LibrarySettings,
    LogSettings,
    ModelSettings,
    OperatorSettings,
    ServeSettings,
    Settings,
    SettingsError,
    WebSettings,
    load_settings,
)

WEB = WebSettings(1000, 5, 24, ())
DISCORD = DiscordSettings("", 30, 3, 50, 500, False)
DEFAULTS = Settings(
    LibrarySettings((), 20, 0.5),
    WEB,
    ModelSettings("all-MiniLM-L6-v2", "f32", "packaged", ""),
    AnswerSettings("balanced", ""),
    DISCORD,
    ServeSettings("127.0.0.1", 8080, 30, ("127.0.0.1", "::1"), ""),
    LogSettings("info", "console"),
    OperatorSettings("127.0.0.1", 0, ""),
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test in a folder without settings."""
    monkeypatch.chdir(tmp_path)


def own(text: str, name: str = "own.toml") -> Path:
    """Write a settings file to the current folder."""
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(text: str) -> str:
    """Give the message with which a settings file is refused."""
    with pytest.raises(SettingsError) as caught:
        load_settings(own(text))
    return str(caught.value)


def test_defaults() -> None:
    """Without a file of one's own the settings are those of default.toml."""
    assert load_settings() == DEFAULTS


def test_overlay() -> None:
    """A key of one's own file replaces its default, and the other keys of its table stay."""
    text = '[library]\nsources = ["news", "a.md"]\n[model]\nprecision = "bf16"\nreader = ""\n'
    settings = load_settings(own(text))
    assert settings == Settings(
        LibrarySettings(("news", "a.md"), 20, 0.5),
        WEB,
        ModelSettings("all-MiniLM-L6-v2", "bf16", "", ""),
        AnswerSettings("balanced", ""),
        DISCORD,
    )


def test_names_of_fields() -> None:
    """Each field of articles may be given a name, and those that are not keep theirs."""
    settings = load_settings(own('[library.fields]\ntext = "inhalt"\ndate = "erstellt am"\n'))
    assert settings.library == LibrarySettings((), 20, 0.5, True, FieldSettings(text="inhalt", date="erstellt am"))


def test_log() -> None:
    """How much is logged, and in which form, are set one by one."""
    assert load_settings(own('[log]\nlevel = "debug"\n')).log == LogSettings("debug", "console")
    assert load_settings(own('[log]\nformat = "json"\n')).log == LogSettings("info", "json")


def test_operator() -> None:
    """Where the operator is told how a bot is, is set one by one."""
    settings = load_settings(own('[operator]\nport = 9100\ntoken_file = "token"\n'))
    assert settings.operator == OperatorSettings("127.0.0.1", 9100, "token")


def test_empty_file() -> None:
    """A file that says nothing leaves the defaults."""
    assert load_settings(own("")) == DEFAULTS


def test_quotebot_toml_is_read_by_itself() -> None:
    """The quotebot.toml of the current folder counts where no file is named, and only there."""
    own('[answer]\ncaution = "bold"\n', "quotebot.toml")
    assert load_settings().answer == AnswerSettings("bold", "")
    assert load_settings(own("")) == DEFAULTS


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[answer]\ncautoin = "bold"\n', "`cautoin` - at `$.answer`"),
        ('[anwser]\ncaution = "bold"\n', "`anwser`"),
    ],
)
def test_unknown_key(text: str, key: str) -> None:
    """An unknown key or table is refused by its name and that of the file."""
    assert refusal(text).startswith(f"own.toml: Object contains unknown field {key}")


@pytest.mark.parametrize("text", ["max_risk = 0.3", 'max_risk = "high"', 'caution = "bold"\nmax_risk = 1'])
def test_max_risk(text: str) -> None:
    """A file that has the former key, whatever its value, is refused with the new key and each of its values."""
    message = refusal(f"[answer]\n{text}\n")
    assert message == 'own.toml: answer.max_risk is now answer.caution: "bold", "balanced" or "careful"'
    assert all(f'"{word}"' in message for word in get_args(Caution))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[library]\nmax_megabytes = "big"\n', "Expected `float`, got `str` - at `$.library.max_megabytes`"),
        ("[library]\nmax_megabytes = 0\n", "Expected `float` > 0.0 - at `$.library.max_megabytes`"),
        ('[library]\nsources = "news"\n', "Expected `array`, got `str` - at `$.library.sources`"),
        ('[model]\nprecision = "f16"\n', "Invalid enum value 'f16' - at `$.model.precision`"),
        ("[model]\nreader = true\n", "Expected `str`, got `bool` - at `$.model.reader`"),
        ('[answer]\ncaution = "brave"\n', "Invalid enum value 'brave' - at `$.answer.caution`"),
        ("[answer]\ncaution = 0.3\n", "Expected `str`, got `float` - at `$.answer.caution`"),
        ("[library]\nmax_gone_share = 1.5\n", "Expected `float` <= 1.0 - at `$.library.max_gone_share`"),
        (
            '[library.fields]\nbody = "inhalt"\n',
            "Object contains unknown field `body` - at `$.library.fields`",
        ),
        ("[library.fields]\ntext = 1\n", "Expected `str`, got `int` - at `$.library.fields.text`"),
        ("[library]\nmax_megabytes = inf\n", "Expected `float` <= 1000000.0 - at `$.library.max_megabytes`"),
        ("[discord]\nserver_megabytes = inf\n", "Expected `float` <= 1000000.0 - at `$.discord.server_megabytes`"),
        ("[discord]\ncooldown_seconds = inf\n", "Expected `float` <= 86400.0 - at `$.discord.cooldown_seconds`"),
        (
            '[library]\nsources = ["a\\u0000b"]\n',
            "Expected `str` matching regex '^[^\\\\x00]*$' - at `$.library.sources",
        ),
        ('[log]\nlevel = "loud"\n', "Invalid enum value 'loud' - at `$.log.level`"),
        ('[log]\nformat = "xml"\n', "Invalid enum value 'xml' - at `$.log.format`"),
        ("[operator]\nport = 65536\n", "Expected `int` <= 65535 - at `$.operator.port`"),
        ('[operator]\nhost = ""\n', "Expected `str` of length >= 1 - at `$.operator.host`"),
        ("model = 3\n", "Expected `object`, got `int` - at `$.model`"),
    ],
)
def test_wrong_value(text: str, reason: str) -> None:
    """A value of a wrong kind or size is refused by its key, the file and what it should be."""
    assert refusal(text).startswith(f"own.toml: {reason}")


@pytest.mark.parametrize("text", ["[library", "a = 1\na = 2\n", "a = " + "[" * 5000, "a = " + "9" * 5000])
def test_bad_toml(text: str) -> None:
    """A file that is not TOML is refused by its name."""
    assert refusal(text).startswith("own.toml is not valid TOML: ")


def test_missing_file() -> None:
    """A named file that is not there is refused, with the option to check."""
    with pytest.raises(
        SettingsError, match=r"^cannot read the settings file none\.toml: No such file .*; check --config$"
    ):
        load_settings(Path("none.toml"))


@pytest.mark.parametrize(
    "address",
    ["", "https://q.example", "http://localhost:8080/", "https://[2001:db8::1]:8443/q/", "https://q.example/a/b"],
)
def test_public_addresses(tmp_path: Path, address: str) -> None:
    """Pages may be reached at a name or an address of IPv6, at any port and below a path."""
    file = tmp_path / "quotebot.toml"
    file.write_text(f'[web]\npublic_url = "{address}"\n', encoding="utf-8")
    assert load_settings(file).web.public_url == address


@pytest.mark.parametrize(
    "address",
    ["q.example", "https://", "https:///q", "https://[x/", "https://me:secret@q.example/", "https://q.example/?a"],
)
def test_no_public_addresses(tmp_path: Path, address: str) -> None:
    """An address of the pages without a host, or with what is for one person alone, is refused by its name."""
    file = tmp_path / "quotebot.toml"
    file.write_text(f'[web]\npublic_url = "{address}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="public_url"):
        load_settings(file)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://quotebot@db.example/quotebot",
        "postgres://a%40b:p%20%25:x@[::1]:5432,db:65535/%C5%BE?sslmode=require&options=-c%20x%3Dy",
        "postgresql://%2Fvar%2Frun%2Fpostgresql/name",
        "postgresql:///name?host=/var/run/postgresql",
    ],
)
def test_databases(url: str) -> None:
    """A database may be named as libpq has it, with any sign in a name or password as %XX."""
    assert load_settings(own(f'[database]\nurl = "{url}"\narticles = true\n')).database.url == url


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:SEC@RET@db/a",
        "postgresql://me:SEC/RET@db/a",
        "postgresql://me:SEC#RET@db/a",
        "postgresql://me:SEC?RET@db/a",
        "postgresql://me:SEC RET@db/a",
        "postgresql://me:SEC%RET@db/a",
        "postgresql://me:SEC%00RET@db/a",
        "postgresql://me:SECRET@db:99999/a",
        "postgresql://me:SECRET@db:port/a",
        "postgresql+asyncpg://me:SECRET@db/a",
        "mysql://me:SECRET@db/a",
        "host=db password=SECRET",
    ],
)
def test_no_databases(url: str) -> None:
    """A URL that could be read as another than was meant is refused with the way to write it, and not repeated."""
    told = refusal(f'[database]\nurl = "{url}"\n')
    assert told.startswith(
        "own.toml: database.url is not understood; write it as postgresql://user@host:5432/name, with %XX for "
    )
    assert "SEC" not in told
    assert "RET" not in told


def test_articles_in_no_database() -> None:
    """Articles are not kept in files where the settings have them in a database that they do not name."""
    assert refusal("[database]\narticles = true\n").startswith(
        "own.toml: database.articles = true needs database.url, "
    )


@pytest.mark.parametrize(
    "uri",
    ["http://m:99999", "http://m:port", "m:19530", "./x.db", "http://me:SECRET@m:1", "http://m/SEC RET", "tcp://m:1"],
)
def test_no_milvus(uri: str) -> None:
    """An address of Milvus that is none, or that tells a secret, is refused with the way to write it."""
    told = refusal(f'[index]\nbackend = "milvus"\nuri = "{uri}"\n')
    assert told.startswith("own.toml: index.uri is not understood; write it as http://HOST:PORT or https://HOST:PORT, ")
    assert "SEC" not in told


@pytest.mark.parametrize("uri", ["", "http://milvus.example:19530", "https://[::1]:443/name", "http://m"])
def test_milvus(uri: str) -> None:
    """Milvus may be at a name or an address of IPv6, at any port, with a database of its own behind it."""
    assert load_settings(own(f'[index]\nuri = "{uri}"\n')).index.uri == uri
