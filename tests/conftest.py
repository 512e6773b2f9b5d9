"""What tests measured without judging it, for the end of pytest's report."""

import pytest

LINES = []


@pytest.fixture(scope="session")
def say_at_the_end():
    """Takes lines for the end of pytest's report."""
    return LINES.append


def pytest_terminal_summary(terminalreporter):
    for line in LINES:
        terminalreporter.write_line(line)
