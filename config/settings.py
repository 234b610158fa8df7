"""The settings: their types, their defaults in default.toml, and how a person's own file changes them."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

DEFAULTS = Path(__file__).with_name("default.toml")
OWN_FILE = Path("quotebot.toml")


class SettingsError(Exception):
    """A settings file that cannot be used; the message names the file, the key and what it should be."""


FilePath = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$")]
"""The path of a file or folder, or a name that may be one."""
Caution = Literal["bold", "balanced", "careful"]
"""How sure an answer must be to be given, from the least to the most."""
Megabytes = Annotated[float, msgspec.Meta(le=1_000_000)]

_IN_USER = r"(?:[^\s%/?#@]|%(?!00)[\da-fA-F]{2})*"
_PORT = r"(?::\d{1,4}|:[1-5]\d{4}|:6[0-4]\d{3}|:65[0-4]\d{2}|:655[0-2]\d|:6553[0-5])?"
_HOST = rf"(?:\[[\da-fA-F:.]+\]|(?:[^\s%/?#@:,\[\]]|%(?!00)[\da-fA-F]{{2}})*){_PORT}"
# As libpq has it, where one reader finds the same user, password and host as another.
_POSTGRESQL = re.compile(
    rf"postgres(?:ql)?://(?:{_IN_USER}@)?{_HOST}(?:,{_HOST})*(?:/{_IN_USER})?(?:\?(?:[^\s%#@]|%(?!00)[\da-fA-F]{{2}})*)?"
)
_MILVUS = re.compile(rf"https?://(?:\[[\da-fA-F:.]+\]|[^\s/?#@:\[\]]+){_PORT}(?:/[^\s?#]*)?")


class FieldSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which names the fields of articles in JSON and CSV go, where the settings say so; empty where they do not."""

    text: str = ""
    title: str = ""
    id: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


class LibrarySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which articles are read, and when they are taken out."""

    sources: tuple[FilePath, ...]
    max_megabytes: Annotated[Megabytes, msgspec.Meta(gt=0)]
    max_gone_share: Annotated[float, msgspec.Meta(ge=0, le=1)]
    follow: bool = True
    fields: FieldSettings = FieldSettings()


class WebSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is read of the web, how often and from which networks; and by which address the web reaches Quotebot."""

    pages: Annotated[int, msgspec.Meta(ge=1, le=20_000)]
    depth: Annotated[int, msgspec.Meta(ge=0, le=50)]
    every_hours: Annotated[float, msgspec.Meta(ge=0.25, le=720)]
    private_networks: tuple[str, ...]
    # A host, of IPv6 in brackets, and maybe a port and a path.
    public_url: Annotated[
        str, msgspec.Meta(pattern=r"^(https?://([^][\s?#/@:]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?(/[^\s?#]*)?)?$")
    ] = ""


class ModelSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which model turns text into vectors, and which, if any, read what was found and decide the order of sentences."""

    name: Annotated[FilePath, msgspec.Meta(min_length=1)]
    precision: Literal["f32", "bf16"]
    reader: FilePath
    reranker: FilePath


class AnswerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a quote counts as an answer, by which file, if not the one that ships, and how many are made at once."""

    caution: Caution
    calibration: FilePath
    workers: Annotated[int, msgspec.Meta(ge=0, le=64)] = 0


class DiscordSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the Discord bot runs."""

    token_file: FilePath
    retention_days: Annotated[int, msgspec.Meta(ge=1, le=3650)]
    cooldown_seconds: Annotated[float, msgspec.Meta(ge=0, le=86_400)]
    server_megabytes: Annotated[Megabytes, msgspec.Meta(ge=0)]
    server_pages: Annotated[int, msgspec.Meta(ge=0, le=20_000)]
    message_content: bool


class ServeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where `quotebot serve` answers, and how often one address may ask."""

    host: Annotated[str, msgspec.Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 8080
    questions_per_minute: Annotated[float, msgspec.Meta(ge=0, le=100_000)] = 30
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    tokens_file: FilePath = ""


class OperatorSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a bot or a web server that runs tells whoever runs it how it is; nowhere at port 0."""

    host: Annotated[str, msgspec.Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 0
    token_file: FilePath = ""


class IndexSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which backend keeps and searches the vectors of passages; with Milvus at no address, in the data folder."""

    backend: Literal["faiss", "milvus"] = "faiss"
    uri: str = ""
    token_file: FilePath = ""

    def __post_init__(self) -> None:
        """Raises ValueError, without the value, which may hold a password."""
        if self.uri and not _MILVUS.fullmatch(self.uri):
            raise ValueError(
                "index.uri is not understood; write it as http://HOST:PORT or https://HOST:PORT, and a user and "
                "password into index.token_file"
            )


class DatabaseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which PostgreSQL what the bot keeps stands, in files of the data folder without one; and the articles too."""

    url: str = ""
    articles: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError, without the value, which may hold a password."""
        if self.url and not _POSTGRESQL.fullmatch(self.url):
            raise ValueError(
                "database.url is not understood; write it as postgresql://user@host:5432/name, with %XX for other "
                "characters than letters and digits"
            )
        if self.articles and not self.url:
            raise ValueError("database.articles = true needs database.url, the PostgreSQL to keep them in")


class LogSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much of what happens to a bot that runs is logged, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings, one record for each table of default.toml."""

    library: LibrarySettings
    web: WebSettings
    model: ModelSettings
    answer: AnswerSettings
    discord: DiscordSettings
    serve: ServeSettings = ServeSettings()
    log: LogSettings = LogSettings()
    operator: OperatorSettings = OperatorSettings()
    index: IndexSettings = IndexSettings()
    database: DatabaseSettings = DatabaseSettings()


def load_settings(path: Path | None = None) -> Settings:
    """Reads the defaults and, over them, `path`; without it `quotebot.toml` of the current folder, if there is one.

    Raises SettingsError where the file is missing, is not TOML, or holds an unknown or a former key, or a value of a
    wrong kind.
    """
    merged = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    if path is None and not OWN_FILE.is_file():
        return msgspec.convert(merged, Settings)
    path = path or OWN_FILE
    own = _read(path)
    match own:
        case {"answer": {"max_risk": _}}:
            raise SettingsError(f'{path}: answer.max_risk is now answer.caution: "bold", "balanced" or "careful"')
    for table, values in own.items():
        if isinstance(values, dict) and isinstance(merged.get(table), dict):
            merged[table] |= values
        else:
            merged[table] = values
    try:
        return msgspec.convert(merged, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}; {DEFAULTS} shows every key with its meaning") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read the settings file {path}: {error.strerror}; check --config") from None
    except (ValueError, RecursionError) as error:  # also a number of too many digits, and tables in tables in tables
        raise SettingsError(f"{path} is not valid TOML: {error}") from None
