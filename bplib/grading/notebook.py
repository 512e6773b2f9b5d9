"""What a learner handed in, as cells of text: notebooks of any version, and Python files. No code is run or parsed.

`read_cells` raises `MalformedError` with a reason that can be told to the learner.
"""

import io
import itertools
import json
import logging
import re
import tokenize
import warnings

import nbformat

from ..checks.catalog import LESSONS

__all__ = [
    "CHECK", "LARGEST_FILE", "MalformedError", "cell_of", "fingerprint_text", "lesson_of_name", "lessons_of",
    "read_cells",
]  # fmt: skip

LARGEST_FILE = 20_000_000
LARGEST_CODE = 2_000_000
MOST_CELLS = 5_000
CHECK = re.compile(r"\bcheck\(\s*[\"'](\w+)[\"']")
CANONICAL = re.compile(r"(?:^|.*[_\- ])(\d\d)_[a-z_]+")
LESSON_OF = {exercise_id: lesson for lesson, ids in LESSONS.items() for exercise_id in ids}
logging.getLogger("nbformat").addHandler(logging.NullHandler())


class MalformedError(ValueError):
    """A file that cannot be read as what it says it is; the text says why, and what to do."""


def read_cells(name: str, data: bytes) -> list[dict]:
    """The cells of a file: each has `name`, `source`, `ids` and `code`, whether it is a cell with code.

    Raises MalformedError.
    """
    if len(data) > LARGEST_FILE:
        raise MalformedError(
            f"It has more than {LARGEST_FILE // 1_000_000} MB. Clear its outputs and hand it in again."
        )
    if not data.strip():
        raise MalformedError("It is empty.")
    cells = _cells_of_python(data) if name.endswith(".py") else _cells_of_notebook(data)
    if sum(len(cell["source"]) for cell in cells) > LARGEST_CODE or len(cells) > MOST_CELLS:
        raise MalformedError("It has more than 2 MB of text in its cells, or more than 5,000 cells.")
    return cells


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MalformedError("It is no text in UTF-8, as notebooks are. Was it changed by another program?")


def _cells_of_notebook(data: bytes) -> list[dict]:
    text = _text(data)
    if re.search(r"^<{7} |^>{7} ", text, re.M):
        raise MalformedError("It has the marks of a merge in it (<<<<<<<). Resolve them and hand it in again.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = f" ({error})"[:200] if isinstance(error, json.JSONDecodeError) else ""
        raise MalformedError(f"It is no notebook: its JSON cannot be read{reason}. Was it cut off?") from error
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise MalformedError("It is no notebook: it has no nbformat.")
    if content["nbformat"] != 4:
        content = _converted(content)
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise MalformedError("It is no notebook: it has no list of cells.")
    return [cell_of(i, cell) for i, cell in enumerate(cells, 1) if isinstance(cell, dict)]


def _converted(content: dict) -> dict:
    """An older notebook as one of version 4, by nbformat's own converter."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            old = nbformat.reader.reads(json.dumps(content))
            return nbformat.convert(old, 4)
    except Exception as error:
        version = str(content["nbformat"])[:20]
        raise MalformedError(f"It is a notebook of version {version}, which cannot be read as one.") from error


def cell_of(number: int, cell: dict) -> dict:
    """A cell of a notebook as `read_cells` gives it, whatever is in it."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    ids = [cell.get("id"), marks.get("grade_id") if isinstance(marks, dict) else None]
    return {
        "name": f"<cell {number}>",
        "source": source if isinstance(source, str) else "",
        "ids": [id for id in ids if isinstance(id, str)],
        "code": cell.get("cell_type") == "code",
    }


def _cells_of_python(data: bytes) -> list[dict]:
    """The parts between lines that begin with `# %%`, or the whole file."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise MalformedError("It is no Python file: it cannot be read as text.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [0, *(match.start() for match in re.finditer(r"^# ?%%", text, re.M) if match.start()), len(text)]
    parts = [text[start:end] for start, end in itertools.pairwise(starts)]
    return [{"name": f"<part {i}>", "source": part, "ids": [], "code": True} for i, part in enumerate(parts, 1)]


def lesson_of_name(name: str) -> int | None:
    """The lesson that a file's name speaks of, as 08_backpropagation_by_hand.ipynb does."""
    match = CANONICAL.fullmatch(name.rpartition("/")[2].rpartition(".")[0])
    return int(match[1]) if match and int(match[1]) in LESSONS else None


def lessons_of(name: str, cells: list[dict]) -> set[int]:
    """The lessons whose exercises a file has: by its name and the marks in it, or else by its functions' names."""
    named = {lesson_of_name(name)} - {None}
    marks = {id for cell in cells for id in [*cell["ids"], *CHECK.findall(cell["source"])]}
    marked = {LESSON_OF[id] for id in marks if id in LESSON_OF}
    if named or marked:
        return named | marked
    text = "\n".join(cell["source"] for cell in cells)
    functions = re.findall(r"^(?:async +)?(?:def|class) +(\w+)|^(\w+) *(?::.*)?=", text, re.M)
    return {LESSON_OF[name] for pair in functions for name in pair if name in LESSON_OF}


def fingerprint_text(cells: list[dict]) -> str:
    """The code without spaces and comments, by which equal submissions are noticed."""
    code = "\n".join(cell["source"] for cell in cells if cell["code"] and not CHECK.search(cell["source"]))
    return re.sub(r"\s+", "", re.sub(r"#.*", "", code))
