"""Headless Chromium, told what to do by its DevTools protocol: https://chromedevtools.github.io/devtools-protocol/."""

import asyncio
import base64
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_BEGINNING = 60.0  # seconds that the browser is given to begin
_ANSWER = 60.0  # seconds that it is given to answer
_WIDTH, _HEIGHT = 900, 700


def browser() -> str | None:
    """Where the browser is, if there is one."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


class Tab:
    """A tab of the browser."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._events: asyncio.Queue[str] = asyncio.Queue()

    async def listen(self) -> None:
        """Takes what the browser says until it is gone."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = message.json()
            if "id" in said:
                self._waiting.pop(said["id"]).set_result(said)
            else:
                self._events.put_nowait(said["method"])

    async def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Has the browser do something, and gives what it answers."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        said = await asyncio.wait_for(answer, _ANSWER)
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error']['message']}")
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, url: str) -> None:
        """Goes to an address, and waits until all of the page is there."""
        await self.loaded(self.command("Page.navigate", url=url))

    async def loaded(self, doing: Awaitable[object]) -> None:
        """Does what leads to a page, and waits until all of that is there."""
        while not self._events.empty():
            self._events.get_nowait()
        await doing
        async with asyncio.timeout(_ANSWER):
            while await self._events.get() != "Page.loadEventFired":
                pass

    async def evaluate(self, script: str) -> Any:
        """What a script gives, or what it promises."""
        result = await self.command("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    async def picture(self) -> bytes:
        """A picture of all of the page, as PNG."""
        result = await self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(result["data"])


@asynccontextmanager
async def open_tab() -> AsyncIterator[Tab]:
    """A tab of a browser that is begun for it."""
    path = browser()
    assert path is not None, "there is no Chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --remote-debugging-port=0 --no-first-run"
        process = await asyncio.create_subprocess_exec(
            path,
            *flags.split(),
            f"--user-data-dir={profile}",
            f"--window-size={_WIDTH},{_HEIGHT}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            port = await asyncio.wait_for(_port(process), _BEGINNING)
            async with ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as response:
                    targets = await response.json()
                address = next(one["webSocketDebuggerUrl"] for one in targets if one["type"] == "page")
                async with session.ws_connect(address, max_msg_size=0) as socket:
                    tab = Tab(socket)
                    listening = asyncio.create_task(tab.listen())
                    await tab.command("Page.enable")
                    yield tab
                    listening.cancel()
        finally:
            process.kill()
            await process.wait()


async def _port(process: asyncio.subprocess.Process) -> int:
    """On which the browser says that it listens."""
    assert process.stderr is not None
    async for line in process.stderr:
        if b"DevTools listening on" in line:
            return int(line.decode().split("127.0.0.1:")[1].split("/")[0])
    raise RuntimeError("Chromium ended before it began")
