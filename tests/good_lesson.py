"""A small lesson that has everything a lesson must have, for the tests of the lesson checks."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lesson_checks import Lesson

ALT = "Line chart of a straight line that rises from 0 to 4."
STILL, PICTURE = "<section><p>What is asked.</p></section>", f'<img alt="{ALT}" src="data:image/png;base64,AAAA">'
OBJECTIVES = {"O1": "compute a slope", "O2": "draw a line", "O3": "tell a slope from a height"}
LIST = "".join(f"- **{id}** {text};\n" for id, text in OBJECTIVES.items())
NOTES = "**Minutes.** 0–9 · **Vote** · **Typical wrong answers.** · **Board.** · **To cut**"
QUESTION = {"text": "What is it?", "answers": [["this", "Yes."], ["that", "No."]], "right": "this"}


def text(tag, source, **metadata):
    return new_markdown_cell(source, metadata={"tags": [tag], "bplib": metadata})


def code(tag, source, page="", plain="4"):
    data = {"text/html": page, "text/plain": plain} if page else {"text/plain": plain}
    return new_code_cell(source, metadata={"tags": [tag]}, outputs=[new_output("display_data", data)])


def ask(tag, call):
    return code(tag, f"lesson.{call}", STILL, "What is asked")


def cells():
    title = "# Lines\n\n**You need** nothing. **Time:** 20 minutes. **Where things come from:** schools."
    table = "| symbol | say it as | shape | name in the code |\n|---|---|---|---|\n| m | em | () | `slope` |"
    return [
        text("bp-title", title, minutes=1, doing=0),
        text("bp-objectives", LIST),
        new_code_cell('lesson = bp.lesson.Lesson("05_line")', metadata={"tags": ["bp-setup"]}),
        ask("bp-recall", 'recall("remember")'),
        text("bp-hook", "## 1 A line\n\nSee how it rises.", minutes=9, doing=5),
        code("bp-hook", "4"),
        ask("bp-predict", 'predict("height")'),
        code("bp-widget", "bp.live.follow(draw)", PICTURE),
        ask("bp-reveal", 'reveal("height", 4)'),
        ask("bp-reason", 'choose("why")'),
        text("bp-explanation", "The slope m says how steep it is: y = $mx$.", introduces=["m", "y"]),
        text("bp-symbols", table),
        text("bp-worked-example", "### One line\n\nIf m = 2, then y = 4."),
        code("bp-worked-example", "2 * 2"),
        ask("bp-faded", 'fill_in("last")'),
        ask("bp-faded", 'fill_in("last-two")'),
        ask("bp-order", 'order("loop")'),
        text("bp-exercises", "## 2 On your own\n\n[Exercises](../exercises/05_line.ipynb): `tanh_backward`.",
             minutes=10, doing=8, exercises={"tanh_backward": "O3"}),
        code("bp-gradient-check", "(f(1.1) - f(0.9)) / 0.2"),
        ask("bp-cards", 'card("flat")'),
        code("bp-cards", "f(0)"),
        ask("bp-cards", 'card("steep")'),
        code("bp-cards", "f(1)"),
        ask("bp-justify", 'explain("own-words")'),
        text("bp-summary", f"**In short**\n\n{LIST}"),
        ask("bp-exit", 'exit_questions("before-you-go")'),
        ask("bp-next", "progress()"),
        text("bp-instructor", f"<details><summary>For instructors</summary>\n\n{NOTES}\n\n</details>"),
    ]  # fmt: skip


def good_lesson(folder=Path("notebooks")):
    """The lesson; `folder` is where it pretends to stand."""
    notebook = new_notebook(cells=cells(), metadata={"bplib": {"minutes": 20, "known": {"x": "01"}, "exceptions": {}}})
    for i, cell in enumerate(notebook.cells):
        cell.id = f"{cell.metadata.tags[0]}-{i}"
    for count, cell in enumerate([cell for cell in notebook.cells if cell.cell_type == "code"], 1):
        cell.execution_count = count
    ids = ("why", "last", "last-two", "loop", "flat", "steep")
    words = {
        "objectives": OBJECTIVES,
        **{id: {"text": "What?", "objective": "O1 O2"} for id in ids},
        "height": {"text": "How high?", "objective": "O1", "because": "x is 2."},
        "own-words": {"text": "Why is y 4?", "model": "…", "objective": "O1"},
        "remember": {"questions": [QUESTION] * 3},
        "before-you-go": {"questions": [QUESTION] * 2, "objective": "O2"},
    }
    return Lesson(folder / "05_line.ipynb", nbformat.from_dict(notebook), words)
