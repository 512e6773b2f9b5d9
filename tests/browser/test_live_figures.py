"""Live figures in JupyterLab, as a hurried learner treats them, and how quickly they answer."""

import os
import re

import pytest
from playwright.sync_api import expect

from browser import clock, figures
from browser.gallery import GALLERY, TIMED, write_gallery

BUSY = "import time; time.sleep(4)"


@pytest.fixture(scope="module")
def gallery(course_server, new_lab):
    """The gallery with a cell at its end that keeps the kernel busy, after all cells have run once."""
    lab = new_lab(height=3000)
    lab.open(write_gallery(course_server.folder, GALLERY | {"busy": BUSY}, "gallery_live"))
    lab.run_all_cells()
    return lab


def figure(lab, controls):
    return lab.page.get_by_role("group", name=f"Live figure: {controls}")


def test_after_200_fast_changes_the_picture_is_that_of_the_controls(gallery):
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(sine, [4, 6])
    frames = gallery.page.evaluate_handle(
        """() => {
        const frames = [], canvas = document.querySelector('.bp-live canvas');
        const slider = document.querySelector('.bp-live input');
        const watch = new MutationObserver(() => frames.push(canvas.dataset.positions));
        watch.observe(canvas, { attributeFilter: ['data-positions'] });
        for (let k = 0; k < 200; k++) setTimeout(() => {
            slider.value = k === 199 ? 70 : (k * 37) % 100;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
        }, 3 * k);
        return frames;
    }"""
    )
    figures.wait_for_picture(sine, [70, 6])
    gallery.page.wait_for_timeout(1500)
    drawn = frames.json_value()
    assert drawn[-1] == "[70,6]"
    assert len(drawn) < 150  # old values were left out; how many were drawn depends on how busy the machine is
    assert "71 swings" in sine.locator("canvas").get_attribute("aria-label")
    assert "71 swings" in sine.locator(".bp-readout").text_content()
    expect(sine.get_by_role("status")).to_contain_text("71 swings")


def test_what_a_slider_passes_on_its_way_is_not_reached_but_where_it_rests(gallery):
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(sine, [4, 6])
    slider = sine.get_by_role("slider", name="frequency")
    for _ in range(9):  # over the place of the task, which is 12 swings
        slider.press("ArrowRight")
        gallery.page.wait_for_timeout(60)
    figures.wait_for_picture(sine, [13, 6])
    gallery.page.wait_for_timeout(1200)
    expect(sine.get_by_text("✓ Reached")).to_be_hidden()
    for _ in range(2):
        slider.press("ArrowLeft")
    expect(sine.get_by_text("✓ Reached")).to_be_visible()


def test_jupyterlab_does_not_draw_a_busy_kernel_for_a_moved_slider(gallery):
    config = "JSON.parse(document.getElementById('jupyter-config-data').textContent)"
    assert "comm_msg" in gallery.page.evaluate(f"{config}.untracked_message_types")


def test_the_picture_says_so_when_the_task_is_reached(gallery):
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(sine, [4, 6])
    expect(sine.get_by_text("✓ Reached")).to_be_hidden()
    for _ in range(7):
        sine.get_by_label("frequency").press("ArrowRight")
    expect(sine.get_by_text("✓ Reached")).to_be_visible()
    expect(sine.get_by_role("status")).to_contain_text("Task reached. Line chart")
    sine.get_by_label("frequency").press("ArrowRight")
    expect(sine.get_by_role("status")).to_have_text(re.compile("^Line chart.* 13 swings"))  # it is said once
    expect(sine.get_by_text("✓ Reached before")).to_be_visible()  # and shown until Reset
    sine.get_by_label("frequency").press("ArrowLeft")
    expect(sine.get_by_text("✓ Reached", exact=True)).to_be_visible()
    sine.get_by_role("button", name="Reset").press("Space")
    expect(sine.get_by_text("✓ Reached")).to_be_hidden()


def test_the_parts_of_a_task_are_counted_and_each_is_said_once(gallery):
    check = figure(gallery, "step, difference, precision")
    check.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(check, [28, 0, 0])
    expect(check.locator(".bp-reached")).to_be_hidden()
    check.get_by_role("combobox", name="difference").select_option("forward")
    expect(check.get_by_text("✓ part 1 of 2", exact=True)).to_be_visible()
    expect(check.get_by_role("status")).to_contain_text("Part 1 of 2 reached. Relative error")
    check.get_by_role("combobox", name="difference").select_option("central")
    expect(check.get_by_role("status")).to_have_text(re.compile("^Relative error.* Central difference"))
    check.get_by_role("combobox", name="precision").select_option("float32")
    expect(check.get_by_text("✓ All parts reached", exact=True)).to_be_visible()
    expect(check.get_by_role("status")).to_contain_text("Task reached. Relative error")
    check.get_by_role("button", name="Reset").press("Space")
    expect(check.locator(".bp-reached")).to_be_hidden()


def test_the_mark_of_a_reached_task_has_its_room_from_the_beginning(gallery):
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(sine, [4, 6])
    before = sine.locator("canvas").bounding_box()
    for _ in range(7):
        sine.get_by_label("frequency").press("ArrowRight")
    expect(sine.get_by_text("✓ Reached", exact=True)).to_be_visible()
    assert sine.locator("canvas").bounding_box() == before
    assert sine.evaluate("""root => {
        const mark = root.querySelector(".bp-reached");
        const height = () => root.querySelector(".bp-task").offsetHeight;
        const words = root.querySelector(".bp-task").childNodes[1];
        for (let n = 0; n < 60; n++) { // while the task grows letter by letter, the mark comes and goes
            words.data += "x ";
            mark.hidden = true;
            const without = height();
            mark.hidden = false;
            for (mark.textContent of ["✓ parts 1, 2, 3 of 4", "✓ All parts reached", "✓ Reached", "✓ Reached before"])
                if (height() !== without) return false;
        }
        return true;
    }""")


def test_an_error_is_said_in_words_and_the_controls_go_on(gallery):
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(sine, [4, 6])
    for _ in range(2):
        sine.get_by_label("amplitude").press("ArrowLeft")
    expect(sine.locator(".bp-note")).to_contain_text("ValueError: a wave of amplitude 0 has no frequency.")
    expect(sine.get_by_role("status")).to_contain_text("no frequency")
    sine.get_by_label("amplitude").press("ArrowLeft")
    figures.wait_for_picture(sine, [4, 3])
    expect(sine.locator(".bp-note")).to_be_hidden()


def test_a_slider_that_changes_nothing_says_so(gallery):
    starts = figure(gallery, "start, scale, activation")
    scale, choice = starts.get_by_role("slider", name="scale"), starts.get_by_role("combobox", name="start")
    expect(scale).to_be_enabled()
    choice.select_option("He")
    expect(scale).to_be_disabled()
    expect(scale).to_have_attribute("aria-valuetext", "—")
    choice.select_option("normal")
    expect(scale).to_be_enabled()
    expect(scale).to_have_attribute("aria-valuetext", "0.1")


def test_a_number_out_of_range_is_marked_and_not_drawn(gallery):
    bars = figure(gallery, "start, weight, next step")
    bars.get_by_label("weight").fill("7")
    expect(bars.get_by_label("weight")).to_have_attribute("aria-invalid", "true")
    bars.get_by_label("weight").fill("-1.5")
    figures.wait_for_picture(bars, [0, -1.5, 0])


def test_escape_leads_to_the_cell_where_the_keys_of_the_notebook_work(gallery):
    sine = figure(gallery, "frequency, amplitude")
    cell = sine.locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]")
    for control in (sine.get_by_label("frequency"), sine.get_by_role("button", name="Reset")):
        control.focus()
        gallery.page.keyboard.press("Escape")
        expect(cell).to_be_focused()
        gallery.page.keyboard.press("ArrowUp")
        assert "jp-mod-selected" not in cell.get_attribute("class")


def test_the_picture_follows_the_theme_of_the_page(gallery):
    corner = "canvas => [...canvas.getContext('2d').getImageData(2, 2, 1, 1).data.slice(0, 3)]"
    for theme, color in (("Dark", [0x1B] * 3), ("Light", [255] * 3), ("Dark", [0x1B] * 3), ("Light", [255] * 3)):
        gallery.set_theme(theme)
        for canvas in gallery.page.locator(".bp-live canvas").all():
            assert canvas.evaluate(corner) == color


def test_in_a_narrow_window_a_picture_stays_large_enough_and_is_moved_sideways(gallery):
    gallery.page.set_viewport_size({"width": 640, "height": 3000})
    for picture in gallery.page.locator(".bp-live .bp-picture").all():
        shown, wide = picture.evaluate("e => [e.clientWidth, e.scrollWidth]")
        assert shown < wide
        natural = picture.locator("canvas").evaluate("e => parseFloat(e.style.width)")
        assert min(500, natural) <= picture.locator("canvas").bounding_box()["width"] <= wide
        assert picture.evaluate("e => e.scrollHeight <= e.clientHeight")
    gallery.page.set_viewport_size({"width": 1280, "height": 3000})


def test_the_picture_moves_while_a_cell_runs(gallery):
    gallery.page.locator(".jp-CodeCell .cm-content", has_text="sleep(4)").click()
    gallery.page.keyboard.press("Control+Enter")
    gallery.page.wait_for_timeout(300)
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_label("frequency").press("Home")
    sine.get_by_label("frequency").press("ArrowRight")
    figures.wait_for_picture(sine, [1, figures.positions(sine)[1]])
    assert "[*]" in gallery.prompts()[-1]
    gallery.wait_for_idle_kernel()


def test_a_cell_that_runs_again_leaves_nothing_of_its_first_run(gallery):
    cell = gallery.page.locator(".jp-CodeCell .cm-content", has_text="gallery.Sine")
    for _ in range(3):
        cell.click()
        gallery.page.keyboard.press("Control+Enter")
        gallery.page.wait_for_timeout(300)
        gallery.wait_for_idle_kernel()
    figures.wait_for_picture(figure(gallery, "frequency, amplitude"), [4, 6])
    assert gallery.page.locator(figures.FIGURE).count() == len(GALLERY)
    live = "isinstance(x, bp.live.LivePicture)"
    count = f"import ipywidgets.widgets.widget as w; sum({live} for x in w._instances.values())"
    gallery.page.locator(".jp-CodeCell .cm-content").last.fill(count)
    gallery.page.keyboard.press("Control+Enter")
    gallery.page.wait_for_timeout(300)
    gallery.wait_for_idle_kernel()
    assert gallery.output_texts()[-1].strip() == str(len(GALLERY))


def test_another_page_takes_over_where_the_controls_stand(gallery, new_lab):
    sine = figure(gallery, "frequency, amplitude")
    sine.get_by_label("frequency").press("End")
    figures.wait_for_picture(sine, [99, 6])
    gallery.save()
    gallery.page.reload()
    gallery.wait_for_notebook()
    figures.wait_for_picture(sine, [99, 6])
    assert sine.get_by_label("frequency").input_value() == "99"
    sine.get_by_label("frequency").press("ArrowLeft")
    figures.wait_for_picture(sine, [98, 6])


def test_a_figure_without_its_kernel_says_so(gallery):
    gallery.choose("Kernel", "Restart Kernel…")
    gallery.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    note = figure(gallery, "frequency, amplitude").locator(".bp-note")
    expect(note).to_contain_text("Run the cell again", timeout=20_000)
    figure(gallery, "frequency, amplitude").get_by_label("frequency").press("Home")
    expect(note).to_contain_text("Run the cell again")
    assert gallery.problems() == []


def test_a_key_is_a_picture_at_once(course_server, lab, say_at_the_end):
    """Reported beside an empty echo of the same run; `--full` gates the goal: a busy machine must not decide."""
    lab.open(write_gallery(course_server.folder, TIMED, "gallery_timed"))
    lab.run_all_cells()
    full = bool(os.environ.get("BPLIB_TEST_FULL"))
    outputs = {name: lab.page.locator(".jp-CodeCell .jp-Cell-outputWrapper").nth(k + 1) for k, name in enumerate(TIMED)}
    times = {name: [] for name in TIMED}
    for _ in range(10 if full else 1):  # in turns, so that whatever else the machine does hits all of them
        for name, output in outputs.items():
            times[name] += clock.key_to_paint(lab.page, output, n_keys=10)
    assert lab.problems() == []
    found = {name: clock.summary(values) for name, values in times.items()}
    for name, (median, high) in found.items():
        say_at_the_end(f"key to picture, {name}: median {median} ms, 95 % within {high} ms")
    for name in ("sine", "training", "stepper"):
        assert not full or (found[name][0] <= 30 and found[name][1] <= 50)


def test_a_training_moves_at_15_frames_a_second(course_server, lab, say_at_the_end):
    """A training on the digits, watched; `--full` gates the goal."""
    lab.open(write_gallery(course_server.folder, {"digits": "gallery.train_on_digits()"}, "gallery_digits"))
    lab.page.evaluate(clock.WATCH)
    lab.run_all_cells()
    rate, n_frames = clock.frames_per_second(lab.page)
    say_at_the_end(f"training on the digits: {n_frames} pictures, {rate:.1f} a second")
    assert n_frames >= 20
    assert rate >= 15 or not os.environ.get("BPLIB_TEST_FULL")
    assert lab.problems() == []
