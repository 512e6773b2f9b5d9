"""JupyterLab as a learner gets it: a fresh copy of the repository, the README's command, and Chromium looking at it."""

import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from browser.lab import Lab
from browser.learner import at_the_lesson
from tools.browser import ADVICE, find_browser
from tools.environment import base_python

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Course:
    """A running course: its address, its token, its folder."""

    url: str
    token: str
    folder: Path


def copy_repository(target):
    """Copy what git would hand to someone else, or without git all but what course.py made."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".venv", "__pycache__", ".git"), dirs_exist_ok=True)
        return
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class CourseProcess:
    """`python3 course.py --no-browser --port N` in a folder, with Jupyter settings of its own."""

    def __init__(self, folder, settings):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        variables = os.environ | {name: str(settings / name.lower()) for name in names}
        command = [base_python(), "course.py", "--no-browser", "--port", str(self.port)]
        self.log = settings / f"log-{secrets.token_hex(4)}.txt"
        self.started = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=variables, stdout=log, stderr=log)

    def wait_for_answer(self, timeout):
        """The seconds from the call to the server's first answer."""
        while time.monotonic() - self.started < timeout:
            assert self.process.poll() is None, self.output()
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", "/api")
                connection.getresponse().read()
                return time.monotonic() - self.started
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError(f"No answer after {timeout} s:\n{self.output()}")

    def address(self):
        """The address and token in the line that course.py prints."""
        for _ in range(200):
            line = re.search(r"(http://127\.0\.0\.1:\d+)/lab/\S+\?token=(\w+)", self.output())
            if line:
                return line.groups()
            time.sleep(0.05)
        raise AssertionError(f"No address was printed:\n{self.output()}")

    def output(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self):
        self.process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
        self.process.wait(30)


@pytest.fixture(scope="session")
def course_server(tmp_path_factory, say_at_the_end):
    """The course in a fresh environment, started, stopped and started again."""
    folder, settings = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("settings")
    copy_repository(folder)
    first = CourseProcess(folder, settings)
    try:
        say_at_the_end(f"first start, downloads included: {first.wait_for_answer(900):.1f} s")
    finally:
        first.stop()
    assert "Traceback" not in first.output()
    second = CourseProcess(folder, settings)
    try:
        say_at_the_end(f"second start: {second.wait_for_answer(60):.1f} s")
        yield Course(*second.address(), folder)
    finally:
        second.stop()


@pytest.fixture(scope="module")
def browser():
    """Chromium. Of each module, because Playwright's event loop is in the way of other tests while it runs."""
    program = find_browser()
    if program is None:
        pytest.fail(ADVICE)
    flags = CHROMIUM_FLAGS + (["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def new_lab(browser, course_server):
    """Makes JupyterLabs, each in a browser without history, with everything that went wrong in it collected."""
    contexts = []

    def make(width=1280, height=900):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}))
        return Lab(contexts[-1].new_page(), course_server)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def lab(new_lab):
    """JupyterLab in a page of its own."""
    lab = new_lab()
    yield lab
    lab.page.context.close()


@pytest.fixture
def learner(lab, course_server):
    """At a lesson with every kind of activity, nothing answered yet."""
    yield at_the_lesson(lab, course_server.folder)
    if folder := os.environ.get("BPLIB_SCREENSHOTS"):
        lab.save_screenshots(folder, f"kit-{os.environ['PYTEST_CURRENT_TEST'].split('::')[1].split()[0]}")
    assert lab.problems() == []
