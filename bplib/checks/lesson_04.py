"""The exercises of lesson 04: random weights of the right size. What is random is judged by its distribution.

A right answer is rejected less than once in 10⁹ checks: means and variances of 24,000 weights may be seven standard
deviations away from what is expected, which happens once in 10¹¹.
"""

from math import prod

import numpy as np

from .arguments import Rng
from .exercise import Exercise, Mistake, Output, Probe, Problem
from .values import BadTypeError, as_arrays, is_finite

__all__ = ["EXERCISES"]

DEVIATIONS = 7
# The variance that each mistake gives, for these numbers of inputs and outputs.
VARIANCES = {
    "glorot_instead_of_he": lambda n_in, n_out: 2 / (n_in + n_out),
    "one_over_n": lambda n_in, n_out: 1 / n_in,
    "outputs_instead_of_inputs": lambda n_in, n_out: 2 / n_out,
    "root_forgotten": lambda n_in, n_out: 4 / n_in**2,
    "limit_is_the_deviation": lambda n_in, n_out: 2 / (3 * n_in),
    "limit_of_three": lambda n_in, n_out: 1 / n_in / 3,
    "not_scaled": lambda n_in, n_out: 1.0,
    "fixed_small_scale": lambda n_in, n_out: 0.01**2,
    "multiplied_by_n": lambda n_in, n_out: n_in / 2,
}


def he_initialization(n_inputs, n_outputs, rng):
    weights = rng.normal(0, np.sqrt(2 / n_inputs), (n_inputs, n_outputs))
    return weights, np.zeros(n_outputs)


def _probes(rng):
    """Two large layers for the distribution, one of them with another generator, too; and small ones for the shapes."""
    seeds = [Rng(int(seed)) for seed in rng.choice(2**32, 5, replace=False)]
    sizes = [(200, 120), (60, 400), (200, 120), (3, 2), (1, 4)]
    return [Probe((*size, seed)) for size, seed in zip(sizes, seeds, strict=True)]


def judge_layers(probes: list[Probe], layers: list[tuple], variance) -> list[Problem]:
    """Problems of `(weights, biases)` for each probe; `variance(n_inputs, n_outputs)` is the right one."""
    arrays = [as_arrays(layer, 2) for layer in layers]
    sizes = [probe.arguments[:2] for probe in probes]
    problems = [p for size, layer in zip(sizes, arrays, strict=True) for p in _form(*size, *layer)]
    if problems:
        return list({problem.output: problem for problem in reversed(problems)}.values())
    problems = _distribution(sizes, [weights for weights, _ in arrays], variance)
    if np.array_equal(arrays[0][0], arrays[2][0]) and arrays[0][0].any():
        fact = "With another generator come the same weights again."
        problems.append(Problem(fact, "weights", "always_the_same"))
    if any(biases.any() for _, biases in arrays):
        random = len({float(biases[0]) for _, biases in arrays}) > 1
        problems.append(Problem("The biases are not 0.", "biases", "biases_random" if random else "biases_one"))
    return problems


def _form(n_inputs, n_outputs, weights, biases) -> list[Problem]:
    """The shapes, and numbers that are not finite."""
    problems = []
    call = f"for n_inputs = {n_inputs}, n_outputs = {n_outputs}"
    expected = {"weights": (weights, (n_inputs, n_outputs)), "biases": (biases, (n_outputs,))}
    named = {
        ("weights", (n_outputs, n_inputs)): "weights_transposed",
        ("biases", (1, n_outputs)): "biases_as_a_row",
        ("biases", (n_inputs,)): "biases_for_the_inputs",
    }
    for name, (array, shape) in expected.items():
        if array.shape != shape:
            mistake = named.get((name, array.shape), "") if n_inputs != n_outputs else ""
            problems.append(
                Problem(f"{name} has the shape {array.shape} but must have {shape}, {call}.", name, mistake, True)
            )
        elif not is_finite(array).all():
            problems.append(Problem(f"{name} has numbers that are NaN or infinite, {call}.", name, form=True))
    return problems


def _distribution(sizes, weights: list[np.ndarray], variance) -> list[Problem]:
    """Mean and variance of the large layers, and whether each weight is drawn by itself."""
    large = [(size, w) for size, w in zip(sizes, weights, strict=True) if prod(size) >= 20_000]
    right = [variance(*size) for size, _ in large]
    if all(w.std() == 0 for _, w in large):
        return [Problem("All weights are equal.", "weights", "all_equal")]
    if any(len(np.unique(w)) < 0.9 * w.size for _, w in large):
        return [Problem("Many weights are equal to each other.", "weights", "units_are_twins")]
    for size, w in large:
        if abs(w.mean()) > DEVIATIONS * w.std() / np.sqrt(w.size):
            fact = f"The mean of the weights is {w.mean():.3g} but should be about 0, for {size[0]} inputs."
            return [Problem(fact, "weights", "mean_is_not_zero")]
    if all(_near(w, expected) for (_, w), expected in zip(large, right, strict=True)):
        return []
    size, w = large[0]
    fact = f"The variance of the weights is {w.var():.3g} but should be about {right[0]:.3g}, for {size[0]} inputs."
    named = [id for id in VARIANCES if all(_near(w, VARIANCES[id](*size)) for size, w in large)]
    return [Problem(fact, "weights", named[0] if len(named) == 1 else "")]


def _near(weights: np.ndarray, variance: float) -> bool:
    """Within what normal weights may differ by chance; uniform ones differ less."""
    return abs(weights.var() - variance) < DEVIATIONS * variance * np.sqrt(2 / weights.size)


def _layers(draw, biases=lambda n_in, n_out, rng: np.zeros(n_out)):
    return lambda n_in, n_out, rng: (draw(n_in, n_out, rng), biases(n_in, n_out, rng))


def _normal(deviation):
    return _layers(lambda n_in, n_out, rng: rng.normal(0, deviation(n_in, n_out), (n_in, n_out)))


def _right(n_in, n_out, rng):
    return he_initialization(n_in, n_out, rng)[0]


MISTAKES = (
    Mistake(
        "root_forgotten",
        _normal(lambda n_in, n_out: 2 / n_in),
        "2/n_inputs is the variance. rng.normal takes the standard deviation, its square root.",
    ),
    Mistake(
        "one_over_n",
        _normal(lambda n_in, n_out: np.sqrt(1 / n_in)),
        "The variance is 1/n_inputs. ReLU sets half of the values to 0; the 2 makes up for them.",
    ),
    Mistake(
        "glorot_instead_of_he",
        _normal(lambda n_in, n_out: np.sqrt(2 / (n_in + n_out))),
        "2/(n_inputs + n_outputs) is Glorot's variance. He's, made for ReLU, looks at the inputs alone.",
    ),
    Mistake(
        "outputs_instead_of_inputs",
        _normal(lambda n_in, n_out: np.sqrt(2 / n_out)),
        "The scale goes by the number of outputs. z adds up n_inputs terms, so it is their number that counts.",
    ),
    Mistake(
        "limit_is_the_deviation",
        _layers(lambda n_in, n_out, rng: rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(2 / n_in)),
        "The square root of 2/n is taken as the limit of a uniform distribution, whose variance is limit²/3. The limit "
        "is the square root of 6/n.",
    ),
    Mistake(
        "limit_of_three",
        _layers(lambda n_in, n_out, rng: rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(1 / n_in)),
        "The weights lie between −1/√n and 1/√n. A uniform distribution with the limit c has the variance c²/3; here "
        "c is the square root of 6/n.",
    ),
    Mistake(
        "not_scaled",
        _normal(lambda n_in, n_out: 1.0),
        "The weights have the variance 1, however many inputs there are. A sum of many terms grows large then.",
    ),
    Mistake(
        "fixed_small_scale",
        _normal(lambda n_in, n_out: 0.01),
        "The scale is 0.01 for every layer. With each layer the values shrink; the scale goes by the number of inputs.",
    ),
    Mistake(
        "multiplied_by_n",
        _normal(lambda n_in, n_out: np.sqrt(n_in / 2)),
        "The scale grows with the number of inputs: the fraction is upside down. More terms need smaller weights.",
    ),
    Mistake(
        "mean_is_not_zero",
        _layers(lambda n_in, n_out, rng: rng.random((n_in, n_out)) * np.sqrt(2 / n_in)),
        "All weights lean to one side of 0. Positive and negative ones are needed alike, or the sums run away.",
    ),
    Mistake(
        "all_equal",
        _layers(lambda n_in, n_out, rng: np.zeros((n_in, n_out))),
        "With equal weights all units of a layer compute the same, get the same gradient, and stay equal for ever.",
    ),
    Mistake(
        "units_are_twins",
        _layers(lambda n_in, n_out, rng: np.tile(rng.normal(0, np.sqrt(2 / n_in), (n_in, 1)), (1, n_out))),
        "Some weights were drawn once and used for several units. Units that start equal stay equal: draw each one.",
    ),
    Mistake(
        "always_the_same",
        _layers(lambda n_in, n_out, rng: _right(n_in, n_out, np.random.default_rng(0))),
        "The numbers come from a generator made inside, which begins anew at each call. Draw from rng, the one given.",
    ),
    Mistake(
        "biases_random",
        _layers(_right, lambda n_in, n_out, rng: rng.normal(0, 0.1, n_out)),
        "The biases are drawn at random. The weights already make the units different; biases begin at 0.",
    ),
    Mistake(
        "biases_one",
        _layers(_right, lambda n_in, n_out, rng: np.ones(n_out)),
        "The biases begin at a number that is not 0. Then every unit leans to one side before it has seen an example.",
    ),
    Mistake(
        "weights_transposed",
        _layers(lambda n_in, n_out, rng: _right(n_in, n_out, rng).T),
        "The weights are the wrong way round. x @ weights needs a row for each input and a column for each output.",
    ),
    Mistake(
        "biases_as_a_row",
        _layers(_right, lambda n_in, n_out, rng: np.zeros((1, n_out))),
        "The biases are a matrix with one row. A vector, (n_outputs,), is asked for; it is added to each row as well.",
    ),
    Mistake(
        "biases_for_the_inputs",
        _layers(_right, lambda n_in, n_out, rng: np.zeros(n_in)),
        "There is a bias for each input. Each unit has one, so there are n_outputs.",
    ),
)


def _uniform(n_inputs, n_outputs, rng):
    limit = (6 / n_inputs) ** 0.5
    return [rng.uniform(-limit, limit, size=(n_inputs, n_outputs)), [0] * n_outputs]


def _one_by_one(n_inputs, n_outputs, rng):
    scale = (2 / n_inputs) ** 0.5
    return [[rng.standard_normal() * scale for _ in range(n_outputs)] for _ in range(n_inputs)], np.zeros(n_outputs)


def _float32(n_inputs, n_outputs, rng):
    weights = rng.standard_normal((n_inputs, n_outputs), dtype=np.float32) * np.sqrt(2 / n_inputs)
    return weights.astype(np.float32), np.full(n_outputs, 0.0)


def _judge(probes, values):
    for value in values:
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            raise BadTypeError("it does not return two values. Write: return weights, biases")
    return judge_layers(probes, values, lambda n_in, n_out: 2 / n_in)


EXERCISES = (
    Exercise(
        id="he_initialization",
        lesson=4,
        parameters=("n_inputs", "n_outputs", "rng"),
        outputs=(Output("weights", "(n_inputs, n_outputs)"), Output("biases", "(n_outputs,)")),
        reference=he_initialization,
        probes=_probes,
        mistakes=MISTAKES,
        variants=(_uniform, _one_by_one, _float32),
        judge=_judge,
        points=2,
        formula="weights with mean 0 and variance 2 / n_inputs, biases 0",
        where="Lesson 04, where the scale of the weights is chosen",
    ),
)
