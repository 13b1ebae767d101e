"""Headless Chromium, driven over its DevTools protocol: one process, a profile of its own per phone.

    async with Browser.of(chromium) as browser:
        phone = await browser.phone(url)
        await phone.tap("#pair")

Taps are real touches at the middle of what is seen, so that a covered button is not tapped.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import math
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final, Self

from websockets.asyncio.client import ClientConnection, connect

from tests.support.waiting import until, wait_until

Json = dict[str, Any]  # Any: the protocol's messages
PHONE: Final = (390, 844)
TABLET: Final = (1024, 768)

_LEFT: Final = ("Inspected target navigated or closed", "Cannot find default execution context")
BETWEEN_TAPS_S: Final = 0.45
NEAR_PX: Final = 80.0
"""People look before they tap again at the same place; what comes sooner pages take for a slip."""

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",  # the build machine runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=zh-CN",
    "--remote-debugging-port=0",
    "about:blank",
)


@contextmanager
def chromium_running(folder: Path) -> Iterator[str]:
    """The address of the DevTools of a fresh Chromium; it ends with its children."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    assert program, "no Chromium: .ci/debian-packages installs it"
    profile = folder / "profile"
    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen(
            [program, f"--user-data-dir={profile}", *_FLAGS],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        told = profile / "DevToolsActivePort"
        wait_until(lambda: told.is_file() and "\n" in told.read_text(), 30.0, "Chromium starting")
        port, path = told.read_text().splitlines()[:2]
        yield f"ws://127.0.0.1:{port}{path}"
    finally:
        process.terminate()
        process.wait(10)


class PageLeft(Exception):
    """The page was left, or is being reloaded, while something was asked of it."""


class PageError(AssertionError):
    """The page's own script failed."""


class Phone:
    """One page in a profile of its own. `errors`: what its console complained of."""

    def __init__(self, browser: Browser, context: str, session: str) -> None:
        self._browser = browser
        self._context = context
        self._session = session
        self._tapped: dict[str, float] = {}
        self._touched = (-NEAR_PX, -NEAR_PX)
        self.errors: list[str] = []

    # ── looking ─────────────────────────────────────────────────────────────────────────────────
    async def run(self, script: str) -> Any:  # Any: what the script gives, as JSON
        """The value of a JavaScript expression; promises are awaited."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise PageError(json.dumps(answer["exceptionDetails"], ensure_ascii=False)[:800])
        return answer["result"].get("value")

    async def text(self, selector: str = "#page") -> str:
        """The words in there as a person reads them; "" when it is not there."""
        found: str = await self.run(
            f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"
        )
        return found

    async def count(self, selector: str) -> int:
        found: int = await self.run(f"document.querySelectorAll({json.dumps(selector)}).length")
        return found

    async def sees(self, selector: str, words: str = "", within_s: float = 8.0) -> None:
        """Until it is there and says `words`."""
        found = f"document.querySelector({json.dumps(selector)})"
        is_so = f"{found} !== null && {found}.innerText.includes({json.dumps(words)})"
        if words == "":
            is_so = f"{found} !== null"
        if not await self._comes_true(is_so, within_s):
            held, page = await self.text(selector), await self.text()
            raise AssertionError(f"no {words!r} in {selector}: {held!r}\n{page}")

    async def sees_no(self, selector: str, within_s: float = 8.0) -> None:
        is_so = f"document.querySelector({json.dumps(selector)}) === null"
        if not await self._comes_true(is_so, within_s):
            raise AssertionError(f"{selector} is still there\n{await self.text()}")

    async def _comes_true(self, condition: str, within_s: float) -> bool:
        """Watched in the page itself, by the second: a page may be left in the middle of it."""
        watch = (
            "new Promise((over) => { const until = performance.now() + 1000; const look = () => {"
            f"if ({condition}) over(true); else if (performance.now() > until) over(false);"
            "else setTimeout(look, 20); }; look(); })"
        )
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within_s
        while loop.time() < deadline:
            try:
                if await self.run(watch):
                    return True
            except PageLeft:
                continue
        return False

    # ── touching ────────────────────────────────────────────────────────────────────────────────
    async def open(self, url: str) -> None:
        await self.call("Page.navigate", url=url)

    async def tap(self, selector: str, times: int = 1) -> None:
        """Touch the middle of it, scrolled into view; what lies above it gets the touch instead."""
        await self.sees(selector)
        x, y = await self.run(
            f"(() => {{ const seen = document.querySelector({json.dumps(selector)});"
            "seen.scrollIntoView({block: 'center'}); const at = seen.getBoundingClientRect();"
            "return [at.x + at.width / 2, at.y + at.height / 2]; })()"
        )
        loop = asyncio.get_running_loop()
        is_near = math.dist((x, y), self._touched) < NEAR_PX
        rests_until = max(self._tapped.values(), default=0.0) if is_near else 0.0
        rests_until = max(rests_until, self._tapped.get(selector, 0.0)) + BETWEEN_TAPS_S
        await until(lambda: loop.time() >= rests_until, what="a rest")
        for _ in range(times):
            await self.tap_at(x, y)
        self._touched = (x, y)
        self._tapped[selector] = loop.time()

    async def tap_at(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    async def type(self, selector: str, words: str) -> None:
        await self.tap(selector)
        await self.run(f"document.querySelector({json.dumps(selector)}).select()")
        await self.call("Input.insertText", text=words)

    async def resize(self, width: int, height: int, *, dark: bool = False) -> None:
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2,
            mobile=width < 720,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])

    async def before_load(self, script: str) -> None:
        """Run `script` in every document before the page's own."""
        await self.call("Page.addScriptToEvaluateOnNewDocument", source=script)

    async def picture(self) -> bytes:
        """What is seen now, as PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])

    async def call(self, method: str, **params: Any) -> Json:
        return await self._browser.call(method, params, self._session)

    async def close(self) -> None:
        await self._browser.call(
            "Target.disposeBrowserContext", {"browserContextId": self._context}
        )


class Browser:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._phones: dict[str, Phone] = {}

    async def phone(self, url: str, size: tuple[int, int] = PHONE, *, dark: bool = False) -> Phone:
        """A phone that knows nothing yet, with `url` open."""
        context = (await self.call("Target.createBrowserContext", {}))["browserContextId"]
        target = await self.call(
            "Target.createTarget", {"url": "about:blank", "browserContextId": context}
        )
        attached = await self.call(
            "Target.attachToTarget", {"targetId": target["targetId"], "flatten": True}
        )
        phone = Phone(self, context, attached["sessionId"])
        self._phones[attached["sessionId"]] = phone
        for domain in ("Page", "Runtime", "Log"):
            await phone.call(f"{domain}.enable")
        await phone.resize(*size, dark=dark)
        if url:
            await phone.open(url)
        return phone

    async def call(self, method: str, params: Json, session: str = "") -> Json:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._connection.send(
            json.dumps(message | ({"sessionId": session} if session else {}))
        )
        async with asyncio.timeout(20):
            told = await answer
        if "error" in told and told["error"]["message"] in _LEFT:
            raise PageLeft
        assert "error" not in told, (method, told["error"])
        result: Json = told["result"]
        return result

    async def _listen(self) -> None:
        async for text in self._connection:
            message = json.loads(text)
            if (number := message.get("id")) is not None:
                waiting = self._answers.pop(number)
                if not waiting.done():
                    waiting.set_result(message)
            elif phone := self._phones.get(message.get("sessionId", "")):
                phone.errors += _complaints(message)

    @classmethod
    @asynccontextmanager
    async def of(cls, address: str) -> AsyncIterator[Self]:
        async with connect(address, max_size=None, ping_interval=None, proxy=None) as connection:
            browser = cls(connection)
            listening = asyncio.create_task(browser._listen())
            try:
                yield browser
            finally:
                for phone in browser._phones.values():
                    await phone.close()
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)


def _complaints(message: Json) -> list[str]:
    """Failures of a script, and what the browser refused by the page's own security policy."""
    params = message["params"]
    match message["method"]:
        case "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            return [details.get("exception", {}).get("description", details["text"])]
        case "Runtime.consoleAPICalled" if params["type"] == "error":
            return [" ".join(str(a.get("description", a.get("value"))) for a in params["args"])]
        case "Log.entryAdded" if params["entry"]["source"] == "security":
            return [params["entry"]["text"]]
        case _:
            return []
