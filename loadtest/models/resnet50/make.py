"""Writes ResNet-50 v1.5 as ONNX, with synthetic weights from a seed.

Usage:  python make.py [FOLDER]

Writes FOLDER/resnet50/1/model.onnx, 102 MB; FOLDER is target/models unless it is named. Needs numpy and onnx only.

The graph is torchvision's resnet50: bottlenecks 3, 4, 6, 3, the stride of a stage in the 3x3 convolution of its first
bottleneck (which makes it v1.5), 1,000 classes. As exporters do for inference, each batch normalisation is folded into
the weights and the bias of the convolution before it.

The weights are not trained, and the classes mean nothing. Weights are drawn from a normal distribution; the means and
deviations of the batch normalisations are those of sixteen generated images, and the last layer is centred on their
features. So activations keep their size with depth, and images differ in their classes, as with trained weights.

Same input, same bytes: all sums are taken in double precision and rounded to twelve bits before they are used, so that
the order of a processor's summation can't show.
"""

import os

# Before NumPy is imported, or it has no effect.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SEED = 20261125
IMAGES, SIDE, CLASSES = 16, 224, 1000
STAGES = ((3, 64, 1), (4, 128, 2), (6, 256, 2), (3, 512, 2))
EXPANSION = 4
# What a bottleneck adds to its shortcut, as a share of what is normal there.
RESIDUAL_GAIN = 0.5
CLASS_DEVIATION = 2.0
COMMON_DIRECTIONS = 4
EPSILON = 1e-5
ROUNDED_BITS = 12
OPSET = 17
IR_VERSION = 8
SHA256 = "a7f32debcf3fbad28400e6852429f70b43d8f25ee8eb48e4d258748fa8153d13"

REPOSITORY = Path(__file__).resolve().parents[3]


def rounded(values: np.ndarray) -> np.ndarray:
    fraction, exponent = np.frexp(values)
    return np.ldexp(np.round(np.ldexp(fraction, ROUNDED_BITS)), exponent - ROUNDED_BITS)


def generated_images(random: np.random.Generator) -> np.ndarray:
    """[IMAGES, 3, SIDE, SIDE], normalised as inputs are: waves, plain rectangles and noise, more or less of each."""
    position = np.arange(SIDE) / SIDE
    images = np.zeros((IMAGES, 3, SIDE, SIDE))
    for image in images:
        contrast, noise = random.uniform(0.2, 1.5), random.uniform(0, 0.6) ** 2
        for plane in image:
            plane += random.uniform(-1, 1)
            for scale in (1, 2, 4, 8, 16, 32):
                across, down = random.uniform(-scale, scale, 2)
                phase = random.uniform(0, 2 * np.pi)
                wave = np.sin(2 * np.pi * (across * position[None] + down * position[:, None]) + phase)
                plane += contrast * wave / np.sqrt(scale)
        for _ in range(random.integers(0, 6)):
            top, left = random.integers(0, SIDE, 2)
            height, width = random.integers(SIDE // 16, SIDE // 2, 2)
            image[:, top : top + height, left : left + width] = random.uniform(-2, 2, (3, 1, 1))
        image += noise * random.standard_normal(image.shape)
    return np.clip(images, -2, 2.5)


def patches(image: np.ndarray, kernel: int, stride: int) -> np.ndarray:
    """[channels * kernel * kernel, rows * columns] of a padded [channels, rows, columns]."""
    pad = kernel // 2
    padded = np.pad(image, ((0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(1, 2))[:, ::stride, ::stride]
    return windows.transpose(0, 3, 4, 1, 2).reshape(image.shape[0] * kernel * kernel, -1)


class Network:
    """Makes the graph, layer by layer, and runs each on the images that its statistics are taken of."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(SEED)
        self.nodes = []
        self.weights = []

    def constant(self, name: str, values: np.ndarray) -> None:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=np.float32), name))

    def node(self, kind: str, inputs: list, name: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def convolution(self, name, source, images, channels, kernel, stride, gain=1.0):
        """A convolution with its batch normalisation; the result has mean 0 and deviation `gain` per channel."""
        taken = images[0].shape[0] * kernel * kernel
        weights = self.random.standard_normal((channels, taken)) / np.sqrt(taken)
        side = -(-images[0].shape[1] // stride)
        results = [weights @ patches(image, kernel, stride) for image in images]
        mean = rounded(np.mean([result.mean(axis=1) for result in results], axis=0))
        square = np.mean([((result - mean[:, None]) ** 2).mean(axis=1) for result in results], axis=0)
        scale = gain / rounded(np.sqrt(square + EPSILON))
        self.constant(name + ".weight", (weights * scale[:, None]).reshape(channels, -1, kernel, kernel))
        self.constant(name + ".bias", -mean * scale)
        self.node(
            "Conv",
            [source, name + ".weight", name + ".bias"],
            name,
            kernel_shape=[kernel, kernel],
            strides=[stride, stride],
            pads=[kernel // 2] * 4,
        )
        return name, [((r - mean[:, None]) * scale[:, None]).reshape(channels, side, side) for r in results]

    def relu(self, source, images):
        return self.node("Relu", [source], source + ".relu"), [np.maximum(image, 0) for image in images]

    def bottleneck(self, name, source, images, width, stride):
        out, results = self.relu(*self.convolution(name + ".conv1", source, images, width, 1, 1))
        out, results = self.relu(*self.convolution(name + ".conv2", out, results, width, 3, stride))
        out, results = self.convolution(name + ".conv3", out, results, width * EXPANSION, 1, 1, RESIDUAL_GAIN)
        if images[0].shape != results[0].shape:
            source, images = self.convolution(name + ".shortcut", source, images, width * EXPANSION, 1, stride)
        out = self.node("Add", [out, source], name + ".sum")
        return self.relu(out, [result + image for result, image in zip(results, images)])

    def classes(self, source: str, images: list) -> None:
        features = np.array([image.mean(axis=(1, 2)) for image in images])
        mean = rounded(features.mean(axis=0))
        weights = self.random.standard_normal((CLASSES, len(mean)))
        # Along these all images differ most, and the few classes that point there would win nearly always.
        for direction in np.linalg.svd(features - mean, full_matrices=False)[2][:COMMON_DIRECTIONS]:
            direction = rounded(direction)
            weights -= rounded(weights @ direction)[:, None] * direction
        deviation = rounded((weights @ (features - mean).T).std())
        weights *= CLASS_DEVIATION / deviation
        self.constant("fc.weight", weights)
        self.constant("fc.bias", -rounded(weights @ mean))
        pooled = self.node("GlobalAveragePool", [source], "avgpool")
        flat = self.node("Flatten", [pooled], "flatten", axis=1)
        self.node("Gemm", [flat, "fc.weight", "fc.bias"], "logits", transB=1)


def pooled(image: np.ndarray) -> np.ndarray:
    """The maximum of 3x3 with stride 2; what is padded is never the maximum."""
    padded = np.pad(image, ((0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))[:, ::2, ::2].max(axis=(3, 4))


def resnet50() -> onnx.ModelProto:
    network = Network()
    images = list(generated_images(network.random))
    out, images = network.relu(*network.convolution("conv1", "input", images, 64, 7, 2))
    out = network.node("MaxPool", [out], "maxpool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    images = [pooled(image) for image in images]
    for stage, (blocks, width, stride) in enumerate(STAGES, start=1):
        for block in range(blocks):
            name = f"layer{stage}.{block}"
            out, images = network.bottleneck(name, out, images, width, stride if block == 0 else 1)
    network.classes(out, images)
    model = helper.make_model(
        helper.make_graph(
            network.nodes,
            "resnet50",
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, SIDE, SIDE])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", CLASSES])],
            network.weights,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="quartet",
        producer_version="1",
        model_version=1,
        doc_string="ResNet-50 v1.5 with synthetic weights: it was never trained, and its classes mean nothing.",
    )
    helper.set_model_props(
        model,
        {
            "weights": f"synthetic, seed {SEED}",
            "input": "RGB of 224x224 pixels, less ImageNet's mean, by its deviation",
        },
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "target/models"
    file = folder / "resnet50/1/model.onnx"
    if file.is_file() and digest(file.read_bytes()) == SHA256:
        print(f"{file} is there already")
        return 0
    content = resnet50().SerializeToString(deterministic=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    # The name is taken when all is written: a server may look into the folder at any time.
    part = file.with_suffix(".part")
    part.write_bytes(content)
    part.replace(file)
    print(f"{digest(content)}  {len(content)} bytes  {file}")
    if digest(content) != SHA256:
        print(f"expected {SHA256}: other versions than those in requirements.txt, or another network", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
