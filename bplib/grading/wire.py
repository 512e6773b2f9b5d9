"""Plain values as bytes and back: two lengths, JSON, and the raw bytes of the arrays. Never pickle.

Whatever comes out of a worker is a claim of the learner's code about values. `unpack` takes numbers, arrays of numbers,
lists, tuples and short texts, and refuses all else with `WireError`.
"""

import json
import math
import re

import numpy as np

from ..checks.arguments import Function, Rng
from ..checks.values import Other

__all__ = ["MOST_BYTES", "WireError", "pack", "read_frame", "unpack"]

MOST_BYTES = 4_000_000  # of the arrays of one value; the largest that an exercise asks for have a tenth of it
MOST_PARTS = 200_000  # of nested lists
DEEPEST = 12
LONGEST_TEXT = 2_000
DTYPES = ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8")
HEAD = re.compile(rb"(\d{1,9}) (\d{1,9})\n")
INTEGERS = range(-(2**63), 2**64)


class WireError(ValueError):
    """Bytes that are no message, or a value that is too large to be one."""


def pack(value) -> bytes:
    """A value of numbers, arrays, texts, lists, tuples and dictionaries as one frame.

    `Rng`, `Function` and `Other` are taken, too. Raises WireError where it is too large.
    """
    blob = bytearray()
    body = _pack(value, blob, [0])
    text = json.dumps(body, separators=(",", ":")).encode("ascii")
    return b"%d %d\n%b%b" % (len(text), len(blob), text, blob)


def _pack(value, blob: bytearray, count: list[int]):
    count[0] += 1
    if count[0] > MOST_PARTS:
        raise WireError("a value of too many parts")
    if isinstance(value, np.ndarray):
        return _pack_array(value, blob)
    if isinstance(value, (list, tuple)):
        return {"l" if isinstance(value, list) else "t": [_pack(part, blob, count) for part in value]}
    if isinstance(value, dict):
        return {"d": {key: _pack(part, blob, count) for key, part in value.items()}}
    if isinstance(value, Other):
        return {"o": value.kind[:LONGEST_TEXT]}
    if isinstance(value, Rng):
        return {"r": value.seed}
    if isinstance(value, Function):
        return {"f": [value.name, _pack(value.constants, blob, count), value.text]}
    if isinstance(value, int) and value not in INTEGERS:
        return {"o": "a whole number of more than 64 bits"}
    return value


def _pack_array(array: np.ndarray, blob: bytearray) -> dict:
    dtype = np.dtype(np.float64) if array.dtype.kind == "f" and array.dtype.itemsize > 8 else array.dtype
    array = array.astype(dtype.newbyteorder("<"), order="C", copy=False)
    start = len(blob)
    if start + array.nbytes > 64 * MOST_BYTES:
        raise WireError("an array that is too large")
    blob += array.tobytes()
    return {"a": [array.dtype.newbyteorder("<").str, list(array.shape), start]}


def read_frame(data: bytes, start: int = 0) -> tuple[bytes, bytes, int] | None:
    """The JSON and the blob of the frame at `start`, and where it ends; None where it is not whole yet.

    Raises WireError.
    """
    head = HEAD.match(data, start)
    if not head:
        if len(data) - start > 20:
            raise WireError("no frame")
        return None
    middle = head.end() + int(head[1])
    end = middle + int(head[2])
    return (data[head.end() : middle], data[middle:end], end) if end <= len(data) else None


def unpack(text: bytes, blob: bytes, *, arguments: bool = False):
    """The value of a frame; `arguments` says that generators and functions may be in it. Raises WireError."""
    try:
        return _unpack(json.loads(text.decode("ascii")), blob, arguments, 0)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise WireError(f"not a message: {error}"[:200]) from error


def _unpack(body, blob: bytes, arguments: bool, depth: int):
    if depth > DEEPEST:
        raise WireError("a value that is nested too deeply")
    if body is None or type(body) in (bool, float):
        return body
    if type(body) is int and body in INTEGERS:
        return body
    if type(body) is str and (arguments or len(body) <= LONGEST_TEXT):
        return body
    if type(body) is not dict or len(body) != 1:
        raise WireError("a part of no known kind")
    ((kind, content),) = body.items()
    if kind == "a":
        return _unpack_array(content, blob)
    if kind in ("l", "t") and type(content) is list:
        parts = [_unpack(part, blob, arguments, depth + 1) for part in content]
        return parts if kind == "l" else tuple(parts)
    if kind == "d" and type(content) is dict:
        return {key: _unpack(part, blob, arguments, depth + 1) for key, part in content.items()}
    if kind == "o" and type(content) is str:
        return Other(content[:LONGEST_TEXT])
    return _unpack_argument(kind, content, blob, arguments)


def _unpack_array(content, blob: bytes) -> np.ndarray:
    dtype, shape, start = content
    if dtype not in DTYPES or type(start) is not int or type(shape) is not list or len(shape) > 32:
        raise WireError("an array of no known kind")
    if any(type(n) is not int or not 0 <= n <= MOST_BYTES for n in shape):
        raise WireError("an array without a shape")
    n_entries = math.prod(shape)
    if not n_entries and math.prod(n or 1 for n in shape) > MOST_BYTES:
        raise WireError("an empty array with long sides")
    n_bytes = n_entries * np.dtype(dtype).itemsize
    if not 0 <= start <= start + n_bytes <= len(blob):
        raise WireError("an array outside of its bytes")
    return np.frombuffer(blob, dtype, n_entries, start).reshape(shape).copy() if n_entries else np.empty(shape, dtype)


def _unpack_argument(kind: str, content, blob: bytes, arguments: bool):
    if arguments and kind == "r":
        return Rng(content)
    if arguments and kind == "f":
        name, constants, text = content
        return Function(name, _unpack(constants, blob, arguments, 0), text)
    raise WireError("a part of no known kind")
