"""A real browser with the network cut, for tests that open a page as a reader would: from a file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import absent

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000  # milliseconds; a busy machine takes its time
DRAWING = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")  # WebGL without a GPU


def chromium_path() -> str:
    """Where a Chromium lies; without one the test is skipped, or fails where CI promises it."""
    found = os.environ.get("SILIAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        absent("Chromium")
    assert found is not None
    return found


@contextmanager
def chromium(*, drawing: bool = False) -> Iterator[Any]:
    """A running browser; with `drawing`, one that has WebGL, in software."""
    path = chromium_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=[*QUIET, *(DRAWING if drawing else ("--disable-gpu",))]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Any, path: Path, *, width: int = 1440, height: int = 900, dark: bool = False) -> Iterator[Any]:
    """A page opened from a file. Leaving it fails if the page asked for anything, complained, or opened a dialog."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    trouble: list[str] = []
    page.on(
        "request", lambda request: None if request.url == path.as_uri() else trouble.append(f"asked for {request.url}")
    )
    page.on("console", lambda message: trouble.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    try:
        page.goto(path.as_uri())
        yield page
    finally:
        context.close()

    assert trouble == []


@contextmanager
def visited(
    browser: Any,
    server: str,
    path: str,
    *,
    width: int = 1440,
    height: int = 900,
    dark: bool = False,
    refused: int | None = None,
) -> Iterator[Any]:
    """A page of a server, shown. Leaving it fails if the page asked anyone else for anything, complained, or opened a dialog.

    `refused` is a status with which the server is to refuse something: browsers complain of that by themselves.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="zh-CN"
    )
    page = context.new_page()
    trouble: list[str] = []
    ours = (server, "blob:", "data:")
    expected = f"the server responded with a status of {refused}"
    page.on("request", lambda request: None if request.url.startswith(ours) else trouble.append(f"asked {request.url}"))
    page.on(
        "console",
        lambda message: (
            trouble.append(f"console: {message.text}")
            if message.type == "error" and expected not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    try:
        page.goto(server + path)
        page.locator('#app[data-shown^="/"]').wait_for()
        yield page
    finally:
        context.close()

    assert trouble == []


def comes_to(locator: Any, *, count: int | None = None, text: str | None = None, holds: str | None = None) -> None:
    """Wait until a locator finds so many elements, reads so, or holds such words; fail if it never does."""
    from playwright.sync_api import expect

    if count is not None:
        expect(locator).to_have_count(count, timeout=PATIENCE)
    if text is not None:
        expect(locator).to_have_text(text, timeout=PATIENCE)
    if holds is not None:
        expect(locator).to_contain_text(holds, timeout=PATIENCE)
