"""The files that host Quotebot: least rights, no secret in them, and what they say of each other agrees."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.discord import in_flight
from config import load_settings

ROOT = Path(__file__).resolve().parents[2]
HOSTING = ROOT / "config" / "hosting"
UNITS = ("quotebot.service", "quotebot-web.service")
TEMPLATE = "quotebot@.service"
PORTS = {"bot": ("operator", 8081), "web": ("serve", 8080)}


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions with their arguments, lines that go on joined."""
    text = re.sub(r"\\\n\s*", " ", (HOSTING / "Containerfile").read_text(encoding="utf-8"))
    lines = (line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#"))
    return [(name, argument) for name, argument in lines]


def arguments(name: str) -> list[str]:
    """The arguments of all instructions of a name."""
    return [argument for instruction, argument in instructions() if instruction == name]


def compose() -> dict[str, Any]:
    """compose.yaml as it is meant."""
    loaded = yaml.safe_load((HOSTING / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def settings() -> dict[str, Any]:
    """The settings of the containers."""
    return tomllib.loads((HOSTING / "quotebot.toml").read_text(encoding="utf-8"))


def unit(name: str) -> dict[str, list[str]]:
    """A unit's settings, each of which may be said several times."""
    found = defaultdict[str, list[str]](list)
    for line in (HOSTING / name).read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found[key].append(value)
    return found


def test_image_is_built_of_one_base_and_the_lock() -> None:
    """Both stages are of the Python that the lock is for, named to its minor version, and what goes in has hashes."""
    assert [argument for argument in arguments("ARG") if argument.startswith("BASE")] == [
        "BASE=python:3.11-slim-bookworm"
    ]
    assert arguments("FROM") == ["${BASE} AS build", "${BASE}"]
    lock, own = (run for run in arguments("RUN") if " install " in run)
    assert {"--require-hashes", "requirements-cpu.lock"} <= set(lock.split())
    assert "--no-deps" in own.split()
    assert arguments("ADD") == []


def test_image_holds_what_a_clone_has() -> None:
    """All that is copied is there, and of the settings it is all that ships, and not what lies beside the token."""
    copied = [source for copy in arguments("COPY") if not copy.startswith("--from") for source in copy.split()[:-1]]
    files = {path.relative_to(ROOT) for pattern in copied for path in ROOT.glob(pattern)}
    assert [pattern for pattern in copied if not list(ROOT.glob(pattern))] == []
    assert {path.name for path in files if path.parts[0] == "config"} - {"quotebot.toml"} == {
        path.name for path in (ROOT / "config").iterdir() if path.name not in ("hosting", "__pycache__")
    }
    assert [path for path in files if "hosting" in path.parts] == [Path("config/hosting/quotebot.toml")]


def test_context_of_the_build_has_no_token() -> None:
    """Of the clone only what is copied goes to the builder, and nothing else of this folder."""
    let_through = (HOSTING / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert let_through[0] == "*"
    assert [line for line in let_through if "hosting" in line] == ["!config/hosting/quotebot.toml"]


def test_image_runs_with_few_rights() -> None:
    """It runs as nobody in particular, is told to stop as the bot expects, and writes below its volume alone."""
    assert arguments("USER") == ["10001:10001"]
    assert arguments("STOPSIGNAL") == ["SIGTERM"]
    assert arguments("VOLUME") == ["/data"]
    environment = dict(pair.split("=", 1) for line in arguments("ENV") for pair in line.split())
    assert (environment["HOME"], environment["XDG_CACHE_HOME"]) == ("/data", "/data/cache")
    [health] = arguments("HEALTHCHECK")
    assert f"http://127.0.0.1:{settings()['operator']['port']}/healthz" in health


def test_nothing_secret_goes_into_a_layer() -> None:
    """No instruction takes a token or a password, by its value or by the name of a file."""
    text = (HOSTING / "Containerfile").read_text(encoding="utf-8")
    assert re.findall("token|secret|password|credential", text, re.IGNORECASE) == []
    assert "/run/secrets/" in settings()["discord"]["token_file"]


def test_services_have_few_rights() -> None:
    """Both services run with a root that is read only, without any capability, as the user of the image."""
    for service in compose()["services"].values():
        assert service["image"] == "quotebot"
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert [service["user"]] == arguments("USER")
        assert service["volumes"] == ["data:/data", "./quotebot.toml:/etc/quotebot/quotebot.toml:ro"]
        assert not {"privileged", "cap_add", "network_mode", "pid", "environment", "env_file"} & set(service)


def test_the_bot_alone_has_the_token() -> None:
    """The token is a file, which the settings name, shown to the bot and not to the web server."""
    services = compose()["services"]
    [name] = services["bot"]["secrets"]
    assert settings()["discord"]["token_file"] == f"/run/secrets/{name}"
    assert set(compose()["secrets"][name]) == {"file"}
    assert "secrets" not in services["web"]


@pytest.mark.parametrize("name", ["bot", "web"])
def test_each_service_is_asked_how_it_is(name: str) -> None:
    """A service's health is asked for at the port where the settings have it answer."""
    section, port = PORTS[name]
    assert settings()[section]["port"] == port
    assert f"http://127.0.0.1:{port}/healthz" in compose()["services"][name]["healthcheck"]["test"][-1]


def test_ports_are_for_this_machine() -> None:
    """What is published is the web server's port, to this machine alone."""
    services = compose()["services"]
    assert services["web"]["ports"] == ["127.0.0.1:8080:8080"]
    assert "ports" not in services["bot"]
    assert settings()["operator"]["host"] == "127.0.0.1"


def test_a_proxy_is_believed_and_the_other_container_is_not() -> None:
    """By the gateway of their network, and by nothing else, comes what may say for whom it asks."""
    [network] = compose()["networks"]["default"]["ipam"]["config"]
    assert settings()["serve"]["trusted_proxies"] == [network["gateway"]]


def test_commands_are_those_of_the_services() -> None:
    """Containers and units run the bot and the web server."""
    assert [service["command"] for service in compose()["services"].values()] == [["run"], ["serve"]]
    assert [unit(name)["ExecStart"][0].split()[-1] for name in UNITS] == ["run", "serve"]


def test_a_stop_lets_answers_under_way_end() -> None:
    """Whoever stops the bot waits longer than the bot waits for answers."""
    assert in_flight.PATIENCE < 60
    assert {service["stop_grace_period"] for service in compose()["services"].values()} == {"60s"}
    for name in UNITS:
        assert (unit(name)["TimeoutStopSec"], unit(name)["KillSignal"]) == (["60"], ["SIGTERM"])
    assert int(unit(TEMPLATE)["TimeoutStopSec"][0]) > in_flight.LONG_PATIENCE


def test_processes_of_one_bot_differ_by_their_shard() -> None:
    """The unit for several processes runs the shard of its name, at a port of its own, and is else the bot's."""
    alone, one = unit("quotebot.service"), unit(TEMPLATE)
    words = {"PORTS": "910", "SHARDS": "4", "i": "2"}
    started = re.sub(r"%(i)|\$\{(\w+)\}", lambda found: words[found[1] or found[2]], one["ExecStart"][0])
    own = "--shards 2 --shard-count 4 --operator-port 9102"
    assert started == f"{alone['ExecStart'][0]} {own}"
    assert {f"{key}={value}" for key, value in words.items() if key != "i"} <= set(one["Environment"])
    differ = {"Description", "Environment", "EnvironmentFile", "ExecStart", "LoadCredential", "TimeoutStopSec"}
    assert {key for key in alone.keys() | one.keys() if alone.get(key) != one.get(key)} == differ


@pytest.mark.parametrize("name", [*UNITS, TEMPLATE])
def test_units_have_few_rights(name: str) -> None:
    """A unit runs as a user of its own, without any capability, and writes where its state and cache are alone."""
    said = unit(name)
    assert (said["Type"], said["User"]) == (["exec"], ["quotebot"])
    assert said["CapabilityBoundingSet"] == said["AmbientCapabilities"] == [""]
    assert said["ProtectSystem"] == ["strict"]
    assert (said["StateDirectory"], said["CacheDirectory"]) == (["quotebot"], ["quotebot"])
    assert (said["NoNewPrivileges"], said["PrivateTmp"], said["ProtectHome"]) == (["yes"], ["yes"], ["yes"])
    assert said["MemoryDenyWriteExecute"] == said["ReadWritePaths"] == []
    assert [value for value in said["Environment"] if "TOKEN" in value] == []


def test_units_show_the_token_to_the_bot_alone() -> None:
    """The token comes to the bot by systemd's credentials, and does not come to the web server."""
    assert [unit(name)["LoadCredential"] for name in UNITS] == [["discord_token:/etc/quotebot/discord_token"], []]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", [*UNITS, TEMPLATE])
def test_systemd_understands_the_units(name: str, tmp_path: Path) -> None:
    """What verifies units finds nothing to say of one, and counts it among those that are exposed little."""
    text = (HOSTING / name).read_text(encoding="utf-8")
    file = tmp_path / name
    file.write_text(text.replace("/opt/quotebot/bin/quotebot", sys.executable), encoding="utf-8")
    program = shutil.which("systemd-analyze") or ""
    verified = subprocess.run([program, "verify", file], capture_output=True, text=True)  # noqa: S603 - our own
    assert (verified.returncode, verified.stderr) == (0, "")
    exposure = [program, "security", "--offline=true", "--threshold=20", "--no-pager", str(file)]
    rated = subprocess.run(exposure, capture_output=True, text=True)  # noqa: S603 - our own
    assert rated.returncode == 0, rated.stdout


def test_the_settings_can_be_used() -> None:
    """The settings of the containers are ones, and have each container ask itself alone how it is."""
    settings = load_settings(HOSTING / "quotebot.toml")
    assert (settings.serve.port, settings.operator.host, settings.operator.port) == (8080, "127.0.0.1", 8081)
