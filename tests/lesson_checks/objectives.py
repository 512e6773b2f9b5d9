"""The objectives: what can be measured, and what a learner does for each of them."""

import re

from bplib.checks import EXERCISES
from tools.lessons import Lesson, calls, note, text_of

OBJECTIVE = re.compile(r"^- \*\*(O\d)\*\* (.*?)[;.,]?$", re.M)
MEASURABLE = """
    add apply argue arrange audit balance build calculate change check choose classify code combine compare
    compute convert correct count debug decide define derive describe design detect determine diagnose
    distinguish draw estimate evaluate explain express fill find fix give identify implement initialize
    interpret invent judge justify label list locate match measure multiply name order plan plot predict prove
    rank read recognize record repair report rescue rewrite run say select set show simplify sketch solve sort
    state steer step sum tell test trace train translate unroll use verify write
"""


def objectives(lesson):
    """Three to five, each with a measurable verb first; the same in the words, and one line each in the summary."""
    told = OBJECTIVE.findall(text_of(lesson.part("bp-objectives")))
    ids = [id for id, _ in told]
    problems = [] if 3 <= len(told) <= 5 else [f"there are {len(told)} objectives, not 3 to 5"]
    if ids != [f"O{i}" for i in range(1, len(told) + 1)]:
        problems.append(f"the objectives are called {ids}")
    for id, text in told:
        if not text or text.split()[0].lower() not in MEASURABLE.split():
            problems.append(f"{id} does not begin with a verb that can be measured: {text}")
    if lesson.words.get("objectives") != dict(told):
        problems.append("the words beside the notebook have other objectives")
    summary = [id for id, _ in OBJECTIVE.findall(text_of(lesson.part("bp-summary")))]
    if summary != ids:
        problems.append(f"the summary has a line for {summary}, not for {ids}")
    return problems


def activities(lesson):
    """Each is asked for in one cell, predictions are revealed later, and each objective is served by one at least."""
    asked = [(kind, id) for cell in lesson.cells for kind, id in calls(cell) if kind not in ("progress", "course")]
    revealed = [id for kind, id in asked if kind == "reveal"]
    others = [id for kind, id in asked if kind != "reveal"]
    words = lesson.activities()
    problems = [f"{id} is asked for, but has no words" for id in others if id not in words]
    problems += [f"{id} has words, but is asked for {others.count(id)} times" for id in words if others.count(id) != 1]
    for id in [id for kind, id in asked if kind == "predict"]:
        if revealed.count(id) != 1 or asked.index(("reveal", id)) < asked.index(("predict", id)):
            problems.append(f"the prediction {id} is not revealed after it was made")
    exercises = {id: o for cell in lesson.part("bp-exercises") for id, o in note(cell, "exercises", {}).items()}
    text = text_of(lesson.part("bp-exercises"))
    for id in exercises:
        if id not in EXERCISES or id not in text:
            problems.append(f"the exercise {id} is none, or bp-exercises does not name it")
    served = " ".join(one.get("objective", "") for one in words.values()).split() + list(exercises.values())
    return problems + [f"no activity serves {id}" for id in lesson.words.get("objectives", {}) if id not in served]


def recalls(lesson):
    """What an activity or exercise recalls is an objective of an earlier lesson, as far as that lesson exists."""
    problems = []
    for id, recalled in lesson.recalls().items():
        for number, objective in recalled:
            paths = list(lesson.path.parent.glob(f"{number}_*.ipynb"))
            known = [objective in Lesson.read(path).words.get("objectives", {}) for path in paths]
            if number >= lesson.number or not all(known):
                problems.append(f"{id} recalls {number} {objective}, which is no objective of an earlier lesson")
    return problems
