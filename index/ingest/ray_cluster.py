"""A Ray cluster: one of this machine alone that lasts for a sync, or one that runs."""

import importlib.util
import logging
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from index.errors import QuotebotError

if TYPE_CHECKING:
    from types import ModuleType

LOCAL, AUTO = "local", "auto"
_ADDRESS = re.compile(r"(?:ray://)?(\[[0-9A-Fa-f:]+\]|[^][\s/@:]+):([0-9]{1,5})")
_SECONDS = 5.0  # in which a machine answers
_TIMES = 3  # that one of this machine is begun; Ray gives it 30 seconds, which a busy machine may not do in
_STORE = 512 * 2**20  # bytes for what is on its way on this machine; far less is at a time
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is sent to Ray's makers
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else Ray warns that this will change
}


class ClusterError(QuotebotError):
    """A cluster that cannot be reached, or that does not do what it is given."""


@contextmanager
def connected(address: str, cores: int | None = None) -> "Iterator[ModuleType]":
    """Connects with a cluster, and gives Ray: "local", "auto", "HOST:PORT" or "ray://HOST:PORT".

    The first is one of so many cores of this machine, by default all, which ends with the connection; the second the
    one that runs on this machine. Raises ClusterError where Ray is not installed, or nothing answers there.
    """
    require_reachable(address)
    # Ray reads them when it is imported, and what it starts has them too.
    for name, value in (_QUIET | (_of_local() if address == LOCAL else {})).items():
        os.environ.setdefault(name, value)
    import ray  # takes seconds

    told: dict[str, Any] = {"logging_level": logging.CRITICAL, "log_to_driver": False}
    with TemporaryDirectory(prefix="quotebot-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        if address == LOCAL:  # there alone the names of its sockets are short enough; what it logs is gone with them
            told |= {
                "num_cpus": cores or _own_cores(),
                "include_dashboard": False,
                "object_store_memory": _STORE,
                "_temp_dir": folder,
            }
        _init(ray, address, told)
        try:
            yield ray
        finally:
            ray.shutdown()


def _init(ray: "ModuleType", address: str, told: dict[str, Any]) -> None:
    """Connects Ray. Raises ClusterError."""
    terminated = signal.getsignal(signal.SIGTERM)
    for left in reversed(range(_TIMES if address == LOCAL else 1)):
        try:
            with chdir("/"):  # workers look for modules in the folder that this is begun in, where anything may stand
                ray.init(address, **told)
            if threading.current_thread() is threading.main_thread():  # else Ray has left it as it was
                signal.signal(signal.SIGTERM, terminated)  # which ends a sync at once, as without Ray
            return
        except Exception as error:  # each of Ray's ways to connect has errors of its own
            if not left:
                raise ClusterError(_unreachable(address, error)) from None


def require_reachable(address: str) -> None:
    """Raises ClusterError where Ray is not installed, or no machine answers at an address; Ray would wait for long."""
    if importlib.util.find_spec("ray") is None:
        raise ClusterError("Ray is not installed; install it with: pip install 'quotebot[ray]'")
    if address in (LOCAL, AUTO):
        return
    match = _ADDRESS.fullmatch(address)
    if match is None or int(match[2]) > 65535:
        raise ClusterError(
            f"{address!r} is no address of a Ray cluster; give local, auto, HOST:PORT or ray://HOST:PORT to --ray"
        )
    try:
        socket.create_connection((match[1].strip("[]"), int(match[2])), _SECONDS).close()
    except OSError as error:
        raise ClusterError(_unreachable(address, error)) from None


def _unreachable(address: str, error: Exception) -> str:
    reason = next(iter(str(getattr(error, "strerror", None) or error).strip().splitlines()), type(error).__name__)
    if address == LOCAL:
        return f"Ray does not start on this machine ({reason[:200]}); sync again without --ray"
    look = "check that it runs, the port and its token (RAY_AUTH_MODE)"
    help_ = "start one with: ray start --head" if address == AUTO else look
    return f"no Ray cluster answers at {address} ({reason[:200]}); {help_}"


def _own_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _of_local() -> dict[str, str]:
    """What a cluster of this machine is begun with."""
    # A secret of its own keeps other users of the machine out; what Ray makes itself lies where they may read it.
    secret = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token_hex(32)}
    # Else it ends workers where others have filled the memory, and all others go before them.
    return secret | {"RAY_memory_monitor_refresh_ms": "0", "RAY_worker_niceness": str(os.nice(0))}
