"""The whole repository, notebooks included, is formatted alike and free of what the linter finds."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check", "--diff"]], ids=["lint", "format"])
def test_the_repository_is_clean(arguments):
    command = [sys.executable, "-m", "ruff", *arguments, "."]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_notebooks_are_looked_at_too():
    command = [sys.executable, "-m", "ruff", "check", "--show-files", "."]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "00_start_here.ipynb" in answer.stdout


def test_no_file_of_python_is_longer_than_300_lines():
    folders = [ROOT / name for name in ("bplib", "tools", "tests")]
    files = [ROOT / "course.py", *(path for folder in folders for path in folder.rglob("*.py"))]
    long = {path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 300}
    assert not long
