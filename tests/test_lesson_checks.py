"""The lesson checks themselves: a good lesson passes, and each thing that is broken in it is found."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import lesson_checks
from good_lesson import PICTURE, good_lesson
from lesson_checks.symbols import symbols_in
from tools import notebooks


@pytest.fixture
def lesson(tmp_path):
    """A good lesson in a course folder with its exercises."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "05_line.ipynb").touch()
    return good_lesson(tmp_path / "notebooks")


def cell(lesson, part, which=0):
    return lesson.part(f"bp-{part}")[which]


def rewrite(part, old, new, which=0):
    """Breaks a lesson: another text in one cell."""

    def change(lesson):
        assert old in cell(lesson, part, which).source
        cell(lesson, part, which).source = cell(lesson, part, which).source.replace(old, new)

    return change


def add(part, text):
    """Breaks a lesson: more text at the end of a cell."""
    return lambda lesson: cell(lesson, part).update(source=cell(lesson, part).source + text)


def drop(part, which=0):
    return lambda lesson: lesson.cells.remove(cell(lesson, part, which))


def output(part, which=0, **data):
    """Breaks a lesson: another output of one cell."""
    kinds = {"html": "text/html", "plain": "text/plain", "png": "image/png", "view": notebooks.WIDGET_VIEW}
    made = new_output("display_data", {kinds[kind]: value for kind, value in data.items()})
    return lambda lesson: cell(lesson, part, which).update(outputs=[made])


def words(id, **changes):
    return lambda lesson: lesson.words[id].update(changes)


def told(part, **metadata):
    return lambda lesson: cell(lesson, part).metadata.setdefault("bplib", {}).update(metadata)


def metadata(**changes):
    return lambda lesson: lesson.metadata.update(changes)


def swap(lesson):
    lesson.cells[8:10] = [lesson.cells[9], lesson.cells[8]]


ERROR = new_output("error", ename="ValueError", evalue="", traceback=[])
BROKEN = [
    ("title", rewrite("title", "You need", "Bring"), "the title does not say: You need"),
    ("headings", add("hook", "\n\n# Again"), "there is not just one #"),
    ("headings", add("hook", "\n\n#### Deep"), "a level of headings is skipped"),
    ("headings", rewrite("exercises", "## 2", "## 3"), "the ## are numbered [1, 3], not [1, 2]"),
    ("ids", lambda lesson: cell(lesson, "hook").update(id="bp-title-0"), "the id bp-title-0 is there twice"),
    ("ids", lambda lesson: cell(lesson, "hook").update(id="A B"), "the id A B cannot be read"),
    ("limits", drop("hook"), "there are 27 cells"),
    ("limits", add("hook", " word" * 120), "has 128 words"),
    ("limits", add("gradient-check", "\n1" * 20), "has 21 lines"),
    ("limits", lambda lesson: [c.update(source="1\n" * 9) for c in lesson.kind("code")], "half of the code cells"),
    ("links", add("hook", " [here](https://example.org)"), "does not say where it leads"),
    ("links", add("hook", " [the file](../missing.py)"), "the link to ../missing.py leads nowhere"),
    ("links", add("hook", " [the page](http://example.org)"), "leads nowhere"),
    ("links", add("hook", ' <a href="#Nowhere">a section</a>'), "the link to #Nowhere leads nowhere"),
    ("parts", drop("order"), "bp-order is missing"),
    ("parts", swap, "bp-reveal comes after bp-reason"),
    ("parts", lambda lesson: cell(lesson, "hook").metadata.update(tags=[]), "has no tag of the blueprint"),
    ("parts", metadata(exceptions={"bp-order": ""}), "gives no reason"),
    ("parts", metadata(exceptions={"bp-order": "It has a reason, but it is there."}), "bp-order needs no exception"),
    ("contents", drop("faded"), "bp-faded has 1 of 2 lesson.fill_in"),
    ("contents", words("remember", questions=[]), "remember has fewer than 3 questions"),
    ("contents", rewrite("widget", "live", "figures"), "bp-widget has no code with"),
    ("contents", add("setup", "\n1\n2\n3"), "the setup has 4 lines"),
    ("contents", rewrite("setup", "05_line", "06_line"), "the setup does not make the lesson 05_line"),
    ("contents", rewrite("symbols", "say it as", "name"), "the table of symbols has not"),
    ("contents", rewrite("exercises", "05_line", "06_line"), "does not lead to"),
    ("contents", add("hook", " $m$"), "the hook has a formula"),
    ("contents", rewrite("instructor", "details", "div"), "not inside <details>"),
    ("contents", rewrite("instructor", "Board", "Wall"), "say nothing of: Board"),
    ("contents", rewrite("worked-example", "2 * 2", 'lesson.card("x")', 1), "asks something"),
    ("contents", drop("cards", 1), "is not followed by a code cell with a counterexample"),
    ("contents", drop("instructor"), "the last cell is not bp-instructor"),
    ("minutes", rewrite("title", "20 minutes", "30 minutes"), "the title does not say 20 minutes"),
    ("minutes", told("hook", minutes=8), "the sections have 19 minutes together, the lesson 20"),
    ("minutes", told("hook", doing=0), "only 8 of 20 minutes are doing"),
    ("minutes", told("hook", doing=10), "does not say its minutes and how many of them are doing"),
    ("minutes", told("symbols", minutes=3), "has minutes, but no ##"),
    ("objectives", rewrite("objectives", "compute", "understand"), "does not begin with a verb that can be measured"),
    ("objectives", rewrite("objectives", "a slope;", "a height;"), "the words beside the notebook have other"),
    ("objectives", rewrite("objectives", "**O3**", "O3"), "there are 2 objectives"),
    ("objectives", rewrite("objectives", "**O3**", "**O4**"), "the objectives are called"),
    ("objectives", rewrite("summary", "**O3**", "**O2**"), "the summary has a line for"),
    ("activities", lambda lesson: lesson.words.pop("flat"), "flat is asked for, but has no words"),
    ("activities", drop("order"), "loop has words, but is asked for 0 times"),
    ("activities", drop("reveal"), "the prediction height is not revealed"),
    ("activities", told("exercises", exercises={}), "no activity serves O3"),
    ("activities", told("exercises", exercises={"no_such": "O3"}), "the exercise no_such is none"),
    ("recalls", words("loop", recalls="05 O1"), "loop recalls 05 O1, which is no objective of an earlier lesson"),
    ("recalls", told("exercises", recalls={"tanh_backward": "06 O1"}), "exercise tanh_backward recalls 06 O1"),
    ("symbols", rewrite("hook", "it rises", "η rises"), "uses η before it is introduced"),
    ("symbols", told("explanation", introduces=["m"]), "uses y before it is introduced"),
    ("symbols", told("explanation", introduces=["m", "y", "σ"]), "introduces σ, but does not have it"),
    ("symbols", words("height", text="How large is W?"), "uses W before it is introduced"),
    ("symbols", words("height", because="b is 2."), "bp-reveal-8 uses b before"),
    ("symbols", metadata(known={}), "uses x before it is introduced"),
    ("known_symbols", metadata(known={"x": "05"}), "which is not an earlier one"),
    ("alternative_texts", output("widget", html='<img alt="A line with 4" src="">'), "has 13 characters"),
    ("alternative_texts", output("widget", html="<img src=''>"), "has 0 characters"),
    ("alternative_texts", output("widget", html=PICTURE.replace("0 to 4", "left to right")), "has no number"),
    ("alternative_texts", add("hook", " ![A line](line.png)"), "has 6 characters"),
    ("alternative_texts", output("hook", 1, png="AAAA"), "cannot have an alternative text"),
    ("readable_without_kernel", lambda lesson: cell(lesson, "order").update(outputs=[]), "but it is not stored"),
    ("readable_without_kernel", lambda lesson: cell(lesson, "order").update(execution_count=1), "not run in its turn"),
    ("readable_without_kernel", output("hook", 1, view={}, plain="text"), "shows a widget without a still form"),
    ("readable_without_kernel", output("hook", 1, plain="IntSlider(value=0)"), "a widget without a still form"),
    ("readable_without_kernel", output("order", plain="Order"), "an activity without its still form"),
    ("readable_without_kernel", output("widget", plain="A chart"), "a live figure without a picture"),
    ("committable", output("hook", 1, plain="<A at 0x7f3a5c0d1e20>"), "memory address"),
    ("committable", lambda lesson: cell(lesson, "hook", 1).update(outputs=[ERROR]), "has failed"),
]


@pytest.mark.parametrize("check", lesson_checks.CHECKS, ids=lambda check: check.__name__)
def test_a_good_lesson_has_no_problem(check, lesson):
    assert check(lesson) == []


@pytest.mark.parametrize(("check", "break_it", "problem"), BROKEN, ids=[f"{name}: {p}" for name, _, p in BROKEN])
def test_what_is_broken_is_found(check, break_it, problem, lesson):
    break_it(lesson)
    assert any(problem in found for found in getattr(lesson_checks, check)(lesson))


def test_an_exception_with_a_reason_is_granted(lesson):
    lesson.cells.remove(cell(lesson, "order"))
    lesson.metadata["exceptions"]["bp-order"] = "There is nothing to put in order in this lesson."
    assert lesson_checks.parts(lesson) == []


def test_a_symbol_is_known_only_from_a_lesson_that_introduces_it(lesson):
    earlier = notebooks.text_of(good_lesson().notebook)
    (lesson.path.parent / "01_points.ipynb").write_text(earlier, encoding="utf-8")
    assert lesson_checks.known_symbols(lesson) == ["lesson 01 does not introduce x"]
    lesson.metadata["known"] = {"m": "01", "y": "01"}
    assert lesson_checks.known_symbols(lesson) == []


def test_an_objective_is_recalled_only_where_the_earlier_lesson_has_it(lesson):
    lesson.words["remember"]["questions"] = [{"recalls": "01 O3"}]
    assert lesson_checks.recalls(lesson) == []  # that lesson does not exist
    (lesson.path.parent / "01_points.ipynb").write_text(notebooks.text_of(lesson.notebook), encoding="utf-8")
    (lesson.path.parent / "01_points.toml").write_text('[objectives]\nO1 = "draw"', encoding="utf-8")
    assert lesson_checks.recalls(lesson) == ["remember recalls 01 O3, which is no objective of an earlier lesson"]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("A weight is a number, and I like it.", ""),
        ("The slope δ is a₁ times η·z, or 3w² in 5 s.", "δ a η z w"),
        ("a = σ(z), a(1 − a), 2·a", "a σ z"),
        (
            r"$\frac{\partial L}{\partial W_j} = \hat{y} - y^\top \mathrm{mean}$ and `b_2` with `forward(x)`",
            "∂ L W j ŷ y b",
        ),
        ("Somebody's *U-shaped* curve, e.g. with <kbd>B</kbd>, **Ctrl + C** or [a page](z.html).", ""),
        ("```python\nz = w * x\n```", ""),
    ],
)
def test_symbols_are_told_from_words(text, symbols):
    assert symbols_in(text) == set(symbols.split())


def runs_of(source, folder):
    """Two runs of a notebook with one cell."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(source, id="the-cell")], metadata={"kernelspec": kernel})
    return lesson_checks.runs_offline(lesson_checks.Lesson(folder / "00_test.ipynb", notebook))


def test_two_runs_that_differ_are_found(tmp_path):
    (one, _), (other, _) = runs_of("import random\nrandom.random()", tmp_path)
    assert lesson_checks.disagreement(one, other) == ["the-cell gives other outputs in the second run"]


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "https://example.org/"])
def test_a_lesson_that_needs_a_network_fails(address, tmp_path):
    with pytest.raises(notebooks.NotebookError, match="lessons run offline"):
        runs_of(f"import urllib.request\nurllib.request.urlopen('{address}')", tmp_path)


def test_short_words_are_easier_to_read(lesson):
    easy = lesson_checks.grade(lesson)
    cell(lesson, "hook").source += " Notwithstanding considerable epistemological difficulties" * 20
    assert lesson_checks.grade(lesson) > easy + 5
