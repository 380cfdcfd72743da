"""Trains the digits classifier and writes the model and the held-out images.

Usage:  python train.py

Writes:
  modules/functions/src/main/resources/models/digits/1/model.onnx   the model, float32, opset 17
  loadtest/models/digits/held-out.json                              images the model never saw

How an image becomes 512 numbers
  scikit-learn ships 1,797 handwritten digits of 8x8 pixels with values 0..16. Each is divided by 16 and
  resampled bilinearly to 16 rows of 32 columns, row by row. Pixels are areas and sampled at their centres:
  output pixel i looks at (i + 0.5) * 8 / n - 0.5 in the source, clamped at the border (what OpenCV's and
  Pillow's BILINEAR do when they enlarge).
  Every number is then rounded to four decimals, for training and held-out images alike, so that what
  held-out.json holds is exactly what the model is given.

The network
  512 -> 512 ReLU -> 10 softmax, by scikit-learn's MLPClassifier. The hyperparameters were fixed beforehand: the
  held-out images chose nothing.

Same input, same bytes
  The seed is fixed, linear algebra runs on one thread, and OpenBLAS is told which kernels to use, because sums
  taken in another order would end in other weights. A second run on the same machine gives the same files. A
  processor without AVX2, or other versions than those in requirements.txt, may give other last digits.
"""

import os

# Before NumPy is imported, or it has no effect.
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

SEED = 20261101
HELD_OUT_IMAGES = 360
ROWS, COLUMNS, CLASSES, HIDDEN = 16, 32, 10, 512
INPUT_DECIMALS = 4
PROBABILITY_DECIMALS = 8
OPSET = 17
IR_VERSION = 8

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
MODEL = REPOSITORY / "modules/functions/src/main/resources/models/digits/1/model.onnx"
HELD_OUT = HERE / "held-out.json"


def bilinear_weights(source: int, target: int) -> np.ndarray:
    """The [target, source] matrix that resamples a line of `source` pixels to `target` pixels."""
    position = np.clip((np.arange(target) + 0.5) * source / target - 0.5, 0, source - 1)
    left = np.minimum(position.astype(int), source - 2)
    share = position - left
    weights = np.zeros((target, source))
    weights[np.arange(target), left] = 1 - share
    weights[np.arange(target), left + 1] = share
    return weights


def resample(images: np.ndarray) -> np.ndarray:
    """[N, 8, 8] with values 0..16 to [N, 512] with values 0..1, rounded."""
    rows = bilinear_weights(8, ROWS)
    columns = bilinear_weights(8, COLUMNS)
    resampled = rows @ (images / 16.0) @ columns.T
    return np.round(resampled.reshape(len(images), ROWS * COLUMNS), INPUT_DECIMALS)


def train(inputs: np.ndarray, labels: np.ndarray) -> MLPClassifier:
    network = MLPClassifier(
        hidden_layer_sizes=(HIDDEN,),
        activation="relu",
        solver="adam",
        alpha=1e-3,
        batch_size=64,
        learning_rate_init=1e-3,
        max_iter=40,
        n_iter_no_change=40,
        random_state=SEED,
    )
    with warnings.catch_warnings():
        # Forty epochs are the plan; that the loss would still fall is no news.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return network.fit(inputs.astype(np.float32), labels)


def to_onnx(network: MLPClassifier) -> onnx.ModelProto:
    def constant(name: str, values: np.ndarray) -> onnx.TensorProto:
        return numpy_helper.from_array(np.ascontiguousarray(values, dtype=np.float32), name)

    graph = helper.make_graph(
        nodes=[
            helper.make_node("Gemm", ["input", "hidden.weight", "hidden.bias"], ["hidden.sum"], name="hidden"),
            helper.make_node("Relu", ["hidden.sum"], ["hidden.output"], name="relu"),
            helper.make_node("Gemm", ["hidden.output", "output.weight", "output.bias"], ["logits"], name="output"),
            helper.make_node("Softmax", ["logits"], ["probabilities"], name="softmax", axis=-1),
        ],
        name="digits",
        inputs=[helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", ROWS * COLUMNS])],
        outputs=[helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", CLASSES])],
        initializer=[
            constant("hidden.weight", network.coefs_[0]),
            constant("hidden.bias", network.intercepts_[0]),
            constant("output.weight", network.coefs_[1]),
            constant("output.bias", network.intercepts_[1]),
        ],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="quartet",
        producer_version="1",
        model_version=1,
        doc_string="Handwritten digits 0..9 from 16x32 pixels, values 0..1.",
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    digits = load_digits()
    inputs, held_out_inputs, labels, held_out_labels = train_test_split(
        resample(digits.images),
        digits.target,
        test_size=HELD_OUT_IMAGES,
        stratify=digits.target,
        random_state=SEED,
    )
    network = train(inputs, labels)
    model = to_onnx(network).SerializeToString(deterministic=True)
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(model)

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (probabilities,) = session.run(["probabilities"], {"input": held_out_inputs.astype(np.float32)})
    HELD_OUT.write_text(
        json.dumps(
            {
                # 0.0 as 0 keeps the file small: much of every image is background.
                "inputs": [[int(v) if v == int(v) else float(v) for v in image] for image in held_out_inputs],
                "labels": held_out_labels.tolist(),
                "probabilities": np.round(probabilities.astype(np.float64), PROBABILITY_DECIMALS).tolist(),
            },
            separators=(",", ":"),
        )
        + "\n",
        encoding="ascii",
    )

    accuracy = float((probabilities.argmax(axis=1) == held_out_labels).mean())
    print(f"trained on {len(inputs)} images, held out {len(held_out_inputs)}, accuracy there {accuracy:.2%}")
    for path in (MODEL, HELD_OUT):
        content = path.read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {len(content):>8} bytes  {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
