"""Figures: pictures with an alternative text that is true, in colours that everybody can tell apart."""

import io
import re

import numpy as np
import pytest
from PIL import Image

import bplib as bp
from bplib.figures import DARK, LIGHT


def a_history(n_epochs=10, validation=True):
    history = bp.History(n_epochs=n_epochs)
    history.loss = [2.0 / (k + 1) for k in range(n_epochs)]
    history.accuracy = [1 - 0.5 / (k + 1) for k in range(n_epochs)]
    if validation:
        history.validation_loss = [2.1 / (k + 1) for k in range(n_epochs)]
        history.validation_accuracy = [1 - 0.6 / (k + 1) for k in range(n_epochs)]
    return history


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB"))


def has_color(picture, color):
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])
    return bool((np.abs(pixels(picture).astype(int) - rgb).max(axis=2) < 12).any())


def test_a_picture_is_html_with_its_alternative_text_escaped():
    image = bp.figures.training_curves(a_history()).image
    picture = bp.figures.Picture(image, 'A chart of "loss" <b> against epochs & more')
    bundle = picture._repr_mimebundle_()
    assert 'alt="A chart of &quot;loss&quot; &lt;b&gt; against epochs &amp; more"' in bundle["text/html"]
    assert "data:image/png;base64," in bundle["text/html"]
    assert bundle["text/plain"] == picture.alt


@pytest.mark.parametrize("alt", ["too short", "x" * 301])
def test_an_alternative_text_of_the_wrong_length_is_an_error(alt):
    with pytest.raises(ValueError, match=r"expected 25 to 300.*Reword"):
        bp.figures.Picture(None, alt)


def test_the_training_curves_show_both_lines_and_say_the_numbers():
    picture = bp.figures.training_curves(a_history())
    assert "10 of 10 epochs" in picture.alt
    assert "Training loss from 2.00 to 0.20" in picture.alt
    assert "validation accuracy 94.0 %" in picture.alt
    assert has_color(picture, LIGHT.loss)
    assert has_color(picture, LIGHT.accuracy)


def test_the_training_curves_without_validation_do_not_speak_of_it():
    assert "validation" not in bp.figures.training_curves(a_history(validation=False)).alt


def test_the_training_curves_leave_out_an_accuracy_that_is_none():
    history = a_history(validation=False)
    history.accuracy = [float("nan")] * 10
    assert "accuracy 0" not in (alt := bp.figures.training_curves(history).alt)
    assert "nan" not in alt


def test_the_curves_before_the_first_epoch_are_empty():
    history = bp.History(n_epochs=7)
    picture = bp.figures.TrainingCurves(history).picture(history)
    assert "epochs 1 to 7; the training begins" in picture.alt
    assert not has_color(picture, LIGHT.loss)


def test_the_live_curves_end_as_the_still():
    history, seen = a_history(), bp.History(n_epochs=10)
    curves = bp.figures.TrainingCurves(seen)
    for k in range(10):
        for name in ("loss", "accuracy", "validation_loss", "validation_accuracy"):
            getattr(seen, name).append(getattr(history, name)[k])
        live = curves.picture(seen)
    still = bp.figures.training_curves(history)
    assert live.alt == still.alt
    difference = np.abs(pixels(live).astype(int) - pixels(still).astype(int))
    assert (difference.max(axis=2) > 60).mean() < 0.001  # the still has a palette of 256 colours


def test_a_growing_loss_stays_within_the_picture():
    history = bp.History(n_epochs=3)
    curves = bp.figures.TrainingCurves(history)
    for value in (1.0, 5.0, 40.0):
        history.loss.append(value)
        history.accuracy.append(0.5)
        curves.picture(history)
    assert curves.axes[0].get_ylim()[1] > 40


@pytest.mark.parametrize("n", [1, 10, 20, 23])
def test_a_digit_grid_says_how_many_are_right(n):
    x, y = bp.datasets.digits()
    said = y[:n].copy()
    said[0] = (said[0] + 1) % 10
    picture = bp.figures.digit_grid(x[:n], y[:n], said)
    assert f"Grid of {n} handwritten digits" in picture.alt
    assert f"{n - 1} right; wrong: a 0 read as 1." in picture.alt
    assert has_color(picture, LIGHT.wrong)
    assert has_color(picture, LIGHT.right) == (n > 1)


def test_a_digit_grid_without_predictions_shows_the_labels():
    x, y = bp.datasets.digits()
    assert "labels below: 0, 1, 2, 3, 4." in bp.figures.digit_grid(x[:5], y[:5]).alt


def test_a_digit_grid_of_wrong_shapes_is_an_error():
    x, y = bp.datasets.digits()
    with pytest.raises(ValueError, match=r"images \(3, 8, 8\), labels \(2,\).*Choose some"):
        bp.figures.digit_grid(x[:3], y[:2])
    with pytest.raises(ValueError, match="expected 1 to 40"):
        bp.figures.digit_grid(x[:41], y[:41])


@pytest.mark.parametrize("make", [lambda: bp.figures.training_curves(a_history(60))])
def test_stills_are_small_enough_to_commit(make):
    assert len(make().png) <= 60_000


def test_a_picture_says_its_width_so_that_it_is_sharp():
    html = bp.figures.training_curves(a_history()).html
    assert re.search(r"width: 720px", html)


def test_a_crowded_still_has_fewer_pixels_but_the_size_at_which_it_is_meant_to_be_seen():
    noise = Image.fromarray(np.random.default_rng(0).choice([0, 255], size=(800, 800, 1)).repeat(3, 2).astype(np.uint8))
    crowded = bp.figures.Picture(noise, "x" * 25)
    assert Image.open(io.BytesIO(crowded.png)).width < 800
    assert "width: 400px" in crowded.html


@pytest.mark.parametrize("make", [
    lambda theme: bp.figures.training_curves(a_history(), theme),
    lambda theme: bp.figures.digit_grid(*(part[:10] for part in bp.datasets.digits()), theme=theme),
    lambda theme: bp.figures.network_diagram(bp.Network(bp.Dense(2, 1)), theme=theme),
    lambda theme: bp.figures.computation_graph("L = a*b + a", a=2, b=3, theme=theme),
    lambda theme: bp.figures.LayerBars(2, "mean |δ|", theme=theme).picture([1, 2]),
    lambda theme: bp.figures.activation_curves(bp.sigmoid, bp.relu, theme=theme),
    lambda theme: bp.figures.neuron_picture([[0, 0], [1, 1]], [[0], [1]], (1, 1), -1, theme=theme),
    lambda theme: bp.figures.folding_picture(bp.demonstrations.fold_xor(bp.tanh, np.eye(2), np.zeros(2)), theme),
    lambda theme: bp.figures.bumps_picture(np.sin, 3, theme=theme),
    lambda theme: bp.figures.StartPicture("tanh", theme).picture(bp.demonstrations.DeepStart.of(bp.glorot, bp.tanh)),
    lambda theme: bp.figures.connection_picture(bp.Convolution2D((4, 4, 1), 1, (2, 2)), 5, theme=theme),
    lambda theme: bp.figures.shape_diagram([64, 32, 10], 16, 5, theme),
])  # fmt: skip
def test_every_picture_can_be_drawn_in_both_themes(make):
    light, dark = pixels(make(LIGHT)), pixels(make(DARK))
    assert light.shape == dark.shape
    assert "#{:02X}{:02X}{:02X}".format(*light[0, 0]) == LIGHT.card
    assert "#{:02X}{:02X}{:02X}".format(*dark[0, 0]) == DARK.card
    assert light.mean() > 150 > 80 > dark.mean()
