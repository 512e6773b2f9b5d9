"""Finds Chromium, or a browser made from it, for the browser tests."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "{HOME}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Chromium/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
)
ADVICE = (
    "the browser tests need Chromium or Chrome: install it (Debian and Ubuntu: sudo apt install chromium),"
    " or set BPLIB_BROWSER to the path of its program."
)


def find_browser():
    """The path of the browser's program, or None. BPLIB_BROWSER goes before PATH and the usual places."""
    chosen = os.environ.get("BPLIB_BROWSER")
    if chosen:
        return shutil.which(chosen)
    for name in NAMES:
        if shutil.which(name):
            return shutil.which(name)
    places = [place.format_map(Variables()) for place in PLACES]
    return next((place for place in places if Path(place).is_file()), None)


class Variables(dict):
    """The environment variables, for `str.format_map`; one that is not set makes a path that does not exist."""

    def __missing__(self, name):
        return os.environ.get(name, "/nowhere")


def install_browser():
    """Install Debian's Chromium; for machines that exist for the tests only."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Chromium from Debian's packages ...", flush=True)
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([*prefix, "apt-get", "--quiet", "--quiet", *arguments], env=environment, check=False)
