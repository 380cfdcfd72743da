"""Checks a running target with Triton's gRPC client of the Open Inference Protocol, as it is.

Usage:  python check_grpc_triton.py BASE_URL [--held-out FILE]

BASE_URL is where the target serves HTTP, such as http://localhost:3000; gRPC is served there too. Exit status 0 when every check
passed, 1 when one failed. Needs what requirements.txt names.
"""

import argparse
import asyncio
import queue
import sys
from pathlib import Path

import numpy as np
import tritonclient.grpc as triton
import tritonclient.grpc.aio as triton_aio
from tritonclient.utils import InferenceServerException

from digits import ACCURACY_MINIMUM, HELD_OUT, INPUT, MODEL, OUTPUT, VERSION, Digits


def triton_input(data):
    tensor = triton.InferInput(INPUT, list(data.shape), "FP32")
    return [tensor.set_data_from_numpy(data)]


def triton_error(call):
    """The status and the message that the client makes of an error."""
    try:
        call()
    except InferenceServerException as error:
        return error.status(), error.message()
    return None, "no error"


def triton_checks(client, digits):
    yield client.is_server_live(), "is live"
    yield client.is_server_ready(), "is ready"
    yield client.is_model_ready(MODEL), "the model is ready"
    yield client.is_model_ready(MODEL, VERSION), "its version is ready"

    server = client.get_server_metadata()
    yield "binary_tensor_data" in server.extensions, f"extensions: {list(server.extensions)}"
    metadata = client.get_model_metadata(MODEL, as_json=True)
    yield (
        (metadata["name"], metadata["versions"], metadata["inputs"], metadata["outputs"])
        == (
            MODEL,
            [VERSION],
            [{"name": INPUT, "datatype": "FP32", "shape": ["-1", "512"]}],
            [{"name": OUTPUT, "datatype": "FP32", "shape": ["-1", "10"]}],
        )
    ), f"metadata: {metadata}"

    everything = client.infer(MODEL, triton_input(digits.inputs)).as_numpy(OUTPUT)
    count = len(digits.labels)
    yield digits.agrees(everything, count), f"{count} images in one request agree with ONNX Runtime in Python"
    correct = int((everything.argmax(axis=1) == digits.labels).sum())
    yield correct >= ACCURACY_MINIMUM * count, f"accuracy: {correct} of {count}"

    few = digits.inputs[:64]
    for algorithm in (None, "gzip", "deflate"):
        result = client.infer(
            MODEL,
            triton_input(few),
            outputs=[triton.InferRequestedOutput(OUTPUT)],
            model_version=VERSION,
            request_id="clients-3",
            priority=1,
            timeout=1_000_000,
            parameters={"custom": "value"},
            compression_algorithm=algorithm,
        )
        answer = result.get_response()
        yield digits.agrees(result.as_numpy(OUTPUT), len(few)), f"infers: compression {algorithm}"
        yield (
            (answer.id, answer.model_name, answer.model_version) == ("clients-3", MODEL, VERSION)
        ), f"repeats the id, names the model: compression {algorithm}"

    results = queue.Queue()
    for _ in range(8):
        client.async_infer(MODEL, triton_input(digits.inputs[:1]), lambda result, error: results.put((result, error)))
    answers = [results.get(timeout=60) for _ in range(8)]
    agreeing = sum(error is None and digits.agrees(result.as_numpy(OUTPUT), 1) for result, error in answers)
    yield agreeing == len(answers), f"{agreeing} of {len(answers)} asynchronous calls agree"

    for what, call, status, told in (
        ("an unknown model", lambda: client.infer("nope", triton_input(few)), "NOT_FOUND", "nope"),
        ("an unknown model's readiness", lambda: client.is_model_ready("nope"), "NOT_FOUND", "nope"),
        ("an unknown version", lambda: client.infer(MODEL, triton_input(few), model_version="99"), "NOT_FOUND", "99"),
        ("a shape that is not the model's", lambda: client.infer(MODEL, triton_input(few[:, :9])), "INVALID_ARGUMENT", INPUT),
        (
            "an output that the model has not",
            lambda: client.infer(MODEL, triton_input(few), outputs=[triton.InferRequestedOutput("logits")]),
            "INVALID_ARGUMENT",
            "logits",
        ),
        (
            "classification",
            lambda: client.infer(
                MODEL, triton_input(few), outputs=[triton.InferRequestedOutput(OUTPUT, class_count=3)]
            ),
            "INVALID_ARGUMENT",
            "classification",
        ),
        ("statistics", client.get_inference_statistics, "UNIMPLEMENTED", "ModelStatistics"),
    ):
        got, message = triton_error(call)
        yield got == f"StatusCode.{status}" and told in message, f"{what} is told: {got} {message}"

    yield from repository_checks(client)


def repository_checks(client):
    index = client.get_model_repository_index(as_json=True)["models"]
    yield {"name": MODEL, "version": VERSION, "state": "READY"} in index, f"index: {index}"
    client.unload_model(MODEL)
    yield not client.is_model_ready(MODEL), "an unloaded model is not ready"
    client.load_model(MODEL)
    yield client.is_model_ready(MODEL), "a loaded model is ready"
    status, message = triton_error(lambda: client.load_model("nope"))
    yield status == "StatusCode.NOT_FOUND" and "nope" in message, f"an unknown model is not loaded: {status} {message}"
    status, message = triton_error(lambda: client.load_model(MODEL, config="{}"))
    yield (
        status == "StatusCode.INVALID_ARGUMENT" and "config" in message
    ), f"a configuration is not loaded: {status} {message}"


async def triton_aio_checks(address, digits):
    async with triton_aio.InferenceServerClient(address) as client:
        yield await client.is_server_ready(), "is ready"
        result = await client.infer(MODEL, triton_input(digits.inputs[:2]))
        yield digits.agrees(result.as_numpy(OUTPUT), 2), "infers"


async def collected(checks):
    return [check async for check in checks]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base_url", help="where the target serves HTTP, such as http://localhost:3000")
    parser.add_argument("--held-out", type=Path, default=HELD_OUT)
    options = parser.parse_args()
    if not options.base_url.startswith("http://"):
        parser.error("the base URL begins with http://")
    address = options.base_url.rstrip("/").removeprefix("http://")
    digits = Digits(options.held_out)

    passed = failed = 0
    client = triton.InferenceServerClient(address)
    try:
        for ok, line in triton_checks(client, digits):
            passed += bool(ok)
            failed += not ok
            print(("ok    " if ok else "FAIL  ") + f"tritonclient.grpc {line}", flush=True)
    finally:
        client.close()
    for ok, line in asyncio.run(collected(triton_aio_checks(address, digits))):
        passed += bool(ok)
        failed += not ok
        print(("ok    " if ok else "FAIL  ") + f"tritonclient.grpc.aio {line}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
