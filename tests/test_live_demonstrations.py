"""The learning-rate bench, the loss explorer and the gradient-check curve: what they keep, forget and ask for."""

import pytest

import bplib as bp
from bplib.figures.numerals import exact, short
from bplib.live import figure


@pytest.fixture
def sent(monkeypatch):
    """The frames that went to the page."""
    frames = []
    monkeypatch.setattr(figure.LivePicture, "send", lambda self, content, buffers: frames.append(content))
    return frames


def ask(live, positions, **more):
    live._handle_custom_msg({"ask": [7, 1], "positions": positions, "theme": "light", **more}, [])


def test_the_bench_keeps_what_was_tried_for_each_pair_of_curvatures_until_reset(sent):
    live = bp.live.learning_rate_bench()
    start = live._positions()
    ask(live, [9, 0, 4])
    ask(live, [8, 0, 4])
    assert "Rates tried here: 2, the lowest final loss 0.0014 with 0.45." in sent[-1]["alt"]
    ask(live, [8, 0, 3])
    assert "Rates tried here: 1," in sent[-1]["alt"]
    ask(live, [2, 0, 4])
    assert "Rates tried here: 3," in sent[-1]["alt"]
    ask(live, start, reset=True)
    assert "Rates tried here: 1," in sent[-1]["alt"]
    ask(live, [2, 0, 4])
    assert "Rates tried here: 1," in sent[-1]["alt"]


def test_another_theme_adds_nothing_to_what_was_tried(sent):
    live = bp.live.learning_rate_bench()
    live._handle_custom_msg({"ask": [7, 1], "positions": None, "theme": "dark"}, [])
    assert "Rates tried here: 1," in sent[-1]["alt"]


def test_two_benches_do_not_share_what_was_tried(sent):
    one, two = bp.live.learning_rate_bench(), bp.live.learning_rate_bench()
    ask(one, [5, 0, 4])
    ask(two, [7, 0, 4])
    assert "Rates tried here: 1," in sent[-1]["alt"]


def test_the_bench_shows_divergence_in_words(sent):
    live = bp.live.learning_rate_bench()
    ask(live, [10, 0, 4])
    assert "at ✖, step 4; the loss from 2.4 to 1.1e5 in 30 steps. ▲ above the axis." in sent[-1]["alt"]


def test_the_bench_of_two_basins_has_a_rate_that_decays_or_stays_and_three_starts(sent):
    live = bp.live.learning_rate_bench("two basins", learning_rate=1.0)
    for positions, end in (([19, 0, 0], "to −2.811"), ([0, 0, 0], "to −0.856"), ([19, 0, 2], "to −0.856")):
        ask(live, positions)
        assert f"the loss from {'0.379' if positions[2] == 0 else '−0.511'} {end}" in sent[-1]["alt"]
    ask(live, [19, 1, 0])
    assert "to −2.811" not in sent[-1]["alt"]


def test_the_task_of_the_bench_may_ask_for_its_controls(sent):
    condition = lambda learning_rate, curvature_2: (learning_rate, curvature_2) == (0.45, 4)  # noqa: E731
    live = bp.live.learning_rate_bench(task="Find it.", reached=condition)
    assert not live.was_reached
    ask(live, [8, 0, 4])
    assert live.was_reached


def test_a_rate_is_compared_when_its_neighbors_were_tried_in_the_same_setting(sent):
    live = bp.live.learning_rate_bench(task="Find it.", reached=lambda compared: compared == "yes")
    for positions in ([9, 0, 4], [8, 0, 4], [10, 0, 3], [9, 0, 4]):
        ask(live, positions)
        assert not live.was_reached
    ask(live, [10, 0, 4])
    assert not live.was_reached
    ask(live, [9, 0, 4])
    assert live.was_reached


def test_an_unknown_surface_is_an_error():
    with pytest.raises(ValueError, match='expected "bowl" or "two basins"'):
        bp.live.learning_rate_bench("hill")


def test_the_gradient_check_curve_keeps_each_curve_until_reset(sent):
    live = bp.live.gradient_check_curve()
    assert "step 0.1: error 0.0021" in live._still.alt
    for positions in ([27, 0, 0], [22, 0, 0], [22, 1, 0], [22, 0, 1]):
        ask(live, positions)
    assert set(live.tried) == {("central", "float64"), ("forward", "float64"), ("central", "float32")}
    assert len(live.tried["central", "float64"]) == 3
    assert "Central difference, float32, step 1e−4: error" in sent[-1]["alt"]
    ask(live, [28, 0, 0], reset=True)
    assert [len(found) for found in live.tried.values()] == [1]


def test_the_gradient_check_curve_knows_its_lowest_points_once_their_neighbors_were_tried(sent):
    live = bp.live.gradient_check_curve()
    errors = lambda precision: live.tried["central", precision]  # noqa: E731
    known = []
    for precision in (0, 1):
        for step in (*range(29), *range(29)):
            ask(live, [step, 0, precision])
            known.append(live._known())
    lowest = {name: min(errors(name), key=lambda step: errors(name)[step].error) for name in ("float64", "float32")}
    assert {(k["precision"], k["step"]) for k in known if k["lowest"] == "yes"} == set(lowest.items())
    assert sum(k["lowest"] == "yes" for k in known) == 2  # the first time, the step after it had not been tried yet
    best = {name: f"{short(errors(name)[lowest[name]].error)} at {exact(lowest[name])}" for name in lowest}
    assert f"Lowest of 29: {best['float32']}; in float64, of 29: {best['float64']}." in sent[-1]["alt"]


def test_a_scale_that_the_start_does_not_use_is_told_to_be_unused(sent):
    live = bp.live.initialization_explorer("normal")
    states = {}
    for position, start in enumerate(live._controls[0].values):
        ask(live, [position, 0, 0])
        states[start] = sent[-1]["states"]
    assert {start for start, state in states.items() if state == [None, "unused", None]} == {"zeros", "Glorot", "He"}
    assert states["normal"] == states["constant"] == [None, None, None]


def test_the_loss_explorer_moves_a_prediction(sent):
    live = bp.live.loss_explorer(prediction=0.99)
    assert "error 0.99, loss 0.98, slope 0.0196; the decision is wrong" in live._still.alt
    at = live._positions()[0]
    ask(live, [at, 1, 0])
    assert "error 0.99, loss 4.605, slope 0.99;" in sent[-1]["alt"]
    ask(live, [at, 1, 1])
    assert "slope 100;" in sent[-1]["alt"]
    assert "target y = 1" in bp.live.loss_explorer(target=1)._still.alt


def test_the_loss_explorer_of_three_classes_moves_logits(sent):
    live = bp.live.loss_explorer(n_classes=3, target=2)
    ask(live, [10, 14, 12])
    assert "Logits 0, 2, 1 give probabilities 0.09, 0.665, 0.245" in sent[-1]["alt"]


@pytest.mark.parametrize(("n_classes", "target"), [(4, 0), (2, 2), (3, -1)])
def test_other_classes_are_an_error(n_classes, target):
    with pytest.raises(ValueError, match="expected 2 or 3 classes and one of them as the target"):
        bp.live.loss_explorer(n_classes=n_classes, target=target)


@pytest.mark.parametrize("make", [
    bp.live.learning_rate_bench,
    lambda: bp.live.learning_rate_bench("two basins"),
    bp.live.loss_explorer,
    lambda: bp.live.loss_explorer(n_classes=3),
    bp.live.gradient_check_curve,
])  # fmt: skip
def test_without_a_kernel_there_is_a_still_twin(make):
    live = make()
    data, _ = live._repr_mimebundle_()
    assert f'alt="{live._still.alt}"' in data["text/html"]
    assert len(live.controls) == 3
