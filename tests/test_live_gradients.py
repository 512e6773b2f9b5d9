"""`type_the_gradient`, as far as it lives in the kernel; `tests/browser` types in the page."""

import pytest

import bplib as bp
from bplib.live import figure

LINES = "c = a*b; d = c + a; L = d**2 + c"
TEXT = f"a = 2; b = 3; {LINES}"
ALL = {"v1": "1", "d": "16", "c": "17", "b": "34", "a": "67"}


@pytest.fixture
def learner(monkeypatch):
    """Somebody at the figure: `learner(text, entries)` is what the page gets then."""
    sent = []
    monkeypatch.setattr(figure.LivePicture, "send", lambda self, content, buffers: sent.append(content))
    monkeypatch.setattr(figure.LivePicture, "_last_look", ("light", 2))
    live = bp.live.type_the_gradient(LINES, a=2, b=3, task="Find them all.")

    def enter(text=TEXT, entries=None, **more):
        message = {"ask": [1, len(sent)], "positions": [text, entries or {}], "theme": "light", **more}
        live._handle_custom_msg(message, [])
        assert "error" not in sent[-1]
        return sent[-1]

    enter.live = live
    return enter


def marks(frame):
    return {name: state for name, _, state in frame["states"][1]}


def test_there_is_a_field_for_each_node_but_the_result_from_the_right(learner):
    [expression, fields] = learner.live.controls
    assert (expression["kind"], expression["start"], fields["kind"], fields["start"]) == ("text", TEXT, "fields", {})
    assert [label for _, label, _ in fields["states"]] == ["∂L/∂v₁", "∂L/∂d", "∂L/∂c", "∂L/∂b", "∂L/∂a"]


def test_a_right_entry_appears_in_the_graph_and_a_wrong_one_gets_its_hint(learner):
    frame = learner(entries={"v1": "1", "d": "16"})
    assert marks(frame) == {"v1": "right", "d": "right", "c": "", "b": "", "a": ""}
    assert "∂L/∂d = 16" in frame["alt"] and "3 still unknown" in frame["alt"]
    assert frame["caption"]["spoken"] == "∂L/∂d: Right. 1·16 = 16, through v₁."
    frame = learner(entries={"v1": "1", "d": "16", "c": "16"})
    assert marks(frame)["c"] == "wrong" and "∂L/∂c = " not in frame["alt"]
    assert "∂L/∂c</strong>&ensp;Not yet. That is what comes back from d." in frame["caption"]["above"][0]


def test_the_task_is_reached_when_all_are_right(learner):
    assert not learner(entries={**ALL, "a": "66"})["reached"]
    frame = learner(entries=ALL)
    assert frame["reached"] and "all gradients are found" in frame["caption"]["spoken"]
    assert not learner(entries={}, reset=True)["reached"]


def test_a_malformed_expression_is_told_and_loses_nothing(learner):
    before = learner(entries={"v1": "1", "c": "16"})
    frame = learner(TEXT + " + (", {"v1": "1", "c": "16"})
    assert frame["caption"]["spoken"].startswith("expression: There are 1 ( and 0 )")
    assert frame["states"][0] == "wrong" and marks(frame) == marks(before)
    assert frame["positions"] == [TEXT + " + (", {"v1": "1", "c": "16"}]  # it stays in its field, to be mended
    frame = learner(TEXT + " + (", {"v1": "1", "c": "17"})  # and one may go on meanwhile
    assert marks(frame)["c"] == "right" and "17" in frame["caption"]["spoken"]
    frame = learner(TEXT, {"v1": "1", "c": "17"})
    assert frame["states"][0] == "" and marks(frame)["c"] == "right"


def test_what_has_no_room_in_a_picture_is_told_and_loses_nothing(learner):
    frame = learner("a=1; L=" + "tanh(" * 15 + "a" + ")" * 15, {"c": "17"})
    assert "too wide" in frame["caption"]["spoken"] and marks(frame)["c"] == "right"


def test_an_own_expression_begins_anew_and_is_not_the_task(learner):
    frame = learner("x = 3; y = x*x*2", {"c": "17"})
    assert frame["positions"] == ["x = 3; y = x*x*2", {}]
    assert [label for _, label, _ in frame["states"][1]] == ["∂y/∂v₁", "∂y/∂x"]
    frame = learner("x = 3; y = x*x*2", {"v1": "2", "x": "12"})
    assert set(marks(frame).values()) == {"right"} and not frame["reached"]
    assert learner(TEXT, ALL)["reached"] is False  # another expression: what was typed belonged to the other
    assert learner(TEXT, ALL)["reached"]


def test_a_condition_of_a_lesson_is_asked_for_what_was_found(learner):
    asked = []
    live = bp.live.type_the_gradient("L = a*2", a=1, task="Go.", reached=lambda found: asked.append(found))
    live._handle_custom_msg({"ask": [1, 1], "positions": [live.values["expression"], {"a": "3"}]}, [])
    live._handle_custom_msg({"ask": [1, 1], "positions": [live.values["expression"], {"a": "2"}]}, [])
    assert asked == ["some", "all"]
    with pytest.raises(ValueError, match="reached asks for nodes"):
        bp.live.type_the_gradient("L = a*2", a=1, reached=lambda nodes: True)


def test_an_author_hears_at_once_what_is_wrong():
    with pytest.raises(ValueError, match="b has no value"):
        bp.live.type_the_gradient("L = a*b", a=1)
    with pytest.raises(ValueError, match="room for 16"):
        bp.live.type_the_gradient("L = " + "+".join(["a*a"] * 12), a=1)


@pytest.mark.parametrize(
    "positions", [[TEXT, []], [TEXT, {"a": 3}], [3, {}], ["x" * 1001, {}], [TEXT, {"a": "1" * 1001}]]
)
def test_what_no_page_sends_is_answered_with_an_error(learner, positions, monkeypatch):
    sent = []
    monkeypatch.setattr(figure.LivePicture, "send", lambda self, content, buffers: sent.append(content))
    learner.live._handle_custom_msg({"ask": [1, 1], "positions": positions, "theme": "light"}, [])
    assert "error" in sent[0]


def test_words_of_the_learner_are_escaped(learner):
    frame = learner(entries={"c": "<b>1"})
    assert "&lt;b&gt;1" in frame["caption"]["above"][0] and "<b>1" not in frame["caption"]["above"][0]


def test_without_a_kernel_there_is_the_graph_with_its_question_marks():
    data, _ = bp.live.type_the_gradient(LINES, a=2, b=3, task="Find them.")._repr_mimebundle_()
    assert "<strong>Task</strong> Find them." in data["text/html"] and "5 still unknown" in data["text/plain"]
    assert "67" not in data["text/html"].split("base64")[0]
