"""Makes the small models of this module: those of its tests, and the helpers that it ships.

Usage:  python make.py

Writes:
  modules/inference/src/test/resources/models/<model>/<version>/model.onnx or model.ort
  modules/inference/src/main/resources/dev/quartet/inference/to-uint<bits>.onnx and is-readable.onnx

Nothing in them is trained or random: a second run gives the same files.
"""

from pathlib import Path

import onnx
import onnxruntime
from onnx import TensorProto, helper

OPSET = 17
REGEX_OPSET = 20
IR_VERSION = 9

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "resources/models"
HELPERS = HERE.parents[1] / "main/resources/dev/quartet/inference"

TYPES = {
    "BOOL": TensorProto.BOOL,
    "UINT8": TensorProto.UINT8,
    "UINT16": TensorProto.UINT16,
    "UINT32": TensorProto.UINT32,
    "UINT64": TensorProto.UINT64,
    "INT8": TensorProto.INT8,
    "INT16": TensorProto.INT16,
    "INT32": TensorProto.INT32,
    "INT64": TensorProto.INT64,
    "FP16": TensorProto.FLOAT16,
    "FP32": TensorProto.FLOAT,
    "FP64": TensorProto.DOUBLE,
    "BYTES": TensorProto.STRING,
}


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs, outputs, **attributes)


def constant(name, kind, shape, values):
    return helper.make_tensor(name, kind, shape, values)


def model(nodes, inputs, outputs, constants=(), checked=True, opset=OPSET):
    made = helper.make_model(
        helper.make_graph(nodes, "graph", inputs, outputs, list(constants)),
        opset_imports=[helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.ml", 3)],
        ir_version=IR_VERSION,
        producer_name="quartet",
    )
    if checked:
        onnx.checker.check_model(made, full_check=True)
    return made


def sums():
    """Two inputs that share a dimension, two outputs."""
    return model(
        [node("Add", ["a", "b"], ["sum"]), node("Sub", ["a", "b"], ["difference"])],
        [value("a", TensorProto.FLOAT, ["N", 3]), value("b", TensorProto.FLOAT, ["N", 3])],
        [value("sum", TensorProto.FLOAT, ["N", 3]), value("difference", TensorProto.FLOAT, ["N", 3])],
    )


def scale(factor):
    """Its answer tells which version gave it."""
    return model(
        [node("Mul", ["x", "factor"], ["y"])],
        [value("x", TensorProto.FLOAT, ["N", 4])],
        [value("y", TensorProto.FLOAT, ["N", 4])],
        [constant("factor", TensorProto.FLOAT, [1], [float(factor)])],
    )


def echo():
    """Every datatype comes out as it goes in."""
    return model(
        [node("Identity", [name], [name + "_OUT"]) for name in TYPES],
        [value(name, kind, [None]) for name, kind in TYPES.items()],
        [value(name + "_OUT", kind, [None]) for name, kind in TYPES.items()],
    )


def text():
    """Reads and writes words, so that it shows which bytes the model sees and gives."""
    words = [word.encode() for word in ("", "word", "Grüße", "日本", "😀", "a\tb", "\n\uffff")]
    words += [b"\xff", b"a\0b", b"\xed\xa0\x80"]
    return model(
        [
            node(
                "LabelEncoder",
                ["words"],
                ["numbers"],
                domain="ai.onnx.ml",
                keys_strings=words,
                values_int64s=list(range(len(words))),
                default_int64=-1,
            ),
            node(
                "LabelEncoder",
                ["codes"],
                ["spelled"],
                domain="ai.onnx.ml",
                keys_int64s=list(range(len(words))),
                values_strings=words,
                default_string="unknown",
            ),
            node("Identity", ["words"], ["same"]),
        ],
        [value("words", TensorProto.STRING, ["N", "M"]), value("codes", TensorProto.INT64, ["K"])],
        [
            value("numbers", TensorProto.INT64, ["N", "M"]),
            value("spelled", TensorProto.STRING, ["K"]),
            value("same", TensorProto.STRING, ["N", "M"]),
        ],
    )


def scalar():
    return model(
        [node("Neg", ["x"], ["y"])],
        [value("x", TensorProto.DOUBLE, [])],
        [value("y", TensorProto.DOUBLE, [])],
    )


def picky():
    """Fails on zeros: it reads place x + 10 of four."""
    return model(
        [node("Add", ["x", "ten"], ["places"]), node("Gather", ["table", "places"], ["y"])],
        [value("x", TensorProto.INT64, ["N"])],
        [value("y", TensorProto.FLOAT, ["N"])],
        [
            constant("ten", TensorProto.INT64, [1], [10]),
            constant("table", TensorProto.FLOAT, [4], [0.0, 10.0, 20.0, 30.0]),
        ],
    )


def count(step):
    """Adds the step as often as it is told: a run that takes as long as a test needs."""
    body = helper.make_graph(
        [
            node("Identity", ["go"], ["go_on"]),
            node("Add", ["before", "step"], ["after"]),
        ],
        "body",
        [
            value("round", TensorProto.INT64, []),
            value("go", TensorProto.BOOL, []),
            value("before", TensorProto.INT64, [1]),
        ],
        [value("go_on", TensorProto.BOOL, []), value("after", TensorProto.INT64, [1])],
    )
    return model(
        [
            node("Squeeze", ["rounds"], ["trips"]),
            node("Loop", ["trips", "always", "zero"], ["total"], body=body),
        ],
        [value("rounds", TensorProto.INT64, [1])],
        [value("total", TensorProto.INT64, [1])],
        [
            constant("always", TensorProto.BOOL, [], [True]),
            constant("zero", TensorProto.INT64, [1], [0]),
            constant("step", TensorProto.INT64, [1], [step]),
        ],
    )


def lookup():
    """Fails on a place that its table lacks, and answers zeros."""
    return model(
        [node("Gather", ["table", "places"], ["y"])],
        [value("places", TensorProto.INT64, ["N"])],
        [value("y", TensorProto.FLOAT, ["N"])],
        [constant("table", TensorProto.FLOAT, [4], [0.0, 10.0, 20.0, 30.0])],
    )


def slow():
    """Adds one, ten thousand times: too long for an event loop."""
    body = helper.make_graph(
        [
            node("Identity", ["go"], ["go_on"]),
            node("Add", ["before", "one"], ["after"]),
        ],
        "body",
        [
            value("round", TensorProto.INT64, []),
            value("go", TensorProto.BOOL, []),
            value("before", TensorProto.FLOAT, ["N", 4]),
        ],
        [value("go_on", TensorProto.BOOL, []), value("after", TensorProto.FLOAT, ["N", 4])],
    )
    return model(
        [node("Loop", ["trips", "always", "x"], ["y"], body=body)],
        [value("x", TensorProto.FLOAT, ["N", 4])],
        [value("y", TensorProto.FLOAT, ["N", 4])],
        [
            constant("trips", TensorProto.INT64, [], [10_000]),
            constant("always", TensorProto.BOOL, [], [True]),
            constant("one", TensorProto.FLOAT, [1], [1.0]),
        ],
    )


def huge():
    """A vector of it is longer than an array can be."""
    return model(
        [node("ReduceMean", ["x"], ["y"], axes=[1], keepdims=1)],
        [value("x", TensorProto.FLOAT, ["N", 2**31 - 1])],
        [value("y", TensorProto.FLOAT, ["N", 1])],
    )


def centred():
    """What comes out for a row depends on the others of its run."""
    return model(
        [
            node("ReduceMean", ["x"], ["mean"], axes=[0], keepdims=1),
            node("Sub", ["x", "mean"], ["y"]),
        ],
        [value("x", TensorProto.FLOAT, ["N", 4])],
        [value("y", TensorProto.FLOAT, ["N", 4])],
    )


def sequence(with_tensor):
    """What the protocol has no name for, beside a tensor or alone."""
    outputs = [
        helper.make_tensor_sequence_value_info("pair", TensorProto.FLOAT, None),
        value("doubled", TensorProto.FLOAT, [2]),
    ]
    return model(
        [node("SequenceConstruct", ["x", "x"], ["pair"]), node("Add", ["x", "x"], ["doubled"])],
        [value("x", TensorProto.FLOAT, [2])],
        outputs if with_tensor else outputs[:1],
    )


def brain_float():
    """An input whose type the protocol lacks."""
    return model(
        [node("Cast", ["x"], ["y"], to=TensorProto.FLOAT)],
        [value("x", TensorProto.BFLOAT16, [2])],
        [value("y", TensorProto.FLOAT, [2])],
    )


def unsigned(bits):
    """The same bits as an unsigned number, of any shape: which ONNX Runtime takes and the checker does not."""
    signed = {16: TensorProto.INT16, 32: TensorProto.INT32, 64: TensorProto.INT64}[bits]
    to = {16: TensorProto.UINT16, 32: TensorProto.UINT32, 64: TensorProto.UINT64}[bits]
    return model(
        [node("Cast", ["signed"], ["unsigned"], to=to)],
        [value("signed", signed, None)],
        [value("unsigned", to, None)],
        checked=False,
    )


def is_readable():
    """Which texts have only characters that ONNX Runtime for Java can hand over."""
    return model(
        [node("RegexFullMatch", ["text"], ["readable"], pattern=r"[\x{0001}-\x{D7FF}\x{E000}-\x{FFFF}]*")],
        [value("text", TensorProto.STRING, None)],
        [value("readable", TensorProto.BOOL, None)],
        checked=False,
        opset=REGEX_OPSET,
    )


def put(made, name, version=1):
    place = MODELS / name / str(version) / "model.onnx"
    place.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(made, place)


def put_in_ort_format(made, name):
    place = MODELS / name / "1" / "model.ort"
    place.parent.mkdir(parents=True, exist_ok=True)
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(place)
    options.add_session_config_entry("session.save_model_format", "ORT")
    # Extended ones depend on the processor.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    onnxruntime.InferenceSession(made.SerializeToString(), options)


def main():
    put(sums(), "sums")
    for version in (1, 2, 10):
        put(scale(version), "scale", version)
    put(echo(), "echo")
    put(text(), "text")
    put(scalar(), "scalar")
    put(picky(), "picky")
    for version in (1, 2):
        put(count(version), "count", version)
    put(lookup(), "lookup")
    put(slow(), "slow")
    put(centred(), "centred")
    put(huge(), "huge")
    put(sequence(True), "partly")
    put(sequence(False), "wordless")
    put(brain_float(), "brain-float")
    put_in_ort_format(scale(7), "ort")
    HELPERS.mkdir(parents=True, exist_ok=True)
    for bits in (16, 32, 64):
        onnx.save(unsigned(bits), HELPERS / f"to-uint{bits}.onnx")
    onnx.save(is_readable(), HELPERS / "is-readable.onnx")


main()
