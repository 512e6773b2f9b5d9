"""How tests are shared out to workers; what they measured without judging it; what a live figure sends to its page."""

import pytest
from xdist.scheduler import LoadFileScheduling

LINES = []


@pytest.fixture(scope="session")
def say_at_the_end():
    """Takes lines for the end of pytest's report."""
    return LINES.append


@pytest.fixture
def sent(monkeypatch):
    """Every message of a live figure to the page: the frame and its buffers."""
    from bplib.live import figure

    messages = []
    monkeypatch.setattr(figure.LivePicture, "send", lambda self, content, buffers: messages.append((content, buffers)))
    monkeypatch.setattr(figure.LivePicture, "_last_look", ("light", 2))
    return messages


class Sharing(LoadFileScheduling):
    """A worker takes a whole file, a notebook too; one of them all browser tests, which share one JupyterLab."""

    def _split_scope(self, nodeid):
        return "tests/browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return Sharing(config, log)


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["lines"] = LINES


def pytest_testnodedown(node):
    LINES.extend(getattr(node, "workeroutput", {}).get("lines", []))


def pytest_terminal_summary(terminalreporter):
    for line in LINES:
        terminalreporter.write_line(line)
