"""Agreement of two arrays, number by number, with nothing broadcast and nothing cast on the way."""

import numpy as np


def assert_close(array, expected, rtol, atol=0.0, name=""):
    """The same shape and dtype, and every number within `atol` + `rtol` times the expected one."""
    array, expected = np.asarray(array), np.asarray(expected)
    assert (array.shape, array.dtype) == (expected.shape, expected.dtype), name
    np.testing.assert_allclose(array, expected, rtol=rtol, atol=atol, err_msg=str(name))
