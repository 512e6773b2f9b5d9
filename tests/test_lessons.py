"""Every lesson: built on the blueprint, readable without a kernel, the same at every run, offline."""

from pathlib import Path

import pytest

import lesson_checks

LESSONS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
LONGEST_RUN = 60  # seconds


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request):
    return lesson_checks.Lesson.read(request.param)


@pytest.mark.parametrize("check", lesson_checks.CHECKS, ids=lambda check: check.__name__)
def test_the_lesson_has_no_problem_with(check, lesson):
    problems = check(lesson)
    assert not problems, "\n".join(problems)


def test_two_runs_without_a_network_agree_and_are_quick(lesson, say_at_the_end):
    (one, first), (other, second) = lesson_checks.runs_offline(lesson)
    assert lesson_checks.disagreement(one, other) == []
    seconds = max(first, second)
    assert seconds <= LONGEST_RUN
    say_at_the_end(f"{lesson.path.stem}: runs in {seconds:.1f} s, reading grade {lesson_checks.grade(lesson):.1f}")
