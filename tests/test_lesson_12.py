"""The numbers of lesson 12: what its texts, tasks and examples to fill in say, computed anew."""

import math
import re

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import TrainingRun, classifier, stopping_point, train_and_validation
from bplib.live.ground import VALUES
from written import number, read_lesson

WORDS, CELLS, printed = read_lesson("12_training_loop")


def run(*ids):
    """The names that these cells make, run one after the other; trainings are not shown."""
    space = {"np": np, "bp": bp}
    for id in ids:
        exec(CELLS[id].source.replace("bp.live.TrainingCurves()", "False"), space)
    return space


@pytest.fixture(scope="module")
def overfitted():
    return run("overfit")["history"]


def test_the_two_trainings_of_the_hook_have_as_many_updates_as_the_lesson_says():
    histories = run("hook")["histories"]
    assert [len(history.step_loss) for history in histories] == [5, 1565]
    assert math.ceil(20_000 / 64) == 313 and 20_000 - 312 * 64 == 32
    right = [int(found.replace(",", "")) for found in re.findall(r": ([\d,]+) of 4,000", printed("hook"))]
    assert right[0] < 2200 and right[1] > 3900
    assert "313 times" in WORDS["why-further"]["right"]
    assert len(histories[1].step_loss) == 313 * len(histories[0].step_loss)


def final_loss(batch_size, learning_rate):
    """The validation loss with which the training ground ends with these settings."""
    training, validation = train_and_validation("moons")
    network, loss = classifier(*training, (8,), bp.tanh)
    optimizer, n = bp.GradientDescent(learning_rate), len(training[0])
    size = n if batch_size == "all" else int(batch_size)
    moons = TrainingRun(network, loss, optimizer, training, validation, batch_size=size, n_epochs=20)
    moons.advance(20)
    return moons.history.validation_loss[-1]


def test_the_task_of_the_training_ground_can_be_reached_but_not_by_the_extremes():
    source = CELLS["ground"].source
    for setting in ('"batch_size": "all"', '"learning_rate": 1.0', '"n_epochs": 20'):
        assert setting in source
    assert bp.live.training_ground().values["hidden_layers"] == "8"
    assert 0.3 < final_loss("all", 1.0) < 0.31 and "still above 0.3 after 20 epochs" in WORDS["lower-loss"]["text"]
    assert WORDS["lower-loss"]["reached"] == {"epochs": 20, "validation_loss": {"between": [0, 0.2]}}
    rates = [0.1, 0.3, 1.0, 3.0, 10.0]
    low = {(size, rate) for size in VALUES["batch size"] for rate in rates if final_loss(size, rate) < 0.2}
    assert low == {("16", 1.0), ("4", 0.3), ("4", 1.0), ("1", 0.1)}  # a smaller batch asks for a smaller rate


def test_the_smallest_patience_that_keeps_the_best_weights_is_the_one_of_the_task(overfitted):
    losses = overfitted.validation_loss
    found = [patience for patience in range(1, 41) if stopping_point(losses, patience).best == np.argmin(losses) + 1]
    assert WORDS["smallest-patience"]["reached"] == {"patience": found[0]}
    assert stopping_point(losses, found[0] - 1).best < 40


def test_loss_and_accuracy_of_the_last_question_are_those_of_the_training(overfitted):
    text = WORDS["rising-loss"]["text"]
    before, after = 90, 300
    assert f"epoch {before} to epoch {after}" in text
    for epoch in (before, after):
        assert f"{overfitted.validation_loss[epoch - 1]:.2f}" in text
        assert f"{100 * overfitted.validation_accuracy[epoch - 1]:.1f} %" in text
    assert np.argmin(overfitted.validation_loss) + 1 == before


def updates(w, batches, learning_rate=0.1):
    """Gradient and new weight of each update of the network wx, from batches of (x, y)."""
    steps = []
    for batch in batches:
        gradient = sum((w * x - y) * x for x, y in batch) / len(batch)
        w -= learning_rate * gradient
        steps.append((gradient, w))
    return steps


def test_the_worked_example_is_what_its_code_prints_and_what_the_rule_gives():
    text, code = CELLS["worked"].source, printed("worked-code")
    steps = updates(0.0, [[(1, 2), (2, 4)], [(3, 6), (1, 2)]])
    for gradient, w in steps:
        assert f"={gradient:g}$" in text and f"={w:g}$" in text
        assert f"batch size 2: gradient {gradient}, new w = {w}" in code
    [(gradient, w)] = updates(0.0, [[(1, 2), (2, 4), (3, 6), (1, 2)]])
    assert f"ends at {w:g}" in text
    assert f"batch size 4: gradient {gradient}, new w = {w}" in code


def test_the_last_update_and_its_slips_are_what_the_rule_gives():
    first, second = [(1, 3), (2, 6)], [(2, 6), (-1, -3)]
    (_, w_1), (g, w_2) = updates(1.0, [first, second])
    blanks = WORDS["last-update"]["blanks"]
    assert f"new weight 1 − 0.1 · (−5) = {w_1:g}" in WORDS["last-update"]["steps"]
    assert (blanks["g"]["value"], blanks["w"]["value"]) == (g, w_2)
    errors = [w_1 * x - y for x, y in second]
    [(old, _)] = updates(1.0, [second])
    unsigned = ((errors[0]) * 2 + errors[1] * 1) / 2
    assert {float(slip) for slip in blanks["g"]["slips"]} == {old, 2 * g, unsigned, sum(errors) / 2}
    from_old_gradient, wrong_sign, from_start, without_rate = w_1 - 0.1 * old, w_1 + 0.1 * g, 1 - 0.1 * g, w_1 - g
    slips = {float(slip) for slip in blanks["w"]["slips"]}
    assert slips == {round(value, 9) for value in (from_old_gradient, wrong_sign, from_start, without_rate)}


def test_the_plan_and_its_slips_are_counted_right():
    steps, blanks = WORDS["a-plan"]["steps"], WORDS["a-plan"]["blanks"]
    n, m, n_epochs = (number(found) for found in re.findall(r"[\d,]+(?= examples|, at most| epochs\n)", steps)[:3])
    losses = [number(found) for found in re.findall(r"0\.\d\d", steps)]
    patience = int(re.search(r"patience of (\d)", steps)[1])
    stop, each = stopping_point(losses, patience), math.ceil(n / m)
    values = {"u": each, "last": n - (each - 1) * m, "all": n_epochs * each, "stop": stop.epoch, "keep": stop.best}
    assert {name: blank["value"] for name, blank in blanks.items()} == values
    slips = {"u": {n // m, n / m}, "last": {m, 0}, "all": {n_epochs * (n // m), n_epochs * n / m, n_epochs}}
    slips |= {"stop": {5, 4, 7, 3}, "keep": {stop.epoch, 7, 2}}
    assert {name: {float(slip) for slip in blank["slips"]} for name, blank in blanks.items()} == slips


def test_the_loop_in_order_is_bp_train():
    x, y = bp.datasets.moons(50)
    network, loss = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1)), bp.binary_cross_entropy
    space = {"bp": bp, "network": network, "loss": loss, "x": x, "y": y, "n_epochs": 3, "batch_size": 16}
    space |= {"rng": np.random.default_rng(0), "optimizer": bp.GradientDescent(0.3)}
    exec(WORDS["whole-loop"]["lines"].strip(), space)
    rng = np.random.default_rng(0)
    parameters = bp.initialize(network, rng)
    settings = {"batch_size": 16, "n_epochs": 3, "rng": rng, "progress": False}
    bp.train(network, parameters, loss, bp.GradientDescent(0.3), x, y, **settings)
    np.testing.assert_array_equal(space["parameters"].vector, parameters.vector)


def test_what_the_demonstrations_print_is_what_the_texts_say():
    off = [int(found) for found in re.findall(r"off by (\d+) %", printed("check"))]
    assert "agrees with nudging: True" in printed("check")
    assert off[0] / off[1] == pytest.approx(10, rel=0.25)  # 100 times as many examples
    told = "78 of 100 have learned XOR\n19 have come to rest at a loss of 0.063\n3 are still at more than 0.08"
    assert told in printed("card-1-check")
    flat = re.findall(r"after ([\d,]+) updates: loss ([\d.]+)", printed("card-2-check"))
    assert flat[:2] == [("1,000", "0.1250"), ("3,000", "0.1250")] and float(flat[2][1]) < 0.002
    assert "100 % of its coins right\n50 % of fresh coins" in printed("card-3-check")
    accuracies = [int(found) for found in re.findall(r"(\d+) % of fresh points", printed("nonlinear"))]
    assert max(accuracies[:2]) < 60 and accuracies[2] >= 95
    ratios = [float(found) for found in re.findall(r"costs ([\d.]+) forward passes", printed("card-4-check"))]
    assert all(1 <= ratio <= 2 for ratio in ratios)
    assert "26,001 parameters" in printed("card-4-check") and "52,002 forward passes" in printed("card-4-check")
    assert "trained: mean squared error 0.49; always answering the mean: 0.49" in printed("card-5-check")
    assert "error below 0.0001: True" in printed("card-5-check")
