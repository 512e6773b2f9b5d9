"""XOR and a hidden layer: whether a line separates the points afterwards, and the picture of it."""

import itertools

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import fold_xor, share_separated
from bplib.demonstrations.folding import nearest_points, random_layers
from bplib.figures.canvas import text_box
from bplib.figures.folding import FoldingPicture, _Panel
from bplib.live.folding import ACTIVATIONS, _folding

BENT = (bp.relu, bp.tanh, bp.sigmoid)


def some_line_separates(hidden):
    """Whether in one of 3,600 directions all points of one class come before all of the other; hidden (4, 2)."""
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    along = hidden @ [np.cos(angles), np.sin(angles)]
    return bool((along[[0, 3]].max(axis=0) < along[[1, 2]].min(axis=0)).any())


def perceptron_separates(hidden, n_rounds=20_000):
    """Rosenblatt's rule finds a dividing plane where there is one."""
    x = np.column_stack([(hidden - hidden.mean(axis=0)) / np.ptp(hidden, axis=0).max(), np.ones(4)])
    signs, w = np.array([-1, 1, 1, -1]), np.zeros(x.shape[1])
    for _ in range(n_rounds):
        wrong = np.flatnonzero(signs * (x @ w) <= 0)
        if not wrong.size:
            return True
        w += signs[wrong[0]] * x[wrong[0]]
    return False


def test_two_crossing_and_two_parallel_segments_by_hand():
    gap, (one, other) = nearest_points(*np.array([[0, 0], [2, 2], [0, 2], [2, 0.0]]))
    assert gap == pytest.approx(0)
    assert (*one, *other) == pytest.approx((1, 1, 1, 1))
    assert nearest_points(*np.array([[0, 0], [1, 0], [3, 1], [2, 1.0]]))[0] == pytest.approx(np.sqrt(2))
    assert nearest_points(*np.array([[0, 0], [4, 0], [1, 1], [2, 1.0]]))[0] == pytest.approx(1)
    assert nearest_points(*np.array([[1, 1], [1, 1], [4, 5], [4, 5.0]]))[0] == pytest.approx(5)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_segments_are_as_near_as_the_nearest_of_many_points_on_them(n):
    rng, along = np.random.default_rng(n), np.linspace(0, 1, 201)[:, None]
    for _ in range(20):
        p, q, r, s = rng.normal(size=(4, n))
        ours, (one, other) = nearest_points(p, q, r, s)
        pairs = (p + along * (q - p))[:, None] - (r + along * (s - r))
        least = np.linalg.norm(pairs, axis=2).min()
        assert ours <= least + 1e-12
        assert ours == pytest.approx(least, abs=0.03)
        assert np.linalg.norm(one - other) == pytest.approx(ours)


@pytest.mark.parametrize("activation", [bp.identity, *BENT], ids=repr)
def test_two_units_separate_where_some_direction_does(activation):
    weights, biases = random_layers(2, 60, seed=5)
    found = [fold_xor(activation, w, b) for w, b in zip(weights, biases, strict=True)]
    clear = [one for one in found if one.gap < 1e-12 or one.gap > 0.02]
    assert [one.separated for one in clear] == [some_line_separates(one.hidden) for one in clear]
    assert len(clear) > 30


@pytest.mark.parametrize("activation", BENT, ids=repr)
def test_three_units_separate_where_a_perceptron_finds_a_plane(activation):
    weights, biases = random_layers(3, 40, seed=6)
    found = [fold_xor(activation, w, b) for w, b in zip(weights, biases, strict=True)]
    clear = [one for one in found if one.gap < 1e-12 or one.gap > 0.05]
    assert [one.separated for one in clear] == [perceptron_separates(one.hidden) for one in clear]
    assert len(clear) > 8


@pytest.mark.parametrize("n_hidden", [1, 2, 3, 8])
def test_without_a_bend_the_segments_meet_in_the_middle_of_both(n_hidden):
    for weights, biases in zip(*random_layers(n_hidden, 50, seed=7), strict=True):
        folding = fold_xor(bp.identity, weights, biases)
        assert not folding.separated
        assert folding.hidden[[0, 3]].mean(axis=0) == pytest.approx(folding.hidden[[1, 2]].mean(axis=0))
    assert share_separated(bp.identity, n_hidden) == 0


@pytest.mark.parametrize("activation", BENT, ids=repr)
def test_one_unit_never_separates_and_two_sometimes_do(activation):
    assert share_separated(activation, 1) == 0
    assert 0.05 < share_separated(activation, 2) < 0.3
    assert share_separated(activation, 3) > 0.9


def test_the_share_is_that_of_the_layers_one_by_one():
    layers = zip(*random_layers(2, 200, seed=1), strict=True)
    one_by_one = np.mean([fold_xor(bp.tanh, w, b).separated for w, b in layers])
    assert share_separated(bp.tanh, 2, 200) == one_by_one


def test_the_weights_of_the_deep_learning_book_separate_xor():
    folding = fold_xor(bp.relu, [[1, 1], [1, 1]], [0, -1])  # Goodfellow et al., section 6.1
    assert folding.hidden.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert folding.separated
    assert folding.gap == pytest.approx(1 / np.sqrt(5))  # from (1, 0) to the line from (0, 0) to (2, 1)


@pytest.mark.parametrize("activation", BENT, ids=repr)
def test_from_the_side_the_gap_is_seen_in_full(activation):
    for weights, biases in zip(*random_layers(3, 20, seed=8), strict=True):
        folding = fold_xor(activation, weights, biases)
        origin, directions = folding.view()
        assert directions.T @ directions == pytest.approx(np.eye(2))
        seen = (folding.hidden - origin) @ directions
        assert nearest_points(seen[0], seen[3], seen[1], seen[2])[0] == pytest.approx(folding.gap, abs=1e-9)


def test_a_layer_of_the_wrong_shape_is_an_error():
    with pytest.raises(ValueError, match=r"weights \(3, 2\), biases \(2,\); expected \(2, n_hidden\)"):
        fold_xor(bp.relu, np.ones((3, 2)), np.ones(2))


def test_the_picture_says_what_separates():
    kinds = (("identity", 2, 1, "meet: no line separates"), ("tanh", 3, 1, "apart: a plane separates"),
             ("tanh", 1, 1, "1 unit with tanh. The segments that join each class meet: no point"))  # fmt: skip
    for *layer, words in kinds:
        alt = bp.figures.folding_picture(_folding(*layer)).alt
        assert words in alt
        assert "Of 1,000 random layers of this kind " in alt


@pytest.mark.parametrize(("activation", "n_hidden"), list(itertools.product(ACTIVATIONS, (1, 2, 3))))
def test_the_names_of_the_points_can_be_read(activation, n_hidden):
    picture = FoldingPicture()
    for draw in range(1, 21):
        panel = _Panel(_folding(activation, n_hidden, draw), picture.lines)
        texts = picture._names(panel)
        boxes = [text_box(text) for text in texts]
        assert sorted(" and ".join(text.text for text in texts).split(" and ")) == ["0, 0", "0, 1", "1, 0", "1, 1"]
        for (l, b, r, t), (l_2, b_2, r_2, t_2) in itertools.combinations(boxes, 2):
            assert r <= l_2 or r_2 <= l or t <= b_2 or t_2 <= b
        assert all(l > 0 and r < 540 and b > 0 and t < 223 for l, b, r, t in boxes)


def test_a_task_may_ask_whether_the_classes_are_separated():
    live = bp.live.folding_xor(reached=lambda separated, hidden_units: separated == "yes" and hidden_units == 3)
    live._parts_met()
    assert not live.was_reached
    live._move_to([2, 2, 0])  # tanh, 3 units, first draw
    live._parts_met()
    assert live.was_reached


def test_in_the_first_draw_two_units_do_not_yet_separate_and_in_a_later_one_they_do():
    for activation in ("relu", "tanh", "sigmoid"):
        separated = [_folding(activation, 2, draw).separated for draw in range(1, 21)]
        assert not separated[0]
        assert any(separated[:4])
