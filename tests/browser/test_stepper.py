"""The stepper in JupyterLab: by keys, by the mouse, and while it plays."""

import numpy as np
import pytest
from playwright.sync_api import expect

import bplib as bp
from bplib.figures.numerals import short
from browser import figures
from browser.gallery import GALLERY, one_example, write_gallery

N_STEPS = 13
SECONDS = 3  # for each step while it plays
# Counts the repeating timers of a player that are running.
COUNT_TIMERS = """(ms) => {
    window.running = new Set();
    const [begin, end] = [window.setInterval, window.clearInterval];
    window.setInterval = (action, each) => {
        const timer = begin(action, each);
        if (each === ms) window.running.add(timer);
        return timer;
    };
    window.clearInterval = (timer) => { window.running.delete(timer); end(timer); };
}"""
# The middle of a shape, in the page's pixels.
MIDDLE = """(path) => {
    const point = path.getPointAtLength(60).matrixTransform(path.getScreenCTM());
    return [point.x, point.y];
}"""


@pytest.fixture(scope="module")
def stepped(course_server, new_lab):
    """JupyterLab on a small laptop, with the stepper of a 2-2-1 network."""
    lab = new_lab(width=1366, height=768)
    cell = GALLERY["stepper"].replace("step == 13", "step in (2, 13)")
    lab.open(write_gallery(course_server.folder, {"stepper": cell}, "gallery_stepper"))
    lab.run_all_cells()
    return lab


@pytest.fixture
def figure(stepped):
    """The stepper at its first step."""
    figure = stepped.page.locator(figures.FIGURE)
    figure.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(figure, [0, 0])
    return figure


def own_numbers():
    """What bplib computes, in the order in which it is shown."""
    network, parameters, loss, x, y = one_example(2, 2, 1)
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    moved = parameters.copy()
    bp.update(moved, gradients, bp.GradientDescent(1.0))
    units = [pair for layer in cache.layers for pair in zip(layer.pre_activation[0], layer.activation[0], strict=True)]
    numbers = [*np.ravel(units), loss.value(cache.output, y), *cache.deltas[1][0], *cache.deltas[0][0]]
    for layer in (*gradients, *moved):
        numbers += [
            number for weights, b in zip(layer.weights.T, layer.biases, strict=True) for number in (*weights, b)
        ]
    return [short(number) for number in numbers]


def shown(figure, place):
    """The text of the step (0), of the path (1) or of the code (2)."""
    return figure.locator(".bp-text").nth(place).locator("> :first-child")


def values(figure, place=0):
    """The values of the formulas, which are bold; the first bold word is the label."""
    return shown(figure, place).locator("strong").all_text_contents()[1:]


def top_of_picture(figure):
    """Its distance from the controls, and that of its lower edge."""
    controls, canvas = figure.locator(".bp-controls").bounding_box(), figure.locator("canvas").bounding_box()
    return canvas["y"] - controls["y"], canvas["y"] + canvas["height"] - controls["y"]


def test_arrow_keys_show_all_numbers_of_bplib_and_the_picture_stays_in_its_place(figure):
    found, tops = [], set()
    for step in range(N_STEPS):
        figures.wait_for_picture(figure, [step, 0])
        found += values(figure)
        tops.add(top_of_picture(figure))
        figure.get_by_role("slider", name="step").press("ArrowRight")
    assert found == own_numbers()
    [(_, bottom)] = tops
    assert bottom <= 460


def test_what_was_reached_stays_until_reset_and_is_said_once(figure):
    reached, status = figure.get_by_text("✓ Reached"), figure.get_by_role("status")
    expect(reached).to_be_hidden()
    figure.get_by_role("slider", name="step").press("End")
    expect(status).to_contain_text("Task reached. Step 13 of 13")
    figure.get_by_role("slider", name="step").press("ArrowLeft")
    expect(status).to_contain_text("Step 12 of 13")
    expect(status).not_to_contain_text("reached")
    expect(reached).to_be_visible()
    figure.get_by_role("button", name="Reset").press("Space")
    expect(reached).to_be_hidden()


def test_the_mouse_on_a_weight_shows_its_path_and_moves_nothing(stepped, figure):
    figure.get_by_role("slider", name="step").press("End")
    figures.wait_for_picture(figure, [N_STEPS - 1, 0])
    top = top_of_picture(figure)
    figure.locator("canvas").scroll_into_view_if_needed()
    for weight, number in ((2, 1), (5, 6)):  # x₂ → h₁ and h₁ → o among the gradients
        stepped.page.mouse.move(*figure.locator("svg path").nth(weight - 1).evaluate(MIDDLE))
        figures.wait_for_picture(figure, [N_STEPS - 1, weight])
        assert values(figure, 1) == [own_numbers()[10 + number]] * 2
        expect(shown(figure, 1)).to_contain_text("with the weights before the update")
    assert top_of_picture(figure) == top


def test_the_menu_shows_the_path_of_a_weight_by_keys(figure):
    figure.get_by_role("slider", name="step").press("End")
    menu = figure.get_by_role("combobox", name="weight")
    for weight in (1, 2):
        menu.press("ArrowDown")
        figures.wait_for_picture(figure, [N_STEPS - 1, weight])
        assert values(figure, 1) == [own_numbers()[9 + weight]] * 2
    menu.press("Home")
    figures.wait_for_picture(figure, [N_STEPS - 1, 0])
    expect(shown(figure, 1)).to_contain_text("Choose a weight")


def test_playing_ends_at_the_last_step_and_by_stop(stepped, figure):
    stepped.page.evaluate(COUNT_TIMERS, 1000 * SECONDS)
    for key in ("End", "ArrowLeft", "ArrowLeft"):
        figure.get_by_role("slider", name="step").press(key)
    figures.wait_for_picture(figure, [N_STEPS - 3, 0])
    player = figure.locator(".bp-play")
    player.press("Space")
    expect(player).to_have_text("Stop")
    figures.wait_for_picture(figure, [N_STEPS - 1, 0])
    expect(player).to_have_text("Play")
    assert stepped.page.evaluate("running.size") == 0
    player.press("Space")  # again from the first step
    figures.wait_for_picture(figure, [0, 0])
    player.press("Space")
    expect(player).to_have_text("Play")
    stepped.page.wait_for_timeout(1000 * SECONDS + 500)
    assert figures.positions(figure) == [0, 0]


def test_a_step_that_playing_passes_is_not_reached_but_the_one_where_it_is_stopped(stepped, figure):
    reached, player = figure.get_by_text("✓ Reached"), figure.locator(".bp-play")
    player.press("Space")  # to the second step, which the task asks for
    figures.wait_for_picture(figure, [1, 0])
    stepped.page.wait_for_timeout(1500)
    expect(reached).to_be_hidden()
    player.press("Space")
    expect(reached).to_be_visible()


def test_the_buttons_beside_the_slider_go_one_step_and_around_at_the_ends(figure):
    before, after = (figure.get_by_role("button", name=f"{word} step") for word in ("Previous", "Next"))
    for button, step in ((after, 1), (after, 2), (before, 1), (before, 0), (before, N_STEPS - 1), (after, 0)):
        button.press("Space")
        figures.wait_for_picture(figure, [step, 0])
        assert figure.get_by_role("slider", name="step").input_value() == str(step)


def test_a_cell_that_runs_again_leaves_no_timer(stepped, figure):
    stepped.page.evaluate(COUNT_TIMERS, 1000 * SECONDS)
    figure.locator(".bp-play").press("Space")
    assert stepped.page.evaluate("running.size") == 1
    stepped.page.locator(".jp-CodeCell .cm-content", has_text="bp.live.stepper").click()
    stepped.page.keyboard.press("Control+Enter")
    figures.wait_for_picture(figure, [0, 0])
    assert stepped.page.evaluate("running.size") == 0
    stepped.page.wait_for_timeout(1000 * SECONDS + 500)
    assert figures.positions(figure) == [0, 0]


def test_nothing_went_wrong_meanwhile(stepped):
    assert stepped.problems() == []
