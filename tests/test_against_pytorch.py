"""Random networks of all layers against PyTorch in float64: values, gradients, and training over many steps.

These tests need PyTorch and are skipped, visibly, where it is not installed; no other test is.
"""

from itertools import pairwise

import numpy as np
import pytest

import bplib as bp
from oracles.closeness import assert_close

torch = pytest.importorskip("torch", reason="PyTorch is not installed; it is an optional oracle")

ACTIVATIONS = {bp.identity: lambda z: z, bp.sigmoid: torch.sigmoid, bp.tanh: torch.tanh, bp.relu: torch.relu}
N_NETWORKS = 25


def dense_network(rng):
    sizes = rng.integers(1, 40, rng.integers(2, 6)).tolist()
    return bp.Network(*[bp.Dense(a, b, pick(rng)) for a, b in pairwise(sizes)], bp.Dense(sizes[-1], 4))


def convolutional_network(rng):
    shape, layers = (int(rng.integers(6, 15)), int(rng.integers(6, 15)), int(rng.integers(1, 6))), []
    for _ in range(rng.integers(1, 4)):
        kernel = tuple(int(rng.integers(1, min(size, 4) + 1)) for size in shape[:2])
        layers.append(bp.Convolution2D(shape, int(rng.integers(1, 9)), kernel, pick(rng)))
        shape = layers[-1].output_shape
        if rng.random() < 0.5:
            layers.append(bp.MaxPooling2D(shape, tuple(int(rng.integers(1, min(size, 3) + 1)) for size in shape[:2])))
            shape = layers[-1].output_shape
    layers.append(bp.Flatten(shape))
    return bp.Network(*layers, bp.Dense(layers[-1].output_shape[0], 4))


def recurrent_network(rng):
    n_steps, sizes = int(rng.integers(1, 15)), rng.integers(1, 12, rng.integers(2, 4)).tolist()
    layers = [bp.Recurrent(n_steps, a, b, pick(rng, bp.tanh, bp.sigmoid, bp.relu)) for a, b in pairwise(sizes)]
    shape = layers[-1].output_shape
    last = bp.LastStep(shape) if rng.random() < 0.5 else bp.Flatten(shape)
    return bp.Network(*layers, last, bp.Dense(last.output_shape[0], 4))


def pick(rng, *activations):
    activations = activations or tuple(ACTIVATIONS)
    return activations[rng.integers(len(activations))]


MAKERS = {"dense": dense_network, "convolutional": convolutional_network, "recurrent": recurrent_network}


def tensors(parameters):
    """The parameters as tensors that record gradients, by layer and name."""
    return [
        {name: torch.tensor(array, dtype=torch.float64, requires_grad=True) for name, array in vars(layer).items()}
        for layer in parameters
    ]


def forward(network, parameters, x):
    """The same network in PyTorch: of each layer the pre-activations, one for each step, and the activation."""
    passed, a = [], x
    for layer, p in zip(network.layers, parameters, strict=True):
        if isinstance(layer, bp.Dense):
            z = a @ p["weights"] + p["biases"]
        elif isinstance(layer, bp.Convolution2D):
            kernel = p["weights"].permute(3, 2, 0, 1).contiguous()
            z = torch.nn.functional.conv2d(a.permute(0, 3, 1, 2), kernel, p["biases"]).permute(0, 2, 3, 1)
        elif isinstance(layer, bp.MaxPooling2D):
            z = torch.nn.functional.max_pool2d(a.permute(0, 3, 1, 2), layer.window).permute(0, 2, 3, 1)
        elif isinstance(layer, bp.Flatten):
            z = a.reshape(len(a), -1)
        elif isinstance(layer, bp.LastStep):
            z = a[:, -1]
        else:
            zs, a = recurrent(layer, p, a)
            passed.append((zs, a))
            continue
        a = ACTIVATIONS[layer.activation](z)
        passed.append(([z], a))
    return passed


def recurrent(layer, p, x):
    h, zs, hs = torch.zeros(len(x), layer.n_hidden, dtype=torch.float64), [], []
    for t in range(layer.n_steps):
        zs.append(x[:, t] @ p["input_weights"] + h @ p["recurrent_weights"] + p["biases"])
        h = ACTIVATIONS[layer.activation](zs[-1])
        hs.append(h)
    return zs, torch.stack(hs, dim=1)


def together(steps, layer):
    return torch.stack(steps, dim=1) if isinstance(layer, bp.Recurrent) else steps[0]


LOSSES = {
    bp.mean_squared_error: torch.nn.functional.mse_loss,
    bp.binary_cross_entropy: torch.nn.functional.binary_cross_entropy_with_logits,
    bp.softmax_cross_entropy: torch.nn.functional.cross_entropy,
}


def target_for(loss, rng, n):
    """(target for bplib, the same for PyTorch)"""
    if loss is bp.softmax_cross_entropy:
        labels = rng.integers(0, 4, n)
        return labels, torch.tensor(labels)
    y = rng.integers(0, 2, (n, 4)) if loss is bp.binary_cross_entropy else rng.normal(size=(n, 4))
    return y, torch.tensor(y, dtype=torch.float64)


def assert_agrees(array, tensor, name=""):
    assert_close(array, tensor.detach().numpy(), rtol=1e-10, atol=1e-12, name=name)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
@pytest.mark.parametrize("kind", MAKERS)
def test_random_networks_agree_in_every_value_and_gradient(kind, loss):
    for seed in range(N_NETWORKS):
        rng = np.random.default_rng(seed)
        network, n = MAKERS[kind](rng), int(rng.integers(1, 9))
        parameters = bp.initialize(network, rng)
        parameters.vector += rng.normal(0, 0.1, parameters.vector.shape)
        x = rng.normal(size=(n, *network.input_shape))
        y, y_torch = target_for(loss, rng, n)

        cache = bp.forward(network, parameters, x)
        gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y), input_gradient=True)
        p, x_torch = tensors(parameters), torch.tensor(x, requires_grad=True)
        passed = forward(network, p, x_torch)
        for zs, _ in passed:
            for z in zs:
                z.retain_grad()
        value = LOSSES[loss](passed[-1][1], y_torch)
        value.backward()

        assert loss.value(cache.output, y) == pytest.approx(value.item(), rel=1e-12)
        assert_agrees(cache.d_input, x_torch.grad)
        for l, (zs, a) in enumerate(passed):
            assert_agrees(cache.pre_activations[l], together(zs, network.layers[l]))
            assert_agrees(cache.activations[l], a)
            assert_agrees(cache.deltas[l], together([z.grad for z in zs], network.layers[l]))
            for name, array in vars(gradients[l]).items():
                assert_agrees(array, p[l][name].grad, name=f"{network} [{l}].{name}")


def test_the_recurrent_layer_is_the_one_of_pytorch():
    rng = np.random.default_rng(0)
    network = bp.Network(bp.Recurrent(7, 3, 5))
    parameters = bp.initialize(network, rng)
    parameters[0].biases = rng.normal(size=5)
    layer = torch.nn.RNN(3, 5, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(parameters[0].input_weights.T))
        layer.weight_hh_l0.copy_(torch.tensor(parameters[0].recurrent_weights.T))
        layer.bias_ih_l0.copy_(torch.tensor(parameters[0].biases))
        layer.bias_hh_l0.zero_()
    x, d_output = rng.normal(size=(4, 7, 3)), rng.normal(size=(4, 7, 5))
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, d_output)[0]
    output = layer(torch.tensor(x))[0]
    output.backward(torch.tensor(d_output))
    assert_agrees(cache.output, output)
    assert_agrees(gradients.input_weights, layer.weight_ih_l0.grad.T)
    assert_agrees(gradients.recurrent_weights, layer.weight_hh_l0.grad.T)
    assert_agrees(gradients.biases, layer.bias_ih_l0.grad)


OPTIMIZERS = {
    "gradient descent": (bp.GradientDescent(0.05), lambda p: torch.optim.SGD(p, lr=0.05)),
    "momentum": (bp.Momentum(0.01, momentum=0.8), lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.8)),
    "adam": (bp.Adam(0.01), lambda p: torch.optim.Adam(p, lr=0.01)),
    "adam with other numbers": (
        bp.Adam(0.02, beta_1=0.7, beta_2=0.9, epsilon=1e-3),
        lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.7, 0.9), eps=1e-3),
    ),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_hundred_training_steps_take_the_same_way(kind, name):
    rng = np.random.default_rng(1)
    network, loss = MAKERS[kind](rng), bp.softmax_cross_entropy
    parameters = bp.initialize(network, rng)
    optimizer, make = OPTIMIZERS[name]
    optimizer.reset()
    p = tensors(parameters)
    torch_optimizer = make([array for layer in p for array in layer.values()])
    cache = gradients = None
    for step in range(100):
        n = 8 if step % 5 else 3  # every fifth batch is a smaller one
        x, (y, y_torch) = rng.normal(size=(n, *network.input_shape)), target_for(loss, rng, n)
        cache = bp.forward(network, parameters, x, out=cache)
        gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y), out=gradients)
        bp.update(parameters, gradients, optimizer)
        torch_optimizer.zero_grad()
        LOSSES[loss](forward(network, p, torch.tensor(x))[-1][1], y_torch).backward()
        torch_optimizer.step()
    for l, layer in enumerate(p):
        for array_name, tensor in layer.items():
            array = vars(parameters[l])[array_name]
            np.testing.assert_allclose(array, tensor.detach().numpy(), rtol=1e-6, atol=1e-8)


def test_softmax_and_the_activations_are_those_of_pytorch():
    z = np.random.default_rng(0).normal(0, 10, (50, 7))
    assert_agrees(bp.softmax(z), torch.softmax(torch.tensor(z), dim=1))
    for activation, function in ACTIVATIONS.items():
        tensor = torch.tensor(z, requires_grad=True)
        a = function(tensor)
        a.sum().backward()
        assert_agrees(activation(z), a)
        assert_agrees(activation.derivative(z, activation(z)), tensor.grad)
