"""One training step of a row in each library: forward, gradient of the loss, backward, gradient descent.

Each function takes a row and returns a function without arguments that makes one step, ready to be timed. A library
that is not installed raises ImportError, which the report names.
"""

from collections.abc import Callable

import numpy as np

from .rows import Row

LEARNING_RATE = 0.01
PASS = 50
Step = Callable[[], object]


def bplib_network(row: Row):
    """The row as a bplib network."""
    import bplib as bp

    if row.kind == "cnn":
        first, second, n_classes = row.sizes
        return bp.Network(
            bp.Convolution2D((28, 28, 1), first, activation=bp.relu),
            bp.MaxPooling2D((26, 26, first)),
            bp.Convolution2D((13, 13, first), second, activation=bp.relu),
            bp.MaxPooling2D((11, 11, second)),
            bp.Flatten((5, 5, second)),
            bp.Dense(25 * second, n_classes),
        )
    if row.kind == "rnn":
        n_inputs, n_hidden, n_classes = row.sizes
        recurrent = bp.Recurrent(row.n_steps, n_inputs, n_hidden)
        return bp.Network(recurrent, bp.LastStep(recurrent.output_shape), bp.Dense(n_hidden, n_classes))
    hidden = bp.tanh if row.two_classes else bp.relu
    *pairs, last = zip(row.sizes[:-1], row.sizes[1:], strict=True)
    return bp.Network(*(bp.Dense(*pair, hidden) for pair in pairs), bp.Dense(*last))


def bplib(row: Row) -> Step:
    import bplib as bp

    network, (x, y) = bplib_network(row), row.data()
    loss = bp.binary_cross_entropy if row.two_classes else bp.softmax_cross_entropy
    parameters = bp.initialize(network, np.random.default_rng(0), np.float32)
    optimizer = bp.GradientDescent(LEARNING_RATE)
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))

    def step():
        bp.forward(network, parameters, x, out=cache)
        d_output = loss.gradient(cache.output, y)
        bp.backward(network, parameters, cache, d_output, out=gradients)
        bp.update(parameters, gradients, optimizer)

    return step


def products(row: Row) -> Step:
    """Only the matrix products of the step, into kept arrays: what no NumPy implementation can go below."""
    pairs = []

    def product(n, n_inputs, n_outputs, input_gradient=True):
        x, W, delta = np.ones((n, n_inputs), "f"), np.ones((n_inputs, n_outputs), "f"), np.ones((n, n_outputs), "f")
        pairs.append((x, W, np.empty_like(delta)))
        pairs.append((x.T, delta, np.empty_like(W)))
        if input_gradient:
            pairs.append((delta, W.T, np.empty_like(x)))

    n = row.batch
    if row.kind == "dense":
        for l, (n_inputs, n_outputs) in enumerate(zip(row.sizes[:-1], row.sizes[1:], strict=True)):
            product(n, n_inputs, n_outputs, input_gradient=l > 0)
    elif row.kind == "cnn":
        first, second, n_classes = row.sizes
        product(n * 26 * 26, 9, first, input_gradient=False)
        product(n * 11 * 11, 9 * first, second)
        product(n * 25, second, n_classes)
    else:
        n_inputs, n_hidden, n_classes = row.sizes
        product(n * row.n_steps, n_inputs, n_hidden, input_gradient=False)
        for _ in range(row.n_steps - 1):
            product(n, n_hidden, n_hidden)
        product(n, n_hidden, n_classes)

    def step():
        for a, b, out in pairs:
            np.dot(a, b, out=out)

    return step


def pytorch(row: Row) -> Step:
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(0)
    x, y = (torch.from_numpy(array) for array in row.data())
    if row.kind == "cnn":
        first, second, n_classes = row.sizes
        x = x.permute(0, 3, 1, 2).contiguous()
        convolutions = [nn.Conv2d(1, first, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(first, second, 3), nn.ReLU()]
        model = nn.Sequential(*convolutions, nn.MaxPool2d(2), nn.Flatten(), nn.Linear(25 * second, n_classes))
    elif row.kind == "rnn":
        recurrent, dense = nn.RNN(row.sizes[0], row.sizes[1], batch_first=True), nn.Linear(*row.sizes[1:])
        model = nn.ModuleList([recurrent, dense])
    else:
        layers = []
        for pair in zip(row.sizes[:-1], row.sizes[1:], strict=True):
            layers += [nn.Linear(*pair), nn.Tanh() if row.two_classes else nn.ReLU()]
        model = nn.Sequential(*layers[:-1])
    loss = nn.BCEWithLogitsLoss() if row.two_classes else nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)

    def step():
        optimizer.zero_grad()
        output = model[1](model[0](x)[0][:, -1]) if row.kind == "rnn" else model(x)
        loss(output, y).backward()
        optimizer.step()

    return step


def scikit_learn(row: Row) -> Step | None:
    if row.kind != "dense":
        return None
    from sklearn.neural_network import MLPClassifier

    x, y = (np.concatenate([array] * PASS) for array in row.data())
    model = MLPClassifier(
        row.sizes[1:-1],
        activation="tanh" if row.two_classes else "relu",
        solver="sgd",
        alpha=0,
        batch_size=row.batch,
        learning_rate_init=LEARNING_RATE,
        momentum=0,
        shuffle=False,
        random_state=0,
    )
    labels = y.ravel().astype(int)
    classes = np.arange(2 if row.two_classes else row.sizes[-1])
    model.partial_fit(x, labels, classes=classes)

    def step():
        model.partial_fit(x, labels)

    step.steps_per_call = PASS  # one call is one pass over the data; so its checks of x and y are shared by many steps
    return step


def jax(row: Row) -> Step:
    import jax as jax_
    import jax.numpy as jnp

    x, y = row.data()
    parameters = _start(row)

    def recurrent(p, x):
        W, U, b, V, c = p
        start = jnp.zeros((row.batch, row.sizes[1]), "f")
        h, _ = jax_.lax.scan(lambda h, x_t: (jnp.tanh(x_t @ W + h @ U + b), None), start, x.swapaxes(0, 1))
        return h @ V + c

    def convolutional(p, x):
        for W, b in (p[:2], p[2:4]):
            x = jax_.lax.conv_general_dilated(x, W, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + b
            x = jax_.lax.reduce_window(jax_.nn.relu(x), -jnp.inf, jax_.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        return x.reshape(row.batch, -1) @ p[4] + p[5]

    def dense(p, x):
        phi = jnp.tanh if row.two_classes else jax_.nn.relu
        for W, b in zip(p[:-2:2], p[1:-2:2], strict=True):
            x = phi(x @ W + b)
        return x @ p[-2] + p[-1]

    logits = {"dense": dense, "cnn": convolutional, "rnn": recurrent}[row.kind]

    def loss(p, x, y):
        z = logits(p, x)
        if row.two_classes:
            return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))
        return -jnp.mean(jax_.nn.log_softmax(z)[jnp.arange(row.batch), y])

    @jax_.jit
    def update(p, x, y):
        return [theta - LEARNING_RATE * g for theta, g in zip(p, jax_.grad(loss)(p, x, y), strict=True)]

    state = [jnp.asarray(theta) for theta in parameters]
    x, y = jnp.asarray(x), jnp.asarray(y)

    def step():
        state[:] = update(state, x, y)
        jax_.block_until_ready(state)

    return step


def _start(row: Row) -> list[np.ndarray]:
    """Arrays as bplib starts them, in the order of its layers."""
    rng = np.random.default_rng(0)

    def matrix(*shape):
        return rng.normal(0, np.prod(shape[:-1]) ** -0.5, shape).astype("f")

    if row.kind == "cnn":
        first, second, n_classes = row.sizes
        kernels = [matrix(3, 3, 1, first), np.zeros(first, "f"), matrix(3, 3, first, second), np.zeros(second, "f")]
        return [*kernels, matrix(25 * second, n_classes), np.zeros(n_classes, "f")]

    if row.kind == "rnn":
        n_inputs, n_hidden, n_classes = row.sizes
        recurrent = [matrix(n_inputs, n_hidden), matrix(n_hidden, n_hidden), np.zeros(n_hidden, "f")]
        return [*recurrent, matrix(n_hidden, n_classes), np.zeros(n_classes, "f")]
    arrays = []
    for n_inputs, n_outputs in zip(row.sizes[:-1], row.sizes[1:], strict=True):
        arrays += [matrix(n_inputs, n_outputs), np.zeros(n_outputs, "f")]
    return arrays


IMPLEMENTATIONS: dict[str, Callable[[Row], Step | None]] = {
    "bplib": bplib,
    "products": products,
    "PyTorch": pytorch,
    "scikit-learn": scikit_learn,
    "JAX jit": jax,
}
