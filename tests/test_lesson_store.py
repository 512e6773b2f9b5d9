"""What learners answered: stored, brought back, never lost, exported and erased."""

import json
import multiprocessing
from pathlib import Path

import pytest

import bplib as bp
from bplib.lesson import store as storing
from bplib.lesson.store import Store, course_folder
from lesson_examples import LINES, answer, choose, enter_course, lesson, order, rows


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A course folder of its own, with the working directory in it where notebooks are."""
    enter_course(tmp_path, monkeypatch)
    return tmp_path


def test_after_a_restart_everything_comes_back():
    first = lesson()
    answer(choose(first), answer="5")
    answer(order(first), order=rows(*LINES.split("\n")))
    second = lesson()
    form = choose(second)
    assert form.state["values"] == {"answer": "5"}
    assert form.state["result"] == ("wrong", "Not “5”. One too many. Choose again.")
    assert order(second).state["closed"]


def test_running_a_cell_again_brings_back_what_was_entered_and_not_sent():
    of = lesson()
    choose(of).draft = {"answer": "5"}
    assert choose(of).draft == {"answer": "5"}


def test_running_a_cell_again_loses_nothing_that_was_changed_in_an_answer():
    of = lesson()
    form = choose(of)
    answer(form, answer="4")
    form.receive({"action": "again", "values": {}})
    form.draft = {"answer": "5"}
    again = choose(of)
    assert (again.state["closed"], again.draft) == (False, {"answer": "5"})
    answer(again, answer="4")
    again.draft = {}
    assert choose(of).state["closed"]


def test_an_answer_that_no_longer_fits_its_question_is_kept_but_not_shown():
    answer(choose(lesson()), answer="5")
    of = lesson()
    form = choose(of, answers={"4": "Yes.", "6": "No."})
    assert form.state["values"] == {}
    answer(form, answer="6")
    assert [one["values"]["answer"] for one in of.store.attempts("07_test", "sum")] == ["5", "6"]


def test_looking_at_a_lesson_stores_nothing(folder):
    of = lesson()
    choose(of), of.progress(), of.reveal("p", 1, "so.")
    assert not (folder / ".progress").exists()


def test_the_folder_is_that_of_course_py_else_the_working_directory(folder, tmp_path_factory):
    deep = folder / "notebooks" / "more"
    deep.mkdir()
    assert course_folder(deep) == folder
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert course_folder(elsewhere) == elsewhere


DAMAGED = [
    "{",
    "",
    "[]",
    "[" * 100_000,
    "\x00",
    '{"version": 2}',
    '{"version": 1, "lessons": {"a": 3}}',
    '{"version": 1, "lessons": {"a": {"b": {"attempts": [1]}}}}',
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_set_aside_whole_and_reported(folder, content):
    (folder / ".progress").mkdir()
    (folder / ".progress" / "progress.json").write_text(content, encoding="utf-8")
    (folder / ".progress" / "progress-damaged-1.json").write_text("an older one", encoding="utf-8")
    form = choose(lesson())
    assert "the file was damaged. It is kept as .progress/progress-damaged-2.json" in form.state["problem"]
    assert (folder / ".progress" / "progress-damaged-2.json").read_text(encoding="utf-8") == content
    assert (folder / ".progress" / "progress-damaged-1.json").read_text(encoding="utf-8") == "an older one"
    answer(form, answer="4")
    assert form.state["problem"] == ""
    assert choose(lesson()).state["closed"]


def test_bytes_that_are_no_text_are_a_damaged_file_too(folder):
    (folder / ".progress").mkdir()
    (folder / ".progress" / "progress.json").write_bytes(b"\xff\xfe\x00")
    assert "damaged" in choose(lesson()).state["problem"]


def test_what_cannot_be_written_is_said_kept_and_written_later(monkeypatch):
    of = lesson()
    form = choose(of)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storing.os, "replace", full)
        answer(form, answer="5")
    assert form.state["problem"].startswith("Your answer could not be stored (No space left on device).")
    assert form.state["result"][0] == "wrong"
    assert choose(lesson()).state["values"] == {}
    answer(form, answer="4")
    assert [one["values"]["answer"] for one in Store().attempts("07_test", "sum")] == ["5", "4"]
    assert sorted(path.name for path in Store().folder.iterdir()) == ["lock", "progress.json"]


def write_many(folder, name):
    for i in range(25):
        Store(folder).add("07_test", name, "choose", {"values": {"answer": str(i)}})


def test_notebooks_that_write_at_the_same_time_lose_nothing(folder):
    names = ["one", "two", "three", "four"]
    processes = [multiprocessing.get_context("spawn").Process(target=write_many, args=(folder, name)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    for name in names:
        assert [one["values"]["answer"] for one in Store(folder).attempts("07_test", name)] == [
            str(i) for i in range(25)
        ]


def test_export_makes_a_copy_and_never_overwrites(folder, capsys):
    answer(choose(lesson()), answer="4")
    bp.lesson.export("mine.json")
    assert json.loads(Path("mine.json").read_text(encoding="utf-8")) == Store().content()
    with pytest.raises(FileExistsError):
        bp.lesson.export("mine.json")


def test_erase_needs_to_be_confirmed(capsys):
    answer(choose(lesson()), answer="4")
    Store().add("08_other", "x", "choose", {"values": {}})
    bp.lesson.erase()
    assert "Nothing was erased. With confirm=True it would be 2 answers of all lessons" in capsys.readouterr().out
    assert choose(lesson()).state["closed"]
    bp.lesson.erase("07_test", confirm=True)
    assert list(Store().content()["lessons"]) == ["08_other"]
    bp.lesson.erase(confirm=True)
    assert not Store().file.exists()
    bp.lesson.erase(confirm=True)


def test_nothing_is_stored_but_what_the_learner_entered():
    form = choose(lesson())
    answer(form, answer="4", name="Ada", _="x")
    assert Store().content()["lessons"]["07_test"]["sum"] == {
        "kind": "choose", "attempts": [{"values": {"answer": "4"}, "right": True}]
    }  # fmt: skip


STRANGE = [
    None,
    [],
    {},
    {"action": "answer"},
    {"action": "answer", "values": []},
    {"action": "answer", "values": {"answer": 3}},
    {"action": [], "values": {"answer": {}}},
    {"action": "answer", "values": {"order": [["a", True, 0]]}},
    {"action": "answer", "values": {"order": [["a", 9, 0]] * 4}},
    {"action": "answer", "values": {"order": [["a", i, 0] for i in range(1, 5)]}},
]


@pytest.mark.parametrize("message", STRANGE, ids=range(len(STRANGE)))
def test_a_message_that_no_form_would_send_changes_nothing(message):
    of = lesson()
    for form in (choose(of), order(of)):
        form.receive(message)
    assert Store().content()["lessons"] == {}
