"""Makes the small model of images of the contract suite.

Usage:  python make.py

Writes colours/1/model.onnx beside this file, which gives the mean of each of an image's planes as three classes. Needs
onnx 1.23; a second run gives the same file.
"""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

FILE = Path(__file__).resolve().parent / "colours/1/model.onnx"

model = helper.make_model(
    helper.make_graph(
        [
            # In two steps, since a sum of 50,000 floats would be off by 0.0001.
            helper.make_node("ReduceMean", ["image"], ["rows"], axes=[3], keepdims=0),
            helper.make_node("ReduceMean", ["rows"], ["means"], axes=[2], keepdims=0),
        ],
        "colours",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, 224, 224])],
        [helper.make_tensor_value_info("means", TensorProto.FLOAT, ["N", 3])],
    ),
    opset_imports=[helper.make_opsetid("", 17)],
    ir_version=8,
    producer_name="quartet",
)
onnx.checker.check_model(model, full_check=True)
FILE.parent.mkdir(parents=True, exist_ok=True)
FILE.write_bytes(model.SerializeToString(deterministic=True))
