"""A lesson as its files: the cells with their tags, and the words of its activities."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

CALL = re.compile(r'(?<![.\w])lesson\.(\w+)\(\s*(?:"([^"]+)")?')


@dataclass
class Lesson:
    """One notebook, and what stands in the file of the same name that ends in .toml."""

    path: Path
    notebook: nbformat.NotebookNode
    words: dict = field(default_factory=dict)

    @classmethod
    def read(cls, path):
        words = path.with_suffix(".toml")
        content = tomllib.loads(words.read_text(encoding="utf-8")) if words.is_file() else {}
        return cls(path, nbformat.read(path, as_version=4), content)

    @property
    def number(self):
        return self.path.stem.split("_")[0]

    @property
    def cells(self):
        return self.notebook.cells

    @property
    def metadata(self):
        return self.notebook.metadata.get("bplib", {})

    def kind(self, cell_type):
        return [cell for cell in self.cells if cell.cell_type == cell_type]

    def part(self, *tags):
        return [cell for cell in self.cells if tag(cell) in tags]

    def activities(self):
        """The words of its activities by their ids."""
        return {id: words for id, words in self.words.items() if id != "objectives"}

    def recalls(self):
        """The objectives of earlier lessons, such as ("08", "O3"), that each activity or exercise recalls."""
        found = {}
        for id, words in self.activities().items():
            asked = [words, *words.get("questions", [])]
            if "repeats" in words:
                asked += self.repeated(words["repeats"]).values()
            found[id] = [pair for one in asked for pair in pairs(one.get("recalls", ""))]
        for cell in self.cells:
            found |= {f"exercise {id}": pairs(text) for id, text in note(cell, "recalls", {}).items()}
        return {id: objectives for id, objectives in found.items() if objectives}

    def repeated(self, repeats):
        """The statements of another lesson that an activity asks for again."""
        other, _, id = repeats.partition(" ")
        words = self.path.with_name(f"{other}.toml")
        return tomllib.loads(words.read_text(encoding="utf-8"))[id]["statements"] if words.is_file() else {}


def tag(cell):
    """The part of the blueprint that the cell belongs to."""
    return (cell.metadata.get("tags") or [""])[0]


def pairs(recalls):
    """Lesson and objective, as often as they stand in a text such as "08 O3 09 O1"."""
    return re.findall(r"(\d\d) (O\d)", recalls)


def calls(cell):
    """The activities that a code cell asks for: pairs of their kind and their id."""
    return CALL.findall(cell.source) if cell.cell_type == "code" else []


def note(cell, name, otherwise=None):
    """What the cell's metadata say under this name."""
    return cell.metadata.get("bplib", {}).get(name, otherwise)


def text_of(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
