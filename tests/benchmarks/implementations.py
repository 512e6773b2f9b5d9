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
    triples = [
        (np.ones(left, "f"), np.ones(right, "f"), np.empty((left[0], right[1]), "f"))
        for left, right in _product_shapes(row)
    ]

    def step():
        for a, b, out in triples:
            np.dot(a, b, out=out)

    return step


def _product_shapes(row: Row) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The shapes of the two factors of each product: z = x W, then d_W = xᵀ δ and d_x = δ Wᵀ."""
    n = row.batch
    if row.kind == "dense":
        layers = [(n, n_in, n_out) for n_in, n_out in zip(row.sizes[:-1], row.sizes[1:], strict=True)]
        return _layer_products(layers)
    first, second, n_classes = row.sizes
    if row.kind == "cnn":  # a convolution is a product of its windows, a row for each place
        return _layer_products([(n * 26 * 26, 9, first), (n * 11 * 11, 9 * first, second), (n, 25 * second, n_classes)])
    n_steps, n_inputs, n_hidden = row.n_steps, first, second
    input_and_output = _layer_products([(n * n_steps, n_inputs, n_hidden), (n, n_hidden, n_classes)])
    each_step = ((n, n_hidden), (n_hidden, n_hidden))
    recurrent_gradient = ((n_hidden, n * (n_steps - 1)), (n * (n_steps - 1), n_hidden))
    return [*input_and_output, *[each_step] * 2 * (n_steps - 1), recurrent_gradient]


def _layer_products(layers: list[tuple[int, int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Three products for each layer (n, n_in, n_out); the first needs no d_x."""
    shapes = []
    for l, (n, n_in, n_out) in enumerate(layers):
        shapes += [((n, n_in), (n_in, n_out)), ((n_in, n), (n, n_out))]
        if l > 0:
            shapes.append(((n, n_out), (n_out, n_in)))
    return shapes


def pytorch(row: Row) -> Step:
    import torch
    from torch import nn

    torch.set_num_threads(1)
    x, y = (torch.from_numpy(array) for array in row.data())
    model = _pytorch_model(row)
    if row.kind == "cnn":
        x = x.permute(0, 3, 1, 2).contiguous()
    loss = nn.BCEWithLogitsLoss() if row.two_classes else nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)

    def step():
        optimizer.zero_grad()
        output = model[1](model[0](x)[0][:, -1]) if row.kind == "rnn" else model(x)
        loss(output, y).backward()
        optimizer.step()

    step.arrays = lambda: [view.detach().numpy() for view in _pytorch_views(row, model)]
    return step


def _pytorch_model(row: Row):
    """The row as a PyTorch model that starts from the same arrays as all others."""
    import torch
    from torch import nn

    if row.kind == "cnn":
        first, second, n_classes = row.sizes
        convolutions = [nn.Conv2d(1, first, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(first, second, 3), nn.ReLU()]
        model = nn.Sequential(*convolutions, nn.MaxPool2d(2), nn.Flatten(), nn.Linear(25 * second, n_classes))
    elif row.kind == "rnn":
        model = nn.ModuleList([nn.RNN(row.sizes[0], row.sizes[1], batch_first=True), nn.Linear(*row.sizes[1:])])
    else:
        layers = []
        for pair in zip(row.sizes[:-1], row.sizes[1:], strict=True):
            layers += [nn.Linear(*pair), nn.Tanh() if row.two_classes else nn.ReLU()]
        model = nn.Sequential(*layers[:-1])
    with torch.no_grad():
        for mine, array in zip(_pytorch_views(row, model), initial_arrays(row), strict=True):
            mine.copy_(torch.from_numpy(array).reshape(mine.shape))
        for name, parameter in model.named_parameters():
            if "bias_hh" in name:  # PyTorch's RNN has two biases where one is enough
                parameter.zero_().requires_grad_(False)
    return model


def _pytorch_views(row: Row, model) -> list:
    """The model's parameters as views in bplib's order and axes; of an RNN's two biases the first."""
    parameters = [p for name, p in model.named_parameters() if "bias_hh" not in name]
    views = [p.permute(2, 3, 1, 0) if p.ndim == 4 else p.T if p.ndim == 2 else p for p in parameters]
    if row.kind == "cnn":  # PyTorch flattens channels first
        second = row.sizes[1]
        views[4] = views[4].reshape(second, 5, 5, -1).permute(1, 2, 0, 3)
    return views


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
    parameters = initial_arrays(row)

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

    step.arrays = lambda: state
    return step


def initial_arrays(row: Row) -> list[np.ndarray]:
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
