"""Live figures, as far as they live in the kernel; the browser tests look at them in the page."""

import threading

import numpy as np
import pytest

import bplib as bp
from bplib.figures import DARK, LIGHT
from bplib.figures.picture import new_figure, picture_of
from bplib.live import cells
from browser.gallery import one_example
from live_frames import ask, pixels


def dot(x, theme=LIGHT):
    """A picture of one dot at x."""
    drawing = new_figure(2, 1, theme)
    axes = drawing.subplots()
    axes.set_xlim(0, 10)
    axes.plot([x], [0], "o", color=theme.ink)
    return picture_of(drawing, f"Chart of one dot on a line from 0 to 10; it is at {x}.")


def follow_dot(**options):
    return bp.live.follow(dot, bp.live.Slider("x", 0, 10, step=1, value=3), **options)


def test_no_module_has_the_name_of_the_function_that_it_gives():
    hidden = [name for name, module in bp.live._MODULES.items() if name == module]
    assert not hidden, f"After its first use the module {hidden} would stand where the function is looked for."


def test_the_answer_is_the_picture_of_the_asked_positions_pixel_for_pixel(sent):
    live = follow_dot()
    ask(live, [8])
    ((frame, buffers),) = sent
    assert frame["ask"] == [7, 1]
    assert frame["positions"] == [8]
    assert frame["alt"].endswith("it is at 8.")
    np.testing.assert_array_equal(pixels(frame, buffers), np.asarray(dot(8).image))


def test_the_first_question_gets_the_positions_that_the_kernel_has(sent):
    live = follow_dot()
    ask(live, [8])
    ask(live, None, 2)
    assert [frame["positions"] for frame, _ in sent] == [[8], [8]]
    assert live.values == {"x": 8}


def test_many_answers_each_resting_on_the_last_add_up_to_the_full_picture(sent):
    steps = bp.live.stepper(*one_example(2, 2, 1), optimizer=bp.GradientDescent(1.0))
    rng, shown, drawn = np.random.default_rng(0), None, LIGHT
    for k in range(60):
        place, theme = [int(rng.integers(13)), int(rng.integers(7))], (LIGHT, DARK)[rng.random() < 0.1]
        ask(steps, place, k, theme="dark" if theme is DARK else "light", has=sent[-1][0]["number"] if sent else None)
        frame, buffers = sent[-1]
        assert frame["base"] == (sent[-2][0]["number"] if k else None)
        shown = pixels(frame, buffers, shown)
        whole = steps._painter.picture(theme, steps.values).image
        np.testing.assert_array_equal(shown, np.asarray(whole))
        if k and theme is drawn:
            assert buffers[0].nbytes < 300_000
        drawn = theme


@pytest.mark.parametrize("has", [None, 1, 99])
def test_a_page_that_has_another_picture_than_the_last_one_gets_all_of_it(sent, has):
    live = follow_dot()
    ask(live, [8])
    ask(live, [2], 2, has=sent[-1][0]["number"])
    ask(live, [5], 3, has=has)
    frame, buffers = sent[-1]
    assert frame["base"] is None
    np.testing.assert_array_equal(pixels(frame, buffers), np.asarray(dot(5).image))


def test_a_picture_of_another_size_and_one_after_an_error_are_right(sent):
    def draw(x):
        if x == 9:
            raise ValueError("no picture here.")
        return (
            dot(x) if x < 5 else bp.figures.Picture(np.full((4, 6, 4), x, np.uint8), "A grey card of some size: 24 px.")
        )

    live = bp.live.follow(draw, bp.live.Slider("x", 0, 10, step=1))
    for k, (x, base) in enumerate([(3, None), (7, None), (8, 2), (9, None), (7, 3), (2, None)]):
        has = max((frame.get("number", 0) for frame, _ in sent), default=None)
        ask(live, [x], k, has=has)
        if x == 9:
            assert "number" not in sent[-1][0]
        else:
            assert sent[-1][0]["base"] == base
    np.testing.assert_array_equal(pixels(*sent[-1]), np.asarray(dot(2).image))


def test_a_picture_that_is_the_same_takes_no_pixel(sent):
    live = follow_dot()
    ask(live, [8])
    ask(live, [8], 2, has=1)
    assert sent[-1][1][0].size == 0


def test_the_picture_is_drawn_in_the_theme_of_the_page(sent):
    live = follow_dot()
    ask(live, None, theme="dark")
    ask(live, None, theme="light")
    corners = [pixels(frame, buffers)[0, 0, :3].tobytes().hex() for frame, buffers in sent]
    assert corners == [DARK.card[1:].lower(), LIGHT.card[1:].lower()]


def test_every_question_has_one_answer_even_if_drawing_fails(sent):
    def draw(x):
        if x == 4:
            raise ZeroDivisionError("nothing to divide by <b>")
        return dot(x)

    live = bp.live.follow(draw, bp.live.Slider("x", 0, 10, step=1))
    for number, position in enumerate((3, 4, 5)):
        ask(live, [position], number)
    assert [frame["ask"][1] for frame, _ in sent] == [0, 1, 2]
    assert [frame.get("error") for frame, _ in sent] == [
        None,
        "No picture for these values: ZeroDivisionError: nothing to divide by <b>",
        None,
    ]


@pytest.mark.parametrize("positions", [[11], [-1], [2.5], ["3"], [], [1, 2]])
def test_positions_that_cannot_be_are_answered_with_an_error(sent, positions):
    live = follow_dot()
    ask(live, positions)
    assert "error" in sent[0][0]
    assert live.values == {"x": 3}


def test_an_interrupt_while_drawing_is_answered_too(sent):
    def draw(x):
        if x == 4:
            raise KeyboardInterrupt
        return dot(x)

    live = bp.live.follow(draw, bp.live.Slider("x", 0, 10, step=1))
    ask(live, [4])
    assert "KeyboardInterrupt" in sent[0][0]["error"]


def test_an_error_in_the_first_picture_is_an_error_of_the_cell():
    with pytest.raises(ZeroDivisionError):
        bp.live.follow(lambda x: 1 / 0, bp.live.Slider("x", 0, 1))


def test_functions_are_given_the_values_that_they_name(sent):
    given = []
    live = bp.live.follow(
        lambda start, **more: dot(1),
        bp.live.Slider("learning rate", 0, 1, step=0.1),
        bp.live.Choice("start", ["left", "right"]),
        task="Begin at the right.",
        reached=lambda start: given.append(start) or start == "right",
    )
    ask(live, [3, 1])
    assert given == ["right"]
    assert sent[0][0]["reached"] is sent[0][0]["here"] is True
    assert live.was_reached
    ask(live, [3, 0])
    assert sent[1][0]["reached"] is True  # it stays, until Reset
    assert sent[1][0]["here"] is False
    ask(live, [0, 0], reset=True)
    assert sent[2][0]["reached"] is False
    assert not live.was_reached


def test_the_parts_of_a_task_are_counted_until_reset(sent):
    ends = lambda x: (np.equal(x, 0), x == 9)  # noqa: E731
    live = bp.live.follow(lambda x: dot(1), bp.live.Slider("x", 0, 9, step=1), task="Go to both ends.", reached=ends)
    for position, parts in ((5, [False, False]), (9, [False, True]), (5, [False, True]), (0, [True, True])):
        ask(live, [position])
        assert (sent[-1][0]["parts"], sent[-1][0]["reached"]) == (parts, all(parts))
        assert sent[-1][0]["here"] == (position != 5)
    ask(live, [5], reset=True)
    assert sent[-1][0]["parts"] == [False, False]


def test_a_class_is_made_once_for_each_theme(sent):
    made = []

    class Dot:
        def __init__(self, theme):
            made.append(theme)
            self.theme = theme

        def picture(self, x):
            return dot(x, self.theme)

    live = bp.live.follow(Dot, bp.live.Slider("x", 0, 10, step=1))
    for k, theme in enumerate(("light", "dark", "light", "dark")):
        ask(live, [k], k, theme)
    assert made == [LIGHT, DARK]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((lambda rate: None, bp.live.Slider("learning rate", 0, 1)), "draw asks for rate, and there is learning_rate"),
        ((dot,), "expected one to three different names"),
        ((dot, *[bp.live.Slider("x", 0, 1)] * 2), "expected one to three different names"),
        ((dot, bp.live.Slider("theme", 0, 1)), "other than theme"),
        ((dot, *(bp.live.Slider(name, 0, 1) for name in "xyzt")), "expected one to three"),
    ],
)
def test_a_figure_that_cannot_work_is_refused(arguments, problem):
    with pytest.raises(ValueError, match=problem):
        bp.live.follow(*arguments)


def test_what_is_no_control_or_no_picture_is_refused():
    with pytest.raises(TypeError, match=r"Write bp\.live\.Slider"):
        bp.live.follow(dot, 3)
    with pytest.raises(TypeError, match=r"expected a bp\.figures\.Picture"):
        bp.live.follow(lambda x: "text", bp.live.Slider("x", 0, 1))


def test_reached_must_name_controls():
    with pytest.raises(ValueError, match="reached asks for y"):
        follow_dot(task="Find it.", reached=lambda y: True)


def test_without_a_kernel_there_is_the_task_the_first_picture_and_what_could_be_moved():
    data, _ = follow_dot(task="Move <it>.")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "<strong>Task</strong> Move &lt;it&gt;." in data["text/html"]
    assert 'alt="Chart of one dot on a line from 0 to 10; it is at 3."' in data["text/html"]
    assert "to move: x." in data["text/html"]
    assert data["text/plain"] == "Chart of one dot on a line from 0 to 10; it is at 3."


def test_no_threads_are_left_behind(sent):
    before = threading.active_count()
    live = follow_dot()
    for k in range(10):
        ask(live, [k], k)
    assert threading.active_count() == before


def test_a_cell_that_runs_again_closes_what_it_made_before(monkeypatch):
    run = iter([("cell", "1"), ("cell", "1"), ("other", "2"), ("cell", "3")])
    monkeypatch.setattr(cells, "_running", lambda: next(run))
    monkeypatch.setattr(cells, "_open", {})
    made = [follow_dot() for _ in range(4)]
    assert [live.comm is None for live in made] == [True, True, False, False]


def test_an_unknown_name_in_live_says_which_there_are():
    with pytest.raises(AttributeError, match="TrainingCurves"):
        bp.live.nothing  # noqa: B018


@pytest.mark.parametrize("name", bp.live.__all__)
def test_every_public_name_stays_what_it_is_whatever_was_imported(name):
    assert callable(getattr(bp.live, name))
