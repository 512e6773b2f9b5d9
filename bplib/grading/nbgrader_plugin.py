"""nbgrader's autograde with this engine in place of a kernel, by one line in `nbgrader_config.py`:

    c.Autograde.autograde_preprocessors = ["bplib.grading.nbgrader_plugin.GradeInSandbox"]

Each `bp.check` cell gets the checker's words and its points as outputs, where nbgrader looks for them; then follows
what nbgrader itself does after it has executed a notebook. So gradebook, feedback and export work as ever.
"""

from dataclasses import asdict
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat.v4 import new_output
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    SaveAutoGrades,
)
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Unicode

from ..checks import EXERCISES, Report
from .a_class import own_secret
from .notebook import CHECK, cell_of
from .results import private_key, private_seed
from .sandbox import Limits
from .students import grader_for

__all__ = ["GradeInSandbox"]

AFTERWARDS = (
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
)
UNKNOWN = (
    "The cell {0!r} is graded and has no bp.check of an exercise that bplib knows, so this plug-in cannot grade it: "
    "grade this notebook with nbgrader's own autograde."
)
UNTRUSTED = (
    "This system cannot keep students' code apart from your files; docs/grading.md says what is missing. If the "
    "students are trusted, say so in nbgrader_config.py: c.GradeInSandbox.students_are_trusted = True"
)

# The style of nbgrader's pages takes the triangle away by which one sees that there is something to unfold.
FOLD = '<summary style="display: list-item; cursor: pointer"'


class GradeInSandbox(NbGraderPreprocessor):
    """Grades the exercises of a notebook in the sandbox. Where a grade cannot be made it raises ValueError, no 0."""

    secret_file = Unicode("", help="What the test inputs come from; secret.key beside the gradebook if empty.").tag(
        config=True
    )
    students_are_trusted = Bool(False, help="Grade even where this system cannot confine their code.").tag(config=True)

    def preprocess(self, nb, resources):
        """Fill in the outputs of the check cells, and do what nbgrader does then."""
        about = resources["nbgrader"]
        folder = Path(about["db_url"].removeprefix("sqlite:///")).parent if "sqlite" in about["db_url"] else Path.cwd()
        secret = Path(self.secret_file).read_bytes().strip() if self.secret_file else own_secret(folder)
        grader = grader_for({"hidden": [str(folder.resolve())], "limits": asdict(Limits()), "without": []})
        if grader.isolation == "other" and not self.students_are_trusted:
            raise ValueError(UNTRUSTED)
        key = private_key(secret, about["student"])
        cells = [cell_of(i, cell) for i, cell in enumerate(nb.cells, 1)]
        for cell in nb.cells:
            if is_grade(cell) and not is_solution(cell) and cell.cell_type == "code":
                exercise = EXERCISES[self._exercise_of(cell)]
                report = grader.grade_exercise(exercise.id, cells, private_seed(key, exercise.lesson, exercise.id))
                cell.outputs = _outputs(report, float(cell.metadata.nbgrader.points))
        for step in AFTERWARDS:
            nb, resources = step(parent=self)(nb, resources)
        return nb, resources

    @staticmethod
    def _exercise_of(cell) -> str:
        names = [name for name in CHECK.findall(cell.source) if name in EXERCISES]
        if len(names) != 1:
            raise ValueError(UNKNOWN.format(cell.metadata.nbgrader.grade_id))
        return names[0]


def _outputs(report: Report, max_points: float) -> list:
    """What the check says, and the points as the cell's result, where nbgrader looks for partial credit."""
    page = report._repr_html_().replace("<summary", FOLD)
    words = {"text/html": page, "text/plain": str(report.message)}
    points = {"text/plain": repr(round(max_points * report.points / report.max_points, 2))}
    return [new_output("display_data", words), new_output("execute_result", points, execution_count=None)]
