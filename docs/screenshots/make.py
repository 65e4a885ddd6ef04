"""Take the README's screenshots from the running app: `marketplace demo`, then `python docs/screenshots/make.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser import find  # noqa: E402

SHOTS = {
    "home": "/",
    "catalogue": "/catalogue",
    "product": "/product?id=P0001",
    "search": "/search?q=something+for+a+friend+who+is+always+cold",
    "graph": "/graph",
}
STANDS = """() => { const app = document.querySelector('[data-testid="stApp"]');
  return app && app.getAttribute('data-test-script-state') !== 'running'
    && !document.querySelector('[data-testid="stSkeleton"]')
    && document.querySelector('[data-testid="stMain"]').innerText.trim().length > 0 }"""


def settle(page: Page) -> None:
    """Until the script has ended and the page has been still for two seconds."""
    page.wait_for_function(STANDS, timeout=90_000)
    page.wait_for_timeout(2000)
    page.wait_for_function(STANDS, timeout=90_000)


def main(url: str = "http://127.0.0.1:8501") -> None:
    """Visit each page at a laptop's width, and keep what stands above the fold."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        for name, path in SHOTS.items():
            page.goto(url.rstrip("/") + path)
            settle(page)
            page.screenshot(path=Path(__file__).with_name(f"{name}.jpg"), type="jpeg", quality=85)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
