"""See to it that a browser is there for the tests, and say which. Run by `make test`; the tests import `find`.

In this order: an installed Chromium or Chrome; Playwright's own download; the distribution's package, where this
process may install it. Where none of these works, what to install is said, and `make test` fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find() -> str | None:
    """The path of a browser: CHROMIUM's, one on PATH, or the one that Playwright has downloaded."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if named:
        return named
    if MAC.exists():
        return str(MAC)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> str | None:
    """Download or install one; what was tried is said as it is tried."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for command in attempts:
        print(f"No browser yet: {' '.join(command[-3:])} …", flush=True)
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=900)
        if done.returncode:
            print(f"  that did not work: {(done.stderr or done.stdout).strip().splitlines()[-1:]}", flush=True)
        if browser := find():
            return browser
    return None


if __name__ == "__main__":
    browser = find() or install()
    if browser is None:
        sys.exit("The tests need a browser: install Chromium or Chrome, or name one in CHROMIUM, then run this again.")
    print(f"Browser: {browser}")
