"""Take the pictures of the docs anew: each view of the founding notice in Chromium, with the network cut, and the pages of the explorer → docs/images/NAME.png.

    python tools/take_pictures.py [--only chains]

Wants Chromium (or $SILIAN_CHROMIUM), a Chinese font, and Pillow, which brings the pictures to 256 colours: each stays under 300 kB.
"""

import argparse
import io
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from silian_kg.building import extract_file
from silian_kg.graph.store import Store
from silian_kg.views import VIEWS, page
from silian_kg.web.server import running
from silian_kg.web.settings import Settings

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
NOTICES = ROOT / "corpus" / "notices"
COLOURS = 256
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DRAWING = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")  # WebGL without a GPU
QUIET = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET += ("--disable-component-update", "--disable-sync")


def of_chains(tab: Any) -> None:
    """How 人才链 works on 产业链."""
    tab.get_by_label("人才链 → 产业链").first.focus()
    tab.keyboard.press("Enter")


def of_matrix(tab: Any) -> None:
    """专技处 and 集成电路."""
    tab.get_by_label("专技处 × 集成电路").first.click()


def of_network(tab: Any) -> None:
    """What 职业能力处 answers for."""
    place = tab.evaluate("silian.model.nodes.findIndex(node => node.label === '职业能力处')")
    spot = tab.evaluate(
        """place => { const box = document.getElementById('canvas').getBoundingClientRect();
           const at = silianNetwork.network.canvasToDOM(silianNetwork.network.getPosition(place));
           return [box.x + at.x, box.y + at.y]; }""",
        place,
    )
    tab.mouse.click(*spot)


def of_notice(tab: Any) -> None:
    """Measure 11, with all that it says."""
    tab.locator(".outline a", has_text="支持战略性新兴产业").click()


def of_explorer_overview(tab: Any) -> None:
    """The overview as it opens."""


def of_explorer_matrix(tab: Any) -> None:
    """What joins 专技处 and the first of its fields."""
    tab.locator('.matrix td button[aria-label^="专技处 × "]').first.click()


def of_explorer_network(tab: Any) -> None:
    """The things around 专技处."""
    tab.locator(".picker input").first.fill("专技处")
    tab.locator(".picker [role=option]").first.click()
    tab.wait_for_timeout(1500)


def of_explorer_query(tab: Any) -> None:
    """The query that the editor begins with, its answer as a network."""
    tab.locator(".query-page .strong").click()
    tab.locator("#view-graph").click(timeout=60_000)
    tab.wait_for_timeout(1500)


PAGES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "explorer-overview": ("/", of_explorer_overview),
    "explorer-matrix": ("/matrix", of_explorer_matrix),
    "explorer-network": ("/network", of_explorer_network),
    "explorer-query": ("/query", of_explorer_query),
}
SCENES: dict[str, Callable[[Any], None]] = {
    "chains": of_chains,
    "matrix": of_matrix,
    "network": of_network,
    "notice": of_notice,
}


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="Take the pictures of the docs anew.")
    parser.add_argument("--only", choices=sorted([*SCENES, *PAGES]))
    only = parser.parse_args().only
    store = Store.memory()
    store.add_all(extract_file(path) for path in sorted(NOTICES.glob("*.txt")))
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=[*QUIET, *DRAWING])
        for name in sorted(VIEWS):
            if only not in (None, name):
                continue
            file = Path(folder) / f"{name}.html"
            file.write_text(page(name, store), encoding="utf-8")
            take(browser, file.as_uri(), SCENES[name], IMAGES / f"{name}.png")
        if only in (None, *PAGES):
            take_explorer(browser, Path(folder) / "store", only)
        browser.close()


def take_explorer(browser: Any, store: Path, only: str | None) -> None:
    """The pages of an explorer of the founding notice."""
    with Store.open(store) as opened:
        opened.add_all(extract_file(path) for path in sorted(NOTICES.glob("*.txt")))
    with running(Settings(store, port=0)) as url:
        while '"ready"' not in httpx.get(f"{url.rstrip('/')}/status.json", trust_env=False).text:
            time.sleep(0.1)
        for name, (path, scene) in PAGES.items():
            if only in (None, name):
                take(browser, url.rstrip("/") + path, scene, IMAGES / f"{name}.png")


def take(browser: Any, address: str, scene: Callable[[Any], None], picture: Path) -> None:
    """Open a page, do what its scene says, and keep what is seen."""
    from PIL import Image

    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, offline=address.startswith("file:"), reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(address)
    if address.startswith("http"):
        tab.locator('#app[data-shown^="/"]').wait_for()
    tab.wait_for_timeout(500)
    scene(tab)
    tab.mouse.move(30, 780, steps=4)  # off whatever shows a tip under the mouse
    tab.wait_for_timeout(800)
    seen = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    seen.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE).save(picture, optimize=True)
    context.close()
    sys.stdout.write(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB\n")


def chromium() -> str:
    """Where a Chromium lies."""
    found = os.environ.get("SILIAN_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("no Chromium here; install it or name it in $SILIAN_CHROMIUM")
    return found


if __name__ == "__main__":
    main()
