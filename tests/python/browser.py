"""Headless Chromium, driven over the DevTools protocol with the ``websockets`` that the package's lock file has.

Only for tests: :func:`missing` says why there is no browser, axe-core, vnu or TypeScript here; ``.ci/run`` installs them.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
MODULES = TOP / ".ci" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
TSC = MODULES / "typescript" / "bin" / "tsc"
PATIENCE = 240  # seconds for one answer of the browser, on a machine that does other work too


def chromium() -> str | None:
    """Return the browser of this machine, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return next(filter(None, map(shutil.which, names)), None)


def missing(*tools: str) -> str:
    """Say which of ``chromium``, ``axe``, ``vnu`` and ``tsc`` this machine lacks; nothing where it has them."""
    there = {
        "chromium": chromium(),
        "axe": AXE.exists(),
        "vnu": VNU.exists() and shutil.which("java"),
        "tsc": TSC.exists() and shutil.which("node"),
    }
    lacking = [tool for tool in tools if not there[tool]]
    return f"not on this machine: {', '.join(lacking)} (.ci/run installs them)" if lacking else ""


class Browser:
    """A browser process; :meth:`open` gives a tab."""

    def __init__(self) -> None:
        self.home = tempfile.mkdtemp(prefix="browser-")
        options = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
            "--force-color-profile=srgb", "--remote-debugging-port=0",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            [chromium(), *options, f"--user-data-dir={self.home}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack = ExitStack()
        self.socket = self.stack.enter_context(_connect(Path(self.home) / "DevToolsActivePort"))
        self.last = 0
        self.events: list[dict] = []

    def send(self, method: str, session: str | None = None, /, **params) -> dict:
        """Send a command and wait for its answer; events that come first are kept."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        self.socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self.socket.recv(timeout=PATIENCE))
            if answer.get("id") == self.last:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)

    def wait(self, event: str, session: str) -> dict:
        """Wait for an event of a tab, also one that has come already; forget it."""
        while True:
            for i, seen in enumerate(self.events):
                if seen.get("method") == event and seen.get("sessionId") == session:
                    return self.events.pop(i)["params"]
            self.events.append(json.loads(self.socket.recv(timeout=PATIENCE)))

    def open(self, path: Path | str, **options) -> Tab:
        """Open a file in a tab of its own."""
        return Tab(self, path, **options)

    def close(self) -> None:
        """End the browser."""
        self.stack.close()
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        shutil.rmtree(self.home, ignore_errors=True)


def _connect(file: Path):
    """Return the connection to a browser that has just been started."""
    from websockets.sync.client import connect

    for _ in range(PATIENCE * 10):
        if file.exists() and file.read_text().count("\n"):
            port, path = file.read_text().split("\n")[:2]
            return connect(f"ws://127.0.0.1:{port}{path}", max_size=None, open_timeout=PATIENCE)
        time.sleep(0.1)
    raise TimeoutError("the browser did not start")


class Tab:
    """A page in the browser."""

    def __init__(
        self,
        browser: Browser,
        path: Path | str,
        *,
        width=1280,
        height=900,
        dark=False,
        script=True,
        touch=False,
        query="",
    ) -> None:
        self.browser = browser
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.resize(width, height, touch=touch)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        url = path if "://" in str(path) else Path(path).resolve().as_uri() + query
        self.send("Page.navigate", url=url)
        browser.wait("Page.loadEventFired", self.session)

    def send(self, method: str, /, **params) -> dict:
        """Send a command to this tab."""
        return self.browser.send(method, self.session, **params)

    def resize(self, width: int, height: int, *, touch: bool = False) -> None:
        """Set the size of the window in CSS pixels."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch)
        self.send("Emulation.setTouchEmulationEnabled", enabled=touch)

    def js(self, expression: str):
        """Return the value of an expression, awaited where it is a promise."""
        options = {"returnByValue": True, "awaitPromise": True}
        answer = self.send("Runtime.evaluate", expression=expression, **options)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def outside(self, expression: str):
        """Return the value of an expression in a world of its own: the policy of the page does not bind it."""
        frame = self.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self.send("Page.createIsolatedWorld", frameId=frame, worldName="test")["executionContextId"]
        options = {"returnByValue": True, "awaitPromise": True, "contextId": world}
        answer = self.send("Runtime.evaluate", expression=expression, **options)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def axe(self) -> list[dict]:
        """Return every finding of axe-core, the undecided ones too: rule, kind, and where."""
        options = {"resultTypes": ["violations", "incomplete"]}
        run = f"{AXE.read_text('utf-8')};axe.run(document, {json.dumps(options)})"
        found = self.outside(run)
        return [
            {"rule": rule["id"], "kind": kind, "at": [str(node["target"][0]) for node in rule["nodes"]]}
            for kind in ("violations", "incomplete")
            for rule in found[kind]
        ]

    def move(self, x: float, y: float, kind: str = "mouseMoved", **more) -> None:
        """Move the mouse, or press it, at a point of the window."""
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window."""
        self.move(x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self.move(x, y, kind, button="left", clickCount=1)

    def tap(self, x: float, y: float) -> None:
        """Tap at a point of the window."""
        self.send("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def key(self, name: str, **more) -> None:
        """Press a key, by its name in the DOM."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36}
        codes |= {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        event = {"key": name, "code": name, "windowsVirtualKeyCode": codes.get(name, 0)} | more
        text = {"Enter": "\r", " ": " "}.get(name)
        self.send("Input.dispatchKeyEvent", type="keyDown", **event, **({"text": text} if text else {}))
        self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self.send("Input.insertText", text=text)

    def middle(self, selector: str) -> tuple[float, float]:
        """Scroll an element into view; return its middle in the window."""
        box = self.js(
            f"(()=>{{const e=document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block:'center',behavior:'instant'});"
            "const b=e.getBoundingClientRect();return [b.x+b.width/2,b.y+b.height/2]})()"
        )
        return box[0], box[1]

    def shot(self, path: Path | str, *, whole: bool = True, media: str = "") -> None:
        """Save a picture of the page."""
        self.send("Emulation.setEmulatedMedia", media=media) if media else None
        picture = self.send(
            "Page.captureScreenshot", format="png", captureBeyondViewport=whole, **(self._clip() if whole else {})
        )
        Path(path).write_bytes(base64.b64decode(picture["data"]))

    def _clip(self) -> dict:
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}}

    def pdf(self, path: Path | str) -> None:
        """Print the page."""
        done = self.send("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        Path(path).write_bytes(base64.b64decode(done["data"]))

    def faults(self) -> list[str]:
        """Return what the console and the log hold: errors, warnings, breaches of the policy."""
        self.js("0")
        mine = [event for event in self.browser.events if event.get("sessionId") == self.session]
        found = []
        for event in mine:
            if event["method"] == "Log.entryAdded":
                found.append(event["params"]["entry"]["text"])
            elif event["method"] == "Runtime.exceptionThrown":
                found.append(str(event["params"]["exceptionDetails"]))
            elif event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in {"error", "warning"}:
                found.append(str(event["params"]["args"]))
        return found

    def requests(self) -> list[str]:
        """Return every address that the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.browser.events
            if event.get("sessionId") == self.session and event["method"] == "Network.requestWillBeSent"
        ]

    def close(self) -> None:
        """Close the tab."""
        self.browser.send("Target.closeTarget", targetId=self.target)
