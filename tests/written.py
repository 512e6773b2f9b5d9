"""What stands in a lesson's files: the words of its activities, its cells, what they have printed, and the numbers."""

import re
import tomllib
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
NUMBER = r"[−-]?\d+(?:\.\d+)?"


def read_lesson(name):
    """The words of its activities, its cells by id as they are stored, and what gives the text a cell has printed."""
    words = tomllib.loads((NOTEBOOKS / f"{name}.toml").read_text(encoding="utf-8"))
    cells = {cell.id: cell for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells}
    return words, cells, lambda id: "".join(output.get("text", "") for output in cells[id].outputs)


def number(text):
    """The number that a text writes, with a minus sign or a hyphen, and perhaps commas between thousands."""
    return float(text.replace("−", "-").replace(",", ""))


def numbers(text):
    return [number(found) for found in re.findall(NUMBER, text)]
