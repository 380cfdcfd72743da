"""Checks the committed model against the held-out images, with ONNX Runtime in Python.

Usage:  python check.py [--model FILE] [--held-out FILE]

Exit status 0 when every check passed, 1 when one failed. Needs numpy and onnxruntime only.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

HERE = Path(__file__).resolve().parent
MODEL = HERE.parents[2] / "modules/functions/src/main/resources/models/digits/1/model.onnx"
HELD_OUT = HERE / "held-out.json"

TOLERANCE = 1e-5
ACCURACY_MINIMUM = 0.95
IMAGES_MINIMUM = 300


def checks(model: Path, held_out: Path):
    """Yields (passed, line) for each check, and stops where the following ones would have no meaning."""
    content = json.loads(held_out.read_text(encoding="utf-8"))
    inputs = np.array(content["inputs"], dtype=np.float32)
    labels = np.array(content["labels"])
    expected = np.array(content["probabilities"], dtype=np.float64)

    count = len(labels)
    shapes = (inputs.shape, labels.shape, expected.shape)
    fits = shapes == ((count, 512), (count,), (count, 10)) and count >= IMAGES_MINIMUM
    yield fits, f"held-out images: {count} (at least {IMAGES_MINIMUM}), shapes {shapes}"
    if not fits:
        return

    in_range = bool(np.isfinite(inputs).all() and inputs.min() >= 0 and inputs.max() <= 1)
    yield in_range, f"inputs lie in 0..1: {inputs.min()}..{inputs.max()}"
    yield set(labels.tolist()) == set(range(10)), f"labels are the classes 0..9: {sorted(set(labels.tolist()))}"

    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    signature = [(v.name, v.type, v.shape) for v in (*session.get_inputs(), *session.get_outputs())]
    declared = [("input", "tensor(float)", ["N", 512]), ("probabilities", "tensor(float)", ["N", 10])]
    yield signature == declared, f"signature: {signature}"
    if signature != declared:
        return

    (batch,) = session.run(["probabilities"], {"input": inputs})
    singly = np.concatenate([session.run(["probabilities"], {"input": image[None]})[0] for image in inputs])
    for how, actual in (("as one batch", batch), ("one by one", singly)):
        difference = float(np.abs(actual - expected).max())
        # Written so that a NaN fails.
        yield difference <= TOLERANCE, f"probabilities {how} differ by at most {difference:.1e} (limit {TOLERANCE:.0e})"

    correct = int((batch.argmax(axis=1) == labels).sum())
    yield correct >= ACCURACY_MINIMUM * count, (
        f"accuracy: {correct} of {count} = {correct / count:.2%} (at least {ACCURACY_MINIMUM:.0%})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--held-out", type=Path, default=HELD_OUT)
    options = parser.parse_args()
    for file in (options.model, options.held_out):
        if not file.is_file():
            parser.error(f"{file} is missing; train.py writes it")

    passed = failed = 0
    for ok, line in checks(options.model, options.held_out):
        passed += ok
        failed += not ok
        print(("ok    " if ok else "FAIL  ") + line)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
