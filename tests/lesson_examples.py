"""Activities of a lesson on nothing much, for the tests of the lesson kit."""

import bplib as bp

QUESTION = {"text": "2 + 2?", "answers": {"4": "Count on.", "5": "One too many."}, "right": "4"}
LINES = "for x in data:\n    z = w * x\n    a = f(z)\nprint(a)"


def enter_course(folder, monkeypatch):
    """Make a course folder, and go where its notebooks are."""
    (folder / "course.py").touch()
    (folder / "notebooks").mkdir()
    monkeypatch.chdir(folder / "notebooks")


def lesson(**objectives):
    return bp.lesson.Lesson("07_test", **(objectives or {"O1": "add", "O2": "order"}))


def choose(of, id="sum", **more):
    words = {"text": "Why is 2 + 2 = 4?", "answers": QUESTION["answers"], "right": "4", "objective": "O1"}
    return of.choose(id, **words | more)


def order(of, id="loop", **more):
    words = {"text": "Order.", "lines": LINES, "because": "So it goes.", "objective": "O2"}
    return of.order(id, **words | more)


def answer(form, **values):
    form.receive({"action": "answer", "values": values})
    return form.state["result"]


def bundle(form):
    return form._repr_mimebundle_()[0]


def fill_in(of, **more):
    blanks = {"a": {"value": 0.5, "because": "Half."}, "d": {"because": "Product.", "slips": {"forgot": "A factor."}}}
    words = {"steps": "a = {a}\nd = {d} in {{set}}", "blanks": blanks, "values": {"d": -0.125, "forgot": -0.5}}
    return of.fill_in("f", objective="O1", **words | more)


def rows(*lines):
    """The rows of these lines in this order, with the indentation that they have here."""
    return [[line.strip(), i, (len(line) - len(line.lstrip())) // 4] for i, line in enumerate(lines, 1)]
