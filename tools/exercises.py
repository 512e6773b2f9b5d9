"""Makes what learners fill in, exercises/NN_topic.ipynb, from its filled twin in exercises/solutions/, by nbgrader.

An author writes plain cells; `mark` gives them their ids and nbgrader's metadata: a cell with BEGIN SOLUTION is what
the learner fills in, a cell with `bp.check("id", …)` is graded with the points of that exercise, all others are locked.
`tools/notebooks.py`, which `course.py notebooks` runs, is what to read next.
"""

import re

import nbformat
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from nbgrader.utils import compute_checksum
from traitlets.config import Config

from bplib.checks import EXERCISES

STUB = 'raise NotImplementedError("Write your code here, in place of this line.")'
CONFIG = Config(ClearSolutions={"code_stub": {"python": STUB}, "enforce_metadata": True})
STEPS = (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums)  # as nbgrader's release has them
CHECK = re.compile(r"^bp\.check\(\"(\w+)\", \1\)$", re.M)
FUNCTION = re.compile(r"^(?:def|class) (\w+).*### BEGIN SOLUTION", re.M | re.S)


def mark(notebook):
    """Give each cell of a solution notebook its id and nbgrader's metadata, by what is in it."""
    for i, cell in enumerate(notebook.cells):
        after = notebook.cells[i + 1].source if i + 1 < len(notebook.cells) else ""
        if check := CHECK.search(cell.source):
            cell.id, role = f"check_{check[1]}", {"grade": True, "locked": True, "points": EXERCISES[check[1]].points}
        elif function := FUNCTION.search(cell.source):
            cell.id, role = function[1], {"solution": True, "locked": False}
        else:
            role = {"locked": True}
            if function := cell.cell_type == "markdown" and FUNCTION.search(after):
                cell.id = f"about_{function[1]}"
        base = {"grade": False, "grade_id": cell.id, "schema_version": 3, "solution": False, "task": False}
        cell.metadata["nbgrader"] = nbformat.from_dict(base | role)
    return notebook


def release(notebook):
    """What learners get of a marked solution notebook: stubs in place of the solutions, and no outputs."""
    notebook, resources = nbformat.from_dict(notebook), {}
    for step in STEPS:
        notebook, resources = step(config=CONFIG).preprocess(notebook, resources)
    return notebook


def is_untouched(text):
    """Whether every cell is still as it was released, so that nobody's work is lost when the file is made anew."""
    try:
        cells = nbformat.reads(text, as_version=4).cells
    except Exception:  # cut off, or with the marks of a merge
        return False
    marks = [cell.metadata.get("nbgrader") for cell in cells]
    return all(marks) and all(
        mark.get("checksum") == compute_checksum(cell) for mark, cell in zip(marks, cells, strict=True)
    )
