"""Makes bplib/data/digits.npz from the copy of the UCI digits in the scikit-learn wheel: `python tools/digits.py`.

Prints the SHA-256 that bplib/datasets.py checks. Needs scikit-learn, which the course itself does not.
"""

import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path(__file__).parents[1] / "bplib" / "data" / "digits.npz"


def main() -> None:
    data = load_digits()
    arrays = {"images": data.images.astype(np.uint8), "labels": data.target.astype(np.uint8)}
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array)
            # a ZipInfo without a time makes the same bytes every time
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED)
    print(hashlib.sha256(TARGET.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
