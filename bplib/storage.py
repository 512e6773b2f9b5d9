"""Save a network with its parameters to one `.npz` file, and load it again. Nothing in the file is ever executed."""

import io
import json
import os
import secrets
from dataclasses import fields
from pathlib import Path

import numpy as np

from . import activations, initializers, layers
from .arguments import check_fits, float_type
from .network import Network
from .parameters import Parameters

__all__ = ["load", "save"]

_ACTIVATIONS = {name: getattr(activations, name) for name in ("identity", "relu", "sigmoid", "tanh")}
_INITIALIZERS = {name: getattr(initializers, name) for name in initializers.__all__ if name.islower()}
_LAYERS = {name: getattr(layers, name) for name in layers.__all__ if name not in ("Layer", "LayerCache")}


def save(path: str | os.PathLike, network: Network, parameters: Parameters) -> None:
    """Write both to exactly this path; an older file is replaced only when the new one is whole.

    The arrays are named "0.weights", "0.biases", …; "network" describes the layers in JSON. Raises TypeError for
    an activation, initializer or layer that is not one of bplib's.
    """
    check_fits(network, parameters)
    arrays = {f"{l}.{name}": array for l, layer in enumerate(parameters) for name, array in vars(layer).items()}
    description = json.dumps([_describe(layer) for layer in network.layers])
    content = io.BytesIO()
    np.savez(content, network=np.array(description), **arrays)
    write_whole(Path(path), content.getvalue())


def load(path: str | os.PathLike) -> tuple[Network, Parameters]:
    """Read what `save` wrote: (network, parameters), in the dtype in which they were saved.

    Raises FileNotFoundError where there is no file, and ValueError for one that is damaged or of another kind.
    """
    with open(path, "rb") as file:
        try:
            with np.load(file, allow_pickle=False) as archive:
                return _read(archive)
        except Exception as error:  # zipfile, zlib, json and NumPy raise a dozen different ones
            raise ValueError(
                f"{path} cannot be read as a saved network ({error}). Expected a whole file from bp.save; save it "
                f"again."
            ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write the file under another name first, so that `path` is the old file or the new one, never a part of it."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _read(archive) -> tuple[Network, Parameters]:
    network = Network(*(_build(description) for description in json.loads(str(archive["network"]))))
    dtypes = {archive[name].dtype for name in archive.files if name != "network"} or {np.dtype(np.float64)}
    if len(dtypes) > 1:
        raise ValueError(f"its arrays have the dtypes {', '.join(sorted(map(str, dtypes)))}, expected one")
    parameters = Parameters.zeros(network.parameter_shapes, float_type(dtypes.pop()))
    for l, layer in enumerate(parameters):
        for name in vars(layer):
            setattr(layer, name, archive[f"{l}.{name}"])
    return network, parameters


def _describe(layer: layers.Layer) -> dict:
    if _LAYERS.get(type(layer).__name__) is not type(layer):
        raise TypeError(f"{layer!r} is none of bplib's layers and cannot be saved. Save the arrays with numpy.savez.")
    values = {field.name: _describe_value(getattr(layer, field.name)) for field in fields(layer)}
    return {"type": type(layer).__name__} | values


def _describe_value(value):
    if value is None:
        return None
    if isinstance(value, tuple):
        return [int(size) for size in value]
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, activations.Activation) and _ACTIVATIONS.get(repr(value)) is value:
        return {"activation": repr(value)}
    name = getattr(value, "__name__", type(value).__name__)
    if _INITIALIZERS.get(name) in (value, type(value)):
        arguments = () if _INITIALIZERS[name] is value else fields(value)
        return {"initializer": name} | {field.name: float(getattr(value, field.name)) for field in arguments}
    raise TypeError(f"{value!r} is not one of bplib's own and cannot be saved. Save the arrays with numpy.savez.")


def _build(description: dict) -> layers.Layer:
    arguments = {name: _build_value(value) for name, value in description.items() if name != "type"}
    return _LAYERS[description["type"]](**arguments)


def _build_value(value):
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict) and "activation" in value:
        return _ACTIVATIONS[value["activation"]]
    if isinstance(value, dict):
        initializer = _INITIALIZERS[value["initializer"]]
        arguments = {name: number for name, number in value.items() if name != "initializer"}
        return initializer(**arguments) if arguments else initializer
    return value
