"""The numbers of lesson 06, computed anew by bplib: examples, blanks and their slips, tasks, and what the cards say."""

import math
import re

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import predict_classes, predict_one
from written import read_lesson

WORDS, CELLS, printed = read_lesson("06_measuring_the_error")


def blanks(id):
    return {name: blank["value"] for name, blank in WORDS[id]["blanks"].items()}


def cross_entropy(p, y):
    """An oracle of its own: one example after the other."""
    return sum(-math.log(one if label == 1 else 1 - one) for one, label in zip(p, y, strict=True)) / len(p)


def test_the_forecasters_are_right_equally_often_and_one_of_them_is_dear():
    rain, careful = [1, 0] * 5, [0.7, 0.3] * 4 + [0.3, 0.7]
    sure = [0.99 if p > 0.5 else 0.01 for p in careful]
    assert printed("hook").count("right on 8 of 10 days") == 2
    assert f"{cross_entropy(careful, rain):.2f}" == "0.53" and "0.53" in WORDS["sure-loss"]["text"]
    assert f"careful 0.53   sure {cross_entropy(sure, rain):.2f}" in printed("reveal")


def test_the_squared_errors_to_fill_in_are_what_bplib_computes():
    y_hat, y = np.array([[2.0], [5.0], [-1.0], [4.0]]), np.array([[1.0], [5.0], [1.0], [0.0]])
    slopes = bp.mean_squared_error.gradient(y_hat, y).ravel()
    assert list(blanks("slopes-missing").values()) == list(slopes[:3])
    steps = WORDS["slopes-missing"]["steps"]
    assert f"= {bp.mean_squared_error.value(y_hat, y)}" in steps
    assert [float(n.replace("−", "-")) for n in re.search("errors: (.*)", steps)[1].split(", ")] == list(
        (y_hat - y)[:, 0]
    )


def test_the_cross_entropy_to_fill_in_is_what_bplib_computes():
    logits, label = np.array([[1.0, 3.0, 0.0]]), np.array([0])
    p = bp.softmax(logits)[0]
    loss = bp.softmax_cross_entropy.value(logits, label)
    assert blanks("loss-missing") == {"p0": round(p[0], 4), "p1": round(p[1], 4), "loss": round(loss, 4)}
    slips = {float(slip) for slip in WORDS["loss-missing"]["blanks"]["loss"]["slips"]}
    possible = {-math.log(p[1]), -loss, -math.log10(p[0])}
    assert slips == {round(value, 4) for value in possible}


def test_the_slips_of_the_slopes_are_what_the_slips_give():
    for name, error in (("first", 1), ("third", -2)):
        possible = {2 * error, error / 4, error, -2 * error / 4}
        assert {float(slip) for slip in WORDS["slopes-missing"]["blanks"][name]["slips"]} <= possible


def test_the_worked_examples_have_the_numbers_that_the_code_prints():
    logits, label = np.array([[2.0, 0.0, 1.0]]), np.array([0])
    text = CELLS["worked-ce"].source
    for value in (*np.exp([2.0, 1.0]), np.exp([2.0, 0.0, 1.0]).sum(), *bp.softmax(logits)[0]):
        assert f"{value:.4f}" in text
    assert f"= {bp.softmax_cross_entropy.value(logits, label):.4f}$" in text
    assert f"= −{-bp.softmax_cross_entropy.gradient(logits, label)[0, 0]:.4f}" in text
    assert "mean squared error: 2.5\nits slopes: [ 2. -1.]" in printed("worked-code")
    assert "0.4076" in printed("worked-code")


def test_the_costs_of_a_probability_are_its_logarithms():
    text = CELLS["cross-entropy"].source
    for p, cost in re.findall(r"(0\.\d+)(?:, this is| costs|, it is) (\d+\.\d+)", text):
        assert f"{-math.log(float(p)):.3f}" == cost
    assert "0.5, it is 0.693; 0.01 costs 4.605" in text


def test_measured_slopes_agree_with_the_rule():
    measured, rule = (re.search(rf"{name}: +(\[.*\])", printed("check"))[1] for name in ("measured", "others"))
    assert measured == rule
    assert "error 0.99, slope along the logit 0.0196" in printed("card-1-check")
    assert "error 0.99, slope along the logit 0.9900" in printed("card-1-check")


@pytest.mark.parametrize(("loss", "slope"), [("mean squared error", 0.0196), ("binary cross-entropy", 0.99)])
def test_the_figure_shows_the_two_slopes_that_the_text_names(loss, slope):
    found = predict_one(loss, math.log(99), 0)
    assert found.error == pytest.approx(0.99)
    assert round(float(found.slope_z), 4) == slope


def test_the_tasks_are_reached_just_where_they_say():
    low, high = WORDS["wrong-and-flat"]["reached"]["prediction"]["between"]
    for p in (0.95, 0.98, low, high):
        found = predict_one("mean squared error", math.log(p / (1 - p)), 0)
        assert (found.error > 0.98 and found.slope_z < 0.03) == (p >= low)
    assert predict_classes([-5, -5, 0], 2).loss < 0.014 < predict_classes([-5, -4.5, 0], 2).loss


def test_the_second_card_halves_the_loss_and_loses_every_decision():
    losses = [float(number) for number in re.findall(r"loss (\d\.\d+)", printed("card-2-check"))]
    label = [1, 1, 1, 0]
    expected = [cross_entropy(p, label) for p in ([0.55] * 3 + [0.99], [0.45] * 3 + [0.6])]
    assert losses == [round(loss, 2) for loss in expected]
    assert losses[1] < 0.55 * losses[0]
    assert re.findall(r"right: (\d) of 4", printed("card-2-check")) == ["3", "0"]
