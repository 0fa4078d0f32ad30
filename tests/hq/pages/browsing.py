"""A real browser: Debian's chromium, driven through chromedriver (W3C WebDriver over HTTP)."""

import base64
import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES = ("chromium", "chromium-driver")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--ignore-certificate-errors",
]  # fmt: skip
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE_SECONDS = 20


def install() -> str:
    """Where chromedriver is; Debian's packages are installed where they are missing."""
    if not (shutil.which("chromedriver") and shutil.which("chromium")):
        assert os.geteuid() == 0, "install chromium and chromium-driver, or run as root"
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
        with_apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run([*apt, *words], check=True, env=with_apt, capture_output=True)
    found = shutil.which("chromedriver")
    assert found
    return found


@dataclass
class Browser:
    """One window; elements are named by CSS selectors."""

    url: str
    session: str = ""

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._ask("POST", "/url", {"url": address})

    def text(self, selector: str = "body") -> str:
        """What is to be read in an element, as it is drawn."""
        return str(self._ask("GET", f"/element/{self._find(selector)}/text"))

    def shows(self, words: str, selector: str = "main") -> bool:
        """Whether an element has these words, once the page that is on its way is there."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(AssertionError):
                if words in self.text(selector):
                    return True
            time.sleep(0.1)
        raise AssertionError(f"{words!r} is not in {self.text(selector)!r}")

    def type(self, selector: str, words: str) -> None:
        """Type into a field; `\\ue007` is Enter."""
        key = self._find(selector)
        self._ask("POST", f"/element/{key}/value", {"text": words})

    def click(self, selector: str) -> None:
        """Click an element, and wait for the page it leads to."""
        self._ask("POST", f"/element/{self._find(selector)}/click", {})

    def follow(self, word: str) -> None:
        """Click the link of these words."""
        using = {"using": "partial link text", "value": word}
        key = self._ask("POST", "/element", using)[_ELEMENT]
        self._ask("POST", f"/element/{key}/click", {})

    def press(self, keys: str) -> None:
        """Press keys where the focus is."""
        steps = [step for k in keys for step in ({"type": "keyDown", "value": k},
                                                 {"type": "keyUp", "value": k})]  # fmt: skip
        said = {"actions": [{"type": "key", "id": "keys", "actions": steps}]}
        self._ask("POST", "/actions", said)

    def run(self, script: str) -> Any:
        """What a script says; for looking only."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": []})

    def size(self, width: int, height: int) -> None:
        """Let the page be this many pixels wide and high, as on a phone."""
        facts = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", facts)
        self.devtools("Emulation.setScrollbarsHidden", {"hidden": True})

    def scheme(self, name: str) -> None:
        """Prefer `light` or `dark`."""
        wanted = [{"name": "prefers-color-scheme", "value": name}]
        self.devtools("Emulation.setEmulatedMedia", {"features": wanted})

    def shoot(self, file: Path, *, whole: bool = False) -> None:
        """A picture of the window, or of the whole page."""
        told = {"format": "png", "captureBeyondViewport": whole}
        file.write_bytes(base64.b64decode(self.devtools("Page.captureScreenshot", told)["data"]))

    def devtools(self, method: str, told: dict[str, Any]) -> Any:
        """A command of the browser's own protocol."""
        return self._ask("POST", "/goog/cdp/execute", {"cmd": method, "params": told})

    def begin(self, profile: str) -> None:
        """Open the window, with an empty profile."""
        options = {"args": [*FLAGS, f"--user-data-dir={profile}", "--window-size=1366,768"]}
        wanted = {"browserName": "chrome", "acceptInsecureCerts": True}
        said = {"capabilities": {"alwaysMatch": {**wanted, "goog:chromeOptions": options}}}
        self.session = str(_post(f"{self.url}/session", said)["sessionId"])

    def end(self) -> None:
        """Close it."""
        self._ask("DELETE", "")

    def _find(self, selector: str) -> str:
        using = {"using": "css selector", "value": selector}
        return str(self._ask("POST", "/element", using)[_ELEMENT])

    def _ask(self, method: str, path: str, said: dict[str, Any] | None = None) -> Any:
        return _call(method, f"{self.url}/session/{self.session}{path}", said)


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A browser for a while."""
    driver = install()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [driver, "--port=0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with process:
            made = Browser(f"http://127.0.0.1:{_port(process)}")
            try:
                made.begin(f"{profile}/empty")
                yield made
                made.end()
            finally:
                process.terminate()


def _port(process: subprocess.Popen[str]) -> int:
    for line in process.stdout or ():
        found = re.search(r"successfully on port (\d+)", line)
        if found:
            return int(found.group(1))
    raise AssertionError("chromedriver did not start")


def _post(url: str, said: dict[str, Any]) -> Any:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return _call("POST", url, said)
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _call(method: str, url: str, said: dict[str, Any] | None) -> Any:
    body = None if said is None else json.dumps(said).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        with error:
            raise AssertionError(error.read().decode()[:500]) from error
