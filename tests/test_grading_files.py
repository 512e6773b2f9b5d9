"""What is handed in, in every layout, whole, broken or malicious, is read as text; a broken file gets a reason."""

import io
import json
import os
import stat
import zipfile

import nbformat
import pytest

from bplib.grading.archives import read_archive
from bplib.grading.notebook import MalformedError, lesson_of_name, lessons_of, read_cells
from bplib.grading.rosters import by_roster, read_roster
from bplib.grading.submissions import find_submissions
from submissions.making import RIGHT, filled, hand_in

NOTEBOOK = nbformat.writes(filled(RIGHT)).encode()


def names(place):
    """Which files were found for each student."""
    return {s.student: [f["name"] for f in s.files() if "data" in f] for s in find_submissions(place)}


def problems(place):
    return {s.student: [f["problem"] for f in s.files() if "problem" in f] for s in find_submissions(place)}


def zipped(contents, links=()):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            file.writestr(entry, content)
    return archive.getvalue()


def test_a_folder_for_each_student(tmp_path):
    hand_in(tmp_path, "mia", NOTEBOOK)
    hand_in(tmp_path, "ben", NOTEBOOK, "sub/folder/02_layers.ipynb")
    hand_in(tmp_path, "ben", NOTEBOOK, ".ipynb_checkpoints/02_layers-checkpoint.ipynb")
    hand_in(tmp_path, "ben", "notes", "notes.txt")
    (tmp_path / "eve").mkdir()
    assert names(tmp_path) == {"ben": ["sub/folder/02_layers.ipynb"], "eve": [], "mia": ["02_layers.ipynb"]}


def test_single_files_with_the_students_names(tmp_path):
    for name in ("mia.ipynb", "ben_02_layers.ipynb", "ben_08_backpropagation_by_hand.ipynb", "ada.py"):
        (tmp_path / name).write_bytes(NOTEBOOK)
    found = names(tmp_path)
    assert found["ben"] == ["ben_02_layers.ipynb", "ben_08_backpropagation_by_hand.ipynb"]
    assert set(found) == {"ada", "ben", "mia"}


def test_one_students_own_folder(tmp_path):
    (tmp_path / "mia").mkdir()
    (tmp_path / "mia" / "02_layers.ipynb").write_bytes(NOTEBOOK)
    assert names(tmp_path / "mia") == {"mia": ["02_layers.ipynb"]}


def test_a_submitted_folder_of_nbgrader(tmp_path):
    hand_in(tmp_path / "submitted", "mia", NOTEBOOK, "layers/02_layers.ipynb")
    hand_in(tmp_path / "submitted", "mia", "2026-01-01 UTC", "layers/timestamp.txt")
    (tmp_path / "source").mkdir()
    assert names(tmp_path) == names(tmp_path / "submitted") == {"mia": ["layers/02_layers.ipynb"]}


@pytest.mark.parametrize("prefix", ["", "all/"])
def test_a_zip_file_of_a_class(tmp_path, prefix):
    contents = {f"{prefix}mia/02_layers.ipynb": NOTEBOOK, f"{prefix}ben/a/x.py": b"x = 1", "__MACOSX/mia/x.ipynb": b""}
    (tmp_path / "class.zip").write_bytes(zipped(contents))
    assert names(tmp_path / "class.zip") == {"ben": ["a/x.py"], "mia": ["02_layers.ipynb"]}


def test_a_zip_file_of_a_student(tmp_path):
    hand_in(tmp_path, "mia", zipped({"work/02_layers.ipynb": NOTEBOOK}), "work.zip")
    (tmp_path / "ben.zip").write_bytes(zipped({"02_layers.ipynb": NOTEBOOK}))
    assert names(tmp_path) == {"ben": ["ben.zip/02_layers.ipynb"], "mia": ["work.zip/work/02_layers.ipynb"]}


@pytest.mark.parametrize(
    "name", ["../x.ipynb", "/x.ipynb", "a/../../x.ipynb", "..\\x.ipynb", "C:\\x.ipynb", "\\x.ipynb"]
)
def test_a_zip_file_does_not_leave_its_folder(name):
    with pytest.raises(MalformedError, match="outside"):
        read_archive(zipped({name: b"{}"}), (".ipynb",))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"x.ipynb": b"/etc/passwd"}, links=["x.ipynb"]), "link"),
        (zipped({"x.ipynb": b" " * 50_000_000}), "too much"),
        (zipped({f"{i}.ipynb": b" " * 15_000_000 for i in range(15)}), "too much"),
        (zipped({f"{i}.txt": b"" for i in range(2001)}), "files"),
        (zipped({"x.ipynb": NOTEBOOK})[:-30], "read"),
        (b"no zip", "read"),
        (b"", "read"),
    ],
    ids=["link", "bomb", "many bombs", "many files", "cut off", "text", "empty"],
)
def test_a_malicious_or_broken_zip_file_gets_a_reason(tmp_path, data, reason):
    hand_in(tmp_path, "eve", data, "work.zip")
    hand_in(tmp_path, "mia", NOTEBOOK)
    found = problems(tmp_path)
    assert reason in found["eve"][0]
    assert found["mia"] == []


def test_links_are_not_followed(tmp_path):
    hand_in(tmp_path / "in", "mia", NOTEBOOK)
    (tmp_path / "in" / "eve").symlink_to(tmp_path / "in" / "mia")
    (tmp_path / "in" / "adam").mkdir()
    (tmp_path / "in" / "adam" / "02_layers.ipynb").symlink_to(tmp_path / "in" / "mia" / "02_layers.ipynb")
    (tmp_path / "in" / "adam" / "folder").symlink_to("/")
    found = problems(tmp_path / "in")
    assert "link" in found["eve"][0]
    assert "link" in found["adam"][0]
    assert len(found["adam"]) == 1


def test_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "eve").mkdir()
    os.mkfifo(tmp_path / "eve" / "02_layers.ipynb")
    assert "pipe" in problems(tmp_path)["eve"][0]


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = hand_in(tmp_path, "eve", "")
    os.truncate(path, 10**12)
    assert "MB" in problems(tmp_path)["eve"][0]


def test_very_many_large_files_are_not_all_read(tmp_path):
    for i in range(14):
        os.truncate(hand_in(tmp_path, "eve", "", f"{i}.ipynb"), 19_000_000)
    assert problems(tmp_path)["eve"] == ["All files together have more than 200 MB."] * 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (NOTEBOOK[:-100], "cut off"),
        (b"{}", "nbformat"),
        (b"[1, 2]", "nbformat"),
        (b'{"nbformat": 4}', "cells"),
        (b'{"nbformat": 4, "cells": 7}', "cells"),
        (b'{"nbformat": 99, "cells": []}', "version 99"),
        (b'{"nbformat": -1}', "version"),
        (b"[" * 100_000, "JSON"),
        (b'{"nbformat": ' + b"9" * 5000 + b"}", "JSON"),
        (b"\xff\xfe\x00\xd8", "UTF-8"),
        (b"\x80\x81", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (b"<<<<<<< HEAD\n" + NOTEBOOK, "merge"),
        (b"%PDF-1.7", "JSON"),
        (b" " * 20_000_001, "20 MB"),
    ],
)
def test_a_malformed_notebook_gets_a_reason(data, reason):
    with pytest.raises(MalformedError, match=reason):
        read_cells("x.ipynb", data)


@pytest.mark.parametrize("data", [b"# coding: nonsense\n", b"\xff\xfe\x00", b"", b"x = '\xff'"])
def test_a_malformed_python_file_gets_a_reason(data):
    with pytest.raises(MalformedError):
        read_cells("x.py", data)


def test_much_code_is_refused():
    cells = [nbformat.v4.new_code_cell("x = 1\n" * 100_000) for _ in range(4)]
    with pytest.raises(MalformedError, match="2 MB"):
        read_cells("x.ipynb", nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode())


def test_odd_cells_do_no_harm():
    cells = [
        None,
        7,
        {},
        {"source": 7},
        {"cell_type": "code", "source": ["a\n", None, "b"], "metadata": {"nbgrader": 3}},
    ]
    cells.append({"cell_type": "code", "source": "x", "id": 5, "metadata": []})
    read = read_cells("x.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert [cell["source"] for cell in read] == ["", "", "a\nb", "x"]
    assert all(cell["ids"] == [] for cell in read)


def test_which_lesson_a_file_is_for():
    assert lesson_of_name("08_backpropagation_by_hand.ipynb") == 8
    assert lesson_of_name("a/b/mia_08_backpropagation_by_hand.ipynb") == 8
    assert lesson_of_name("homework.ipynb") is lesson_of_name("99_x.ipynb") is lesson_of_name("mia_2024.ipynb") is None
    assert lessons_of("homework_1.ipynb", read_cells("x.ipynb", NOTEBOOK)) == {2}
    flat = read_cells("x.py", b"def softmax(z):\n    pass\ntanh_backward = None")
    assert lessons_of("homework.py", flat) == {6, 8}
    assert lessons_of("08_x.py", flat) == {8}  # helpers of other exercises' names make no other lesson


@pytest.mark.parametrize(
    "text",
    ["mia\nben\n", "student\nmia\nben", "name,student,mark\nMia,mia,1\nBen,ben,2\n", "\ufeffID\nmia\nmia\n\n# x\nben"],
)
def test_a_roster_of_names(tmp_path, text):
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    assert read_roster(tmp_path / "roster.csv") == ["mia", "ben"]


def test_a_folder_and_a_zip_file_of_the_same_student_are_read_together(tmp_path):
    hand_in(tmp_path, "mia", NOTEBOOK)
    (tmp_path / "mia.zip").write_bytes(zipped({"05_forward_propagation.ipynb": NOTEBOOK}))
    assert names(tmp_path) == {"mia": ["02_layers.ipynb", "mia.zip/05_forward_propagation.ipynb"]}


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("MIA", "mia"),
        ("Zoe\u0301 Berg", "Zo\u00e9 Berg"),  # as macOS writes an accent, and as others do
        ("mia_4711_assignsubmission_file_", "mia"),
        ("mia_LATE_12_345", "mia"),
        ("mia (1)", "mia"),
        ("mia_2_99", "mia_2"),
        ("mia-lena", "mia-lena"),
        ("miau", "miau"),
        ("12mia", "12mia"),
    ],
)
def test_a_name_from_a_platform_is_found_in_the_roster(tmp_path, name, student):
    hand_in(tmp_path, name, NOTEBOOK)
    found, notes = by_roster(find_submissions(tmp_path), ["mia", "mia_2", "Zo\u00e9 Berg"])
    assert [s.student for s in found] == [student]
    assert notes == []


def test_files_of_one_student_under_two_names_are_put_together_and_noted(tmp_path):
    hand_in(tmp_path, "mia", NOTEBOOK)
    (tmp_path / "Mia_12_34_05_forward_propagation.ipynb").write_bytes(NOTEBOOK)
    found, notes = by_roster(find_submissions(tmp_path), ["mia"])
    assert [sorted(file["name"] for file in s.files()) for s in found] == [
        ["02_layers.ipynb", "Mia_12_34_05_forward_propagation.ipynb"]
    ]
    assert notes == ["mia: Mia_12_34 was put to it as well"]


def test_names_that_differ_in_case_only_are_two_students_if_the_roster_says_so(tmp_path):
    for name in ("mia", "Mia", "MIA"):
        hand_in(tmp_path, name, NOTEBOOK)
    found, _ = by_roster(find_submissions(tmp_path), ["mia", "Mia"])
    assert [s.student for s in found] == ["MIA", "Mia", "mia"]


def test_a_class_zip_with_two_files_of_the_same_name_loses_neither(tmp_path):
    (tmp_path / "all.zip").write_bytes(zipped({"mia_1/02_layers.ipynb": b"1", "mia_2/02_layers.ipynb": b"2"}))
    found, _ = by_roster(find_submissions(tmp_path / "all.zip"), ["mia"])
    assert [sorted(file["data"] for file in s.files()) for s in found] == [[b"1", b"2"]]
