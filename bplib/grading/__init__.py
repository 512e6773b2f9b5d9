"""Grade a class: read what was handed in, run it where it can do no harm, judge it here, and say so.

`python3 course.py grade` is `command.py`. In the order of what happens: who handed in what (`submissions.py`,
`archives.py`, `rosters.py`), as cells of text (`notebook.py`); a class (`a_class.py`), one student (`students.py`), one
exercise (`judging.py`); the sandbox from this side (`sandbox.py`, `wire.py`); results (`results.py`), with points given
by hand (`by_hand.py`), as tables (`tables.py`) and pages (`pages.py`).

In another process, without anything of the above: the fork server (`server.py`, `processes.py`), its workers
(`worker.py`, `confinement.py`, `stand_in.py`), and which of a learner's statements are run (`program.py`, `cells.py`).
"""

from .a_class import ClassRun, grade_class
from .judging import Grader
from .results import SCHEMA, VERDICTS, read_result, validate
from .rosters import read_roster
from .sandbox import Limits, Sandbox, SandboxError, level_of
from .students import grade_submission
from .submissions import Submission, find_submissions

__all__ = [
    "SCHEMA", "VERDICTS", "ClassRun", "Grader", "Limits", "Sandbox", "SandboxError", "Submission", "find_submissions",
    "grade_class", "grade_submission", "level_of", "read_result", "read_roster", "validate",
]  # fmt: skip
