"""The gallery: a notebook with a live figure of each kind, and one that is timed. This is what their cells import."""

import math
from itertools import pairwise

import anywidget
import nbformat
import numpy as np

import bplib as bp
from bplib.figures.palette import TEXT_SIZE
from bplib.figures.picture import new_figure, picture_of, style_axes


class Sine:
    """A small line plot: a sine wave of the chosen frequency and amplitude."""

    def __init__(self, theme):
        self.figure, self.x = new_figure(5, 2.6, theme), np.linspace(0, 1, 400)
        axes = self.figure.subplots()
        style_axes(axes, "time", "value", theme)
        axes.set(xlim=(0, 1), ylim=(-2.1, 2.1))
        (self.line,) = axes.plot([], [], color=theme.activation, linewidth=2, animated=True)

    def picture(self, frequency, amplitude):
        if amplitude == 0:
            raise ValueError("a wave of amplitude 0 has no frequency.")
        self.line.set_data(self.x, amplitude * np.sin(2 * math.pi * frequency * self.x))
        text = f"Line chart of a sine wave against time: {frequency} swings between {-amplitude} and {amplitude}."
        return picture_of(self.figure, text)


class Training:
    """Two panels: the training curves of a made-up training with the chosen learning rate."""

    def __init__(self, theme):
        self.curves = bp.figures.TrainingCurves(history_of(1.0, 0), theme)

    def picture(self, learning_rate, epochs):
        return self.curves.picture(history_of(learning_rate, epochs))


def history_of(learning_rate, epochs):
    """A history that looks like a training: faster for larger learning rates, no worse than 0.98."""
    history = bp.History(n_epochs=60)
    for k in range(epochs):
        history.loss.append(0.05 + 0.9 * math.exp(-0.05 * learning_rate * k))
        history.validation_loss.append(0.1 + 0.85 * math.exp(-0.045 * learning_rate * k))
        history.accuracy.append(0.98 - 0.88 * math.exp(-0.08 * learning_rate * k))
        history.validation_accuracy.append(0.94 - 0.84 * math.exp(-0.07 * learning_rate * k))
    return history


def train():
    """Train on XOR and watch."""
    x, y = bp.datasets.xor()
    network = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    settings = {"batch_size": 4, "n_epochs": 200, "rng": np.random.default_rng(0)}
    optimizer, progress = bp.GradientDescent(0.5), bp.live.TrainingCurves()
    bp.train(network, parameters, bp.binary_cross_entropy, optimizer, x, y, progress=progress, **settings)


def train_on_digits():
    """Some seconds of training on the digits, watched."""
    images, labels = bp.datasets.digits()
    x = images.reshape(len(images), -1)
    network = bp.Network(bp.Dense(64, 128, bp.relu), bp.Dense(128, 10))
    parameters = bp.initialize(network, np.random.default_rng(0))
    settings = {"batch_size": 64, "n_epochs": 150, "rng": np.random.default_rng(0), "validation": (x, labels)}
    optimizer, progress = bp.GradientDescent(0.1), bp.live.TrainingCurves()
    bp.train(network, parameters, bp.softmax_cross_entropy, optimizer, x, labels, progress=progress, **settings)


def overfitted():
    """The history of a training that learns too few points by heart."""
    x, y = bp.datasets.moons(60, 0.25, np.random.default_rng(6))
    network = bp.Network(bp.Dense(2, 32, bp.tanh), bp.Dense(32, 1))
    parameters, validation = bp.initialize(network, np.random.default_rng(6)), bp.datasets.moons(200, 0.25)
    settings = {"batch_size": 8, "n_epochs": 120, "rng": np.random.default_rng(6), "validation": validation}
    return bp.train(
        network, parameters, bp.binary_cross_entropy, bp.Momentum(0.1), x, y, progress=False, **settings
    )  # fmt: skip


def bars(start, weight, next_step, theme):
    """Three bars: drawn anew every time, because nothing of it stays; from a choice, a number and a button."""
    figure = new_figure(5, 2.4, theme)
    axes = figure.subplots()
    style_axes(axes, "unit", "activation", theme)
    values = np.tanh(weight * np.array([1, 2, 3]) * (1 if start == "left" else -1)) * 0.8**next_step
    axes.bar(["1", "2", "3"], values, color=theme.activation, width=0.6)
    axes.set_ylim(-1.1, 1.1)
    axes.tick_params(labelsize=TEXT_SIZE)
    listed = ", ".join(f"{value:.2f}" for value in values)
    return picture_of(figure, f"Bar chart of the activations of 3 units after {next_step} steps: {listed}.")


def one_example(*sizes, activation=bp.sigmoid, loss=bp.half_mean_squared_error):
    """Network, parameters, loss, x and y of one example, for the stepper."""
    rng = np.random.default_rng(0)
    hidden = [bp.Dense(*pair, activation) for pair in pairwise(sizes[:-1])]
    last = bp.identity if loss.takes_logits else activation
    network = bp.Network(*hidden, bp.Dense(*sizes[-2:], last))
    parameters = bp.initialize(network, rng)
    parameters.vector = rng.normal(size=network.n_parameters)
    y = np.array([0]) if loss is bp.softmax_cross_entropy else np.ones((1, sizes[-1]))
    return network, parameters, loss, rng.normal(size=(1, sizes[0])), y


class Echo(anywidget.AnyWidget):
    """The least that a widget can do: the kernel sends back the number that it got, and the page shows it."""

    _esm = """
    function render({ model, el }) {
      const input = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, value: 50 });
      input.setAttribute("aria-label", "echo");
      const text = document.createElement("output");
      const root = document.createElement("div");
      root.className = "echo";
      input.dataset.lmSuppressShortcuts = "true";
      input.oninput = () => model.send(Number(input.value));
      model.on("msg:custom", (number) => { text.textContent = number; root.dataset.drawn = number; });
      root.append(input, text);
      el.append(root);
    }
    export default { render };
    """

    def _handle_custom_msg(self, content, buffers):
        self.send(content)


def interact_sine():
    """What lessons never do: ipywidgets' `interact` with an inline figure, the same sine wave."""
    import ipywidgets
    import matplotlib.pyplot as plt

    def show(frequency):
        x = np.linspace(0, 1, 400)
        plt.figure(figsize=(5, 2.6))
        plt.plot(x, np.sin(2 * math.pi * frequency * x))
        plt.xlabel("time")
        plt.ylabel("value")
        plt.grid(True)
        plt.show()

    ipywidgets.interact(show, frequency=ipywidgets.IntSlider(5, 1, 100))


GALLERY = {
    "sine": """bp.live.follow(
    gallery.Sine,
    bp.live.Slider("frequency", 1, 100, step=1, value=5), bp.live.Slider("amplitude", -2, 2, step=0.5, value=1),
    task="Find the wave with 12 swings.", reached=lambda frequency: frequency == 12,
)""",
    "training": """bp.live.follow(
    gallery.Training,
    bp.live.Slider("learning rate", 0.1, 3, step=0.1, value=1), bp.live.Slider("epochs", 1, 60, step=1, value=30),
)""",
    "bars": """bp.live.follow(
    gallery.bars,
    bp.live.Choice("start", ["left", "right"]), bp.live.Number("weight", -2, 2, value=0.5), bp.live.Button("next step"),
    task="Press until the first bar is lower than 0.2.", reached=lambda next_step: next_step > 3,
)""",
    "watched": "gallery.train()",
    "stepper": """bp.live.stepper(
    *gallery.one_example(2, 2, 1), optimizer=bp.GradientDescent(1.0),
    task="Go to the last step.", reached=lambda step: step == 13,
)""",
    "forward": "bp.live.forward_stepper(*[gallery.one_example(2, 3, 2)[k] for k in (0, 1, 3)])",
    "gradients": """bp.live.type_the_gradient(
    "c = a*b; d = c + a; L = d**2 + c", a=2, b=3, task="Find all five gradients.",
)""",
    "secant": """bp.live.secant_to_tangent(
    task="Find the h with the best slope.", reached=lambda h: h == 1e-8,
)""",
    "rates-bowl": """bp.live.learning_rate_bench(
    "bowl", task="Find the largest rate that still goes down.", reached=lambda learning_rate: learning_rate == 1.95,
)""",
    "rates-basins": 'bp.live.learning_rate_bench("two basins")',
    "shapes": """bp.live.shape_inspector(
    task="Find sizes at which a forgotten transpose would fit.",
    reached=lambda without_transpose: without_transpose == "fits",
)""",
    "loss": "bp.live.loss_explorer(prediction=0.99)",
    "loss-of-classes": "bp.live.loss_explorer(n_classes=3, target=2)",
    "gradient-check": """bp.live.gradient_check_curve(
    task="Try the other difference, then the other precision.",
    reached=lambda difference, precision: [difference == "forward", precision == "float32"],
)""",
    "ground": """bp.live.training_ground(
    hidden_layers="64", learning_rate=0.3,
    task="Reach 95 % on the validation data.", reached=lambda validation_accuracy: validation_accuracy >= 0.95,
)""",
    "stopping": """bp.live.early_stopping(
    gallery.overfitted(),
    task="Waste as few epochs as you can.", reached=lambda epochs_after_best, best_epoch: epochs_after_best < 9,
)""",
    "neuron": """bp.live.neuron(
    [[-1, 0], [0, -2], [2, 1], [1, 3]], [[0], [0], [1], [1]], weights=(0.5, 0.5),
    task="Be sure of all points.", reached=lambda least_sure: least_sure > 0.9,
)""",
    "folding": """bp.live.folding_xor(
    task="Let a line separate the classes.", reached=lambda separated: separated == "yes",
)""",
    "initialization": """bp.live.initialization_explorer(
    activation="ReLU", scale=0.1,
    task="Keep the size as it is through all layers.", reached=lambda size, start: start == "normal" and 0.5 < size < 2,
)""",
    "connectivity": """bp.live.connectivity(
    task="Find a convolution that shares nothing.",
    reached=lambda layer, shared: layer.startswith("convolution") and shared == "no",
)""",
    "bumps": """bp.live.bumps(
    task="Stay within 0.1 of a curve.", reached=lambda largest_distance: largest_distance < 0.1,
)""",
}
TIMED = {
    name: GALLERY[name]
    for name in (
        "sine",
        "training",
        "stepper",
        "stopping",
        "neuron",
        "folding",
        "bumps",
        "initialization",
        "connectivity",
    )
}
TIMED |= {"echo": "gallery.Echo()", "interact": "gallery.interact_sine()"}


def write_gallery(folder, cells=GALLERY, name="gallery"):
    """Write the notebook beside this file's copy in the course's folder and return its path there."""
    texts = [nbformat.v4.new_markdown_cell("# Gallery\n\nOne live figure of each kind.", id="title")]
    codes = {"setup": "import bplib as bp\nimport gallery"} | cells
    texts += [nbformat.v4.new_code_cell(source, id=f"cell-{key}") for key, source in codes.items()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = f"tests/browser/{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=texts, metadata={"kernelspec": kernel}), folder / path)
    return path
