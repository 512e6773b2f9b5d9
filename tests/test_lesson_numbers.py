"""The calculations in the lessons' texts are worked out again."""

import tomllib
from pathlib import Path

import nbformat
import pytest

from arithmetic import calculations, strings

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))


def texts(lesson):
    """Every text of the lesson: its cells and the words of its activities."""
    yield from (cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "markdown")
    words = lesson.with_suffix(".toml")
    yield from strings(tomllib.loads(words.read_text(encoding="utf-8"))) if words.is_file() else ()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_calculation_in_the_texts_is_right(lesson):
    assert [equation for text in texts(lesson) for equation, is_right in calculations(text) if not is_right] == []


def test_the_calculations_of_lesson_08_are_found():
    [lesson] = NOTEBOOKS.glob("08_*.ipynb")
    assert sum(len(calculations(text)) for text in texts(lesson)) >= 30


@pytest.mark.parametrize(
    ("text", "equation", "is_right"),
    [
        (r"$$z_o = 2\cdot 0.7311 - 1\cdot 0.3775 - 0.5 = 0.5846$$", "2* 0.7311 - 1* 0.3775 - 0.5 = 0.5846", True),
        (r"$$z_o = 2\cdot 0.7311 - 1\cdot 0.3775 - 0.5 = 0.5856$$", "2* 0.7311 - 1* 0.3775 - 0.5 = 0.5856", False),
        ("δ of h₁ = −0.1419 · (−2) · 0.5 = 0.1419", "-0.1419 * (-2) * 0.5 = 0.1419", True),
        ("δ of h₁ = −0.1419 · 2 · 0.5 = 0.1419", "-0.1419 * 2 * 0.5 = 0.1419", False),
        ("½ · (0.4 − 1)² = 0.18", "0.5* (0.4 - 1)**2 = 0.18", True),
        (r"$\sigma(1) = 0.7301$", "sigma(1) = 0.7301", False),
        ("(2 − 1) / (2 + 1) = 1/3", "(2 - 1) / (2 + 1) = 1/3", True),
        ("(2 − 1) / (2 + 1) = 2/3", "(2 - 1) / (2 + 1) = 2/3", False),
    ],
)
def test_a_calculation_is_read_and_judged(text, equation, is_right):
    assert calculations(text) == [(equation, is_right)]
