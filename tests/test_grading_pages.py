"""Tables and pages that are made from results: safe in a spreadsheet, safe in a browser, and right."""

import csv
import re
from html.parser import HTMLParser

import pytest

from bplib.grading import SCHEMA, by_hand, pages, results, tables

EVIL = "<script>alert('x')</script>"


def entry(exercise="relu", verdict="CORRECT", points=1, diagnoses=(), message="relu: Right."):
    max_points = {"relu": 1, "collapse_linear_layers": 2}[exercise]
    fields = {"id": exercise, "lesson": 2, "verdict": verdict, "points": points, "max_points": max_points}
    return fields | {"diagnoses": list(diagnoses), "message": message, "outputs": {}}


def result(student, *exercises, problem="", code="", notes=()):
    files = [{"name": "02_layers.ipynb", "problem": problem}]
    fields = {"schema": 1, "student": student, "isolation": "linux", "exercises": list(exercises), "files": files}
    fields |= {"notes": list(notes), "input": "", "code": code}
    return results.validate(fields | results.summed_up(fields["exercises"], files))


def a_class():
    half = entry("collapse_linear_layers", "WRONG", 1.0, ["forgot_biases_1"], "collapse_linear_layers: Not yet.")
    none = entry("collapse_linear_layers", "NOT_ATTEMPTED", 0, message="")
    return [
        result("mia", entry(), entry("collapse_linear_layers", points=2), code="a"),
        result("ben", entry(), half, code="a"),
        result("=cmd|' /C calc'!A0", entry(verdict="WRONG", points=0, message=EVIL), half, code="b"),
        result(EVIL, entry(verdict="MALFORMED_FILE", points=None, message="cut off"), none, problem=EVIL),
        result("tom", entry(verdict="GRADER_ERROR", points=None), none, notes=[EVIL]),
    ]


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1", "＝1"])
def test_a_cell_is_no_formula(text):
    assert tables.safe_cell(text) == f"'{text}"


def test_other_cells_stay_as_they_are():
    assert [tables.safe_cell(v) for v in ("mia", "a=b", -1.5, 0, None, "")] == ["mia", "a=b", "-1.5", "0", "", ""]


def test_the_tables_have_a_row_for_each_student_and_for_each_exercise(tmp_path):
    tables.write_tables(tmp_path, a_class(), ["relu", "collapse_linear_layers"])
    wide, long = read(tmp_path / "grades.csv"), read(tmp_path / "exercises.csv")
    assert wide[0] == ["student", "status", "score", "max_score", "relu", "collapse_linear_layers"]
    assert wide[2] == ["ben", "GRADED", "2.0", "3", "1", "1.0"]
    assert wide[4][1:] == ["MALFORMED_FILE", "", "3", "", "0"]
    assert wide[3][0].startswith("'=")
    assert len(long) == 1 + 5 * 2
    assert long[4][:7] == ["ben", "2", "collapse_linear_layers", "WRONG", "1.0", "2", "forgot_biases_1"]


class Reader(HTMLParser):
    """Collects the tags, the text and the addresses of a page, and sees that tags are closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.addresses, self.open = set(), [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.words.append("" if tag == "wbr" else " ")
        self.addresses += [value for name, value in attributes if name in ("src", "href", "action")]
        if tag not in ("meta", "br", "link", "img", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words))


def test_the_pages_are_whole_stand_alone_and_run_no_code(tmp_path):
    folders = [tmp_path / str(i) for i in range(5)]
    for folder in folders:
        folder.mkdir()
    pages.write_report(tmp_path, a_class(), folders)
    for path in [tmp_path / "report.html", *(folder / "feedback.html" for folder in folders)]:
        page = path.read_text(encoding="utf-8")
        reader = Reader(page)
        assert not reader.tags & {"script", "img", "link", "iframe", "form"}
        assert reader.addresses == []
        assert "url(" not in page
        assert "http" not in page
    assert EVIL in Reader((folders[3] / "feedback.html").read_text(encoding="utf-8")).text


def test_the_feedback_says_what_is_right_what_is_not_and_where_to_look():
    text = Reader(pages.feedback(a_class()[1])).text
    assert "Feedback for ben" in text
    assert "2 of 3 points" in text
    assert "✓ relu(z)" in text
    assert "✗ collapse_linear_layers(" in text
    assert "Where to look" in text
    assert "no score yet" in Reader(pages.feedback(a_class()[3])).text


def test_the_report_counts(tmp_path):
    folders = [tmp_path / str(i) for i in range(5)]
    for folder in folders:
        folder.mkdir()
    summary = pages.write_report(tmp_path, a_class(), folders)
    assert summary.statuses == {"GRADED": 3, "MALFORMED_FILE": 1, "GRADER_ERROR": 1}
    assert [n for _, n in summary.distribution()] == [0, 0, 0, 1, 0, 0, 1, 0, 0, 1]
    relu, collapse = summary.difficulty()
    assert (relu["n"], relu["n_right"], relu["share"]) == (3, 2, 2 / 3)
    assert (collapse["n"], collapse["n_right"], collapse["others"]) == (3, 1, [("WRONG", 2)])
    (row,) = summary.histogram()
    assert (row["mistake"], row["n"], row["share"]) == ("forgot_biases_1", 2, 2 / 3)
    assert summary.identical() == [["mia", "ben"]]
    text = Reader((tmp_path / "report.html").read_text(encoding="utf-8")).text
    assert "67 % 2 collapse_linear_layers forgot biases 1" in text
    assert "mia, ben" in text


def test_an_empty_class_has_a_report(tmp_path):
    pages.write_report(tmp_path, [], [])
    assert "0 students" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_schema_says_what_each_field_is():
    fields = {**SCHEMA["properties"], **SCHEMA["definitions"]["exercise"]["properties"]}
    assert {"student", "score", "max_score", "isolation", "exercises", "verdict", "points", "message"} <= set(fields)
    assert tuple(fields["verdict"]["enum"]) == results.VERDICTS


@pytest.mark.parametrize("student", ["mia", "Müller José", "a b", "ada@school.example", "李雷", "x" * 80])
def test_a_plain_name_is_the_folders_name(student):
    assert results.folder_name(student) == student


TRICKS = ["..", ".", "", "../x", "/etc", "a/b", "a\\b", "grades.csv", "Report.HTML", "x" * 300, "a\0b", "a\nb", "mia."]
TRICKS += [" mia", "-rf", ".hidden", "con:", "\ud800"]


@pytest.mark.parametrize("student", TRICKS)
def test_other_names_get_a_folder_that_is_inside_and_their_own(student):
    name = results.folder_name(student)
    assert re.fullmatch(r"[\w@+-]+-[0-9a-f]{8}", name)
    assert name != results.folder_name(student + "?")


def test_the_page_says_neither_a_name_twice_nor_where_to_look_for_a_file(tmp_path):
    page = pages.feedback(result("mia", entry(), entry("collapse_linear_layers", "NOT_ATTEMPTED", 0, message="")))
    assert "relu: Right." not in page
    assert "<p>Right.</p>" in page
    lost = entry(verdict="MALFORMED_FILE", points=None, message="02_layers.ipynb cannot be read.")
    words = f"Points given by hand: 0.\n{results.NOT_HANDED_IN}"
    missing = entry("collapse_linear_layers", "NOT_ATTEMPTED", 0, message=words)
    assert "Where to look" not in pages.feedback(result("mia", lost, missing, problem="cut off"))


def test_the_report_names_who_handed_in_nothing_and_has_the_notes(tmp_path):
    nothing = result("mia", entry(verdict="NOT_ATTEMPTED", points=0)) | {"status": "NOT_SUBMITTED"}
    (tmp_path / "mia").mkdir()
    pages.write_report(tmp_path, [nothing], [tmp_path / "mia"], ["eve: not in the roster"])
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Without a notebook or a Python file: mia." in report
    assert "eve: not in the roster" in report


def given(tmp_path, *lines, head="student,exercise,points,reason"):
    (tmp_path / "points.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return by_hand.read_points(tmp_path / "points.csv")


def test_points_by_hand_change_the_sum_and_are_said_first(tmp_path):
    before = a_class()[1]
    after = by_hand.with_points(before, given(tmp_path, 'ben,collapse_linear_layers,1.5,"as told, in class"'))
    assert (before["score"], after["score"], after["status"]) == (2, 2.5, "GRADED")
    assert after["exercises"][1]["message"].startswith("Points given by hand: 1.5. as told, in class\n")
    assert after["exercises"][0] == before["exercises"][0]
    assert by_hand.with_points(a_class()[0], given(tmp_path, "ben,relu,0,")) == a_class()[0]


def test_points_by_hand_make_a_grade_of_a_broken_file_once_all_are_given(tmp_path):
    half = entry("collapse_linear_layers", "MALFORMED_FILE", None, message="cut off")
    broken = result("eve", entry(verdict="MALFORMED_FILE", points=None, message="cut off"), half, problem="cut off")
    first = by_hand.with_points(broken, given(tmp_path, "eve,relu,1,on paper"))
    assert (first["status"], first["score"]) == ("MALFORMED_FILE", None)
    both = by_hand.with_points(broken, given(tmp_path, "eve,relu,1,on paper", "eve,collapse_linear_layers,0,"))
    assert (both["status"], both["score"]) == ("GRADED", 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mia,rely,1,", "line 2: there is no exercise 'rely'"),
        ("mia,relu,2,", "line 2: the points are '2', but should be a number from 0 to 1"),
        ("mia,relu,-1,", "from 0 to 1"),
        ("mia,relu,nan,", "from 0 to 1"),
        ("mia,relu,,", "from 0 to 1"),
        ("mia,relu", "from 0 to 1"),
        ("mia,relu,1,\nmia,relu,1,", "line 3: mia has points for relu already"),
    ],
)
def test_a_mistake_in_the_points_is_named_with_its_line(tmp_path, line, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        given(tmp_path, line)


def test_points_without_their_head_are_refused(tmp_path):
    with pytest.raises(ValueError, match="no column 'reason'"):
        given(tmp_path, head="student,exercise,points")
