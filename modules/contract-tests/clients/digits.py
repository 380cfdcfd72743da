"""The images that the model of the digits is asked about, and what it answers to them."""

import json
from pathlib import Path

import numpy as np

HELD_OUT = Path(__file__).resolve().parents[3] / "loadtest/models/digits/held-out.json"

MODEL, VERSION, INPUT, OUTPUT = "digits", "1", "input", "probabilities"
TOLERANCE = 1e-5
ACCURACY_MINIMUM = 0.95


class Digits:
    """Images that the model has not seen."""

    def __init__(self, file):
        content = json.loads(file.read_text(encoding="utf-8"))
        self.inputs = np.array(content["inputs"], dtype=np.float32)
        self.labels = np.array(content["labels"])
        self.expected = np.array(content["probabilities"], dtype=np.float64)

    def agrees(self, probabilities, count):
        """Whether these are the probabilities of the first images, as ONNX Runtime in Python gave them."""
        return (
            probabilities is not None
            and probabilities.shape == (count, 10)
            and probabilities.dtype == np.float32
            # Written so that a NaN fails.
            and float(np.abs(probabilities - self.expected[:count]).max()) <= TOLERANCE
        )
