"""The parts of a lesson, in their order, and what each must hold; the minutes, and how many of them are doing."""

import re
from itertools import groupby, pairwise

from tools.lessons import calls, note, tag, text_of

PARTS = (
    "bp-title",
    "bp-objectives",
    "bp-setup",
    "bp-recall",
    "bp-hook",
    "bp-predict",
    "bp-widget",
    "bp-reveal",
    "bp-reason",
    "bp-explanation",
    "bp-symbols",
    "bp-worked-example",
    "bp-faded",
    "bp-order",
    "bp-exercises",
    "bp-gradient-check",
    "bp-cards",
    "bp-justify",
    "bp-exit",
    "bp-summary",
    "bp-next",
    "bp-instructor",
)
ACTIVITIES = {  # part → kind of activity, how many at least, and how many questions each has
    "bp-recall": ("recall", 1, 3),
    "bp-predict": ("predict", 1, 0),
    "bp-reveal": ("reveal", 1, 0),
    "bp-reason": ("choose", 1, 0),
    "bp-faded": ("fill_in", 2, 0),
    "bp-order": ("order", 1, 0),
    "bp-cards": ("card", 2, 0),
    "bp-justify": ("explain", 1, 0),
    "bp-exit": ("exit_questions", 1, 2),
    "bp-next": ("progress", 1, 0),
}
CODE = {  # part → what one of its code cells must contain
    "bp-setup": r"lesson = bp\.lesson\.Lesson\(",
    "bp-hook": r".",
    "bp-widget": r"bp\.live\.",
    "bp-worked-example": r".",
    "bp-gradient-check": r".",
}
INSTRUCTORS = ("Minutes", "Vote", "Typical wrong answers", "Board", "To cut")
SHARE_OF_DOING = 0.45


def parts(lesson):
    """The parts are there, each in one piece, in the order of the blueprint, but for exceptions that give a reason."""
    exceptions = lesson.metadata.get("exceptions", {})
    problems = [f"{cell.id} has no tag of the blueprint" for cell in lesson.cells if tag(cell) not in PARTS]
    for part, reason in exceptions.items():
        if part not in PARTS or len(reason) < 20:
            problems.append(f"the exception {part} names no part or gives no reason")
        elif not order_problems(lesson, set(exceptions) - {part}):
            problems.append(f"{part} needs no exception")
    return problems + order_problems(lesson, set(exceptions))


def order_problems(lesson, excepted):
    """What is wrong with the order when nothing is asked of the parts that are excepted."""
    found = [part for part, _ in groupby(filter(PARTS.__contains__, map(tag, lesson.cells)))]
    found = [part for part, _ in groupby(part for part in found if part not in excepted)]
    missing = [f"{part} is missing" for part in PARTS if part not in excepted and part not in found]
    wrong = [(a, b) for a, b in pairwise(found) if PARTS.index(b) <= PARTS.index(a)]
    return missing + [f"{after} comes after {before}" for before, after in wrong]


def contents(lesson):
    present = {tag(cell) for cell in lesson.cells}
    problems = []
    for part, (kind, number, n_questions) in ACTIVITIES.items():
        asked = [id for cell in lesson.part(part) for called, id in calls(cell) if called == kind]
        if part in present and len(asked) < number:
            problems.append(f"{part} has {len(asked)} of {number} lesson.{kind}")
        few = [id for id in asked if len(lesson.words.get(id, {}).get("questions", [])) < n_questions]
        problems += [f"{id} has fewer than {n_questions} questions" for id in few]
    for part, pattern in CODE.items():
        code = [cell.source for cell in lesson.part(part) if cell.cell_type == "code"]
        if part in present and not any(re.search(pattern, source) for source in code):
            problems.append(f"{part} has no code with {pattern}")
    return problems + form_problems(lesson) + place_problems(lesson)


def form_problems(lesson):
    """What is wrong with the setup, the table of symbols, the pointer to the exercises and the instructor's notes."""
    setup = [cell.source for cell in lesson.part("bp-setup") if cell.cell_type == "code"]
    lines = [line for source in setup for line in source.splitlines() if line.strip()]
    table, exercises = text_of(lesson.part("bp-symbols")), text_of(lesson.part("bp-exercises"))
    notes = text_of(lesson.part("bp-instructor"))
    checks = {
        f"the setup has {len(lines)} lines, more than 3": len(lines) <= 3,
        f"the setup does not make the lesson {lesson.path.stem}": not setup
        or f'Lesson("{lesson.path.stem}")' in "".join(setup),
        "the table of symbols has not the 4 columns symbol, say it as, shape, name in the code": not table
        or re.search(r"^\|[^|]*symbol[^|]*\|[^|]*say it as[^|]*\|[^|]*shape[^|]*\|[^|]*code[^|]*\|$", table, re.M),
        "bp-exercises does not lead to the lesson's exercises": not exercises
        or f"](../exercises/{lesson.path.name})" in exercises,
        "the hook has a formula": "$" not in text_of(lesson.part("bp-hook")),
        "the instructor's notes are not inside <details>": notes.startswith("<details>")
        and notes.rstrip().endswith("</details>"),
    }
    missing = [f"the instructor's notes say nothing of: {word}" for word in INSTRUCTORS if f"**{word}" not in notes]
    return [problem for problem, fine in checks.items() if not fine] + missing


def place_problems(lesson):
    """A worked example asks nothing; a card is followed by its counterexample; the notes come last."""
    problems = [
        f"{cell.id} asks something inside the worked example"
        for cell in lesson.part("bp-worked-example")
        if calls(cell)
    ]
    for cell, after in zip(lesson.cells, [*lesson.cells[1:], None], strict=True):
        is_card = tag(cell) == "bp-cards" and "card" in [kind for kind, _ in calls(cell)]
        example = after is not None and tag(after) == "bp-cards" and after.cell_type == "code" and not calls(after)
        if is_card and not example:
            problems.append(f"{cell.id} is not followed by a code cell with a counterexample")
    return problems if tag(lesson.cells[-1]) == "bp-instructor" else [*problems, "the last cell is not bp-instructor"]


def minutes(lesson):
    """The title, the metadata and the sections agree, and enough of the time is doing."""
    stated = lesson.metadata.get("minutes")
    told = re.search(r"(\d+) minutes", lesson.cells[0].source)
    problems = [] if told and int(told[1]) == stated else [f"the title does not say {stated} minutes"]
    sections = [cell for i, cell in enumerate(lesson.cells) if i == 0 or re.search(r"^## ", cell.source, re.M)]
    for cell in sections:
        if not 0 <= note(cell, "doing", -1) <= note(cell, "minutes", -1):
            problems.append(f"{cell.id} does not say its minutes and how many of them are doing")
    problems += [f"{c.id} has minutes, but no ##" for c in lesson.cells if note(c, "minutes") and c not in sections]
    total, doing = (sum(note(cell, name, 0) for cell in sections) for name in ("minutes", "doing"))
    if total != stated:
        problems.append(f"the sections have {total} minutes together, the lesson {stated}")
    if doing < SHARE_OF_DOING * total:
        problems.append(f"only {doing} of {total} minutes are doing")
    return problems
