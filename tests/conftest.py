"""What tests measured without judging it, for the end of pytest's report; and what a live figure sends to its page."""

import pytest

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


def pytest_terminal_summary(terminalreporter):
    for line in LINES:
        terminalreporter.write_line(line)
