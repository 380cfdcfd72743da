"""Checks a running target with clients of the Open Inference Protocol that others wrote: Triton's and KServe's, as they are.

Usage:  python check.py BASE_URL [--held-out FILE]

BASE_URL is where /v2 begins, such as http://localhost:3000 or a Function URL. Exit status 0 when every check passed, 1 when one
failed. Needs what requirements.txt names.
"""

import argparse
import asyncio
import sys
from pathlib import Path

import httpx
import numpy as np
import tritonclient.http as triton
import tritonclient.http.aio as triton_aio
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from kserve.protocol.infer_type import RequestedOutput
from tritonclient.utils import InferenceServerException

from digits import ACCURACY_MINIMUM, HELD_OUT, INPUT, MODEL, OUTPUT, VERSION, Digits

def triton_input(data, binary=True):
    tensor = triton.InferInput(INPUT, list(data.shape), "FP32")
    return [tensor.set_data_from_numpy(data, binary_data=binary)]


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
    yield not client.is_model_ready("nope"), "another model is not ready"
    yield not client.is_model_ready(MODEL, "99"), "another version is not ready"

    extensions = client.get_server_metadata()["extensions"]
    yield "binary_tensor_data" in extensions, f"extensions: {extensions}"
    metadata = client.get_model_metadata(MODEL)
    yield (
        (metadata["name"], metadata["inputs"], metadata["outputs"])
        == (
            MODEL,
            [{"name": INPUT, "datatype": "FP32", "shape": [-1, 512]}],
            [{"name": OUTPUT, "datatype": "FP32", "shape": [-1, 10]}],
        )
    ), f"metadata: {metadata}"

    everything = client.infer(MODEL, triton_input(digits.inputs)).as_numpy(OUTPUT)
    count = len(digits.labels)
    yield digits.agrees(everything, count), f"{count} images in one request agree with ONNX Runtime in Python"
    correct = int((everything.argmax(axis=1) == digits.labels).sum())
    yield correct >= ACCURACY_MINIMUM * count, f"accuracy: {correct} of {count}"

    few = digits.inputs[:64]
    for binary_in in (True, False):
        for binary_out in (True, False):
            result = client.infer(
                MODEL,
                triton_input(few, binary_in),
                outputs=[triton.InferRequestedOutput(OUTPUT, binary_data=binary_out)],
                model_version=VERSION,
                request_id="clients-1",
                priority=1,
                timeout=1_000_000,
                parameters={"custom": "value"},
            )
            answer = result.get_response()
            forms = f"binary in {binary_in}, binary out {binary_out}"
            yield digits.agrees(result.as_numpy(OUTPUT), len(few)), f"infers: {forms}"
            yield (
                (answer["id"], answer["model_name"], answer["model_version"]) == ("clients-1", MODEL, VERSION)
            ), f"repeats the id, names the model: {forms}"

    for algorithm in ("gzip", "deflate"):
        for binary in (True, False):
            result = client.infer(
                MODEL,
                triton_input(few, binary),
                outputs=[triton.InferRequestedOutput(OUTPUT, binary_data=binary)],
                request_compression_algorithm=algorithm,
                response_compression_algorithm=algorithm,
            )
            yield digits.agrees(result.as_numpy(OUTPUT), len(few)), f"infers: {algorithm}, binary {binary}"

    pending = [client.async_infer(MODEL, triton_input(digits.inputs[:1])) for _ in range(8)]
    agreeing = sum(digits.agrees(call.get_result().as_numpy(OUTPUT), 1) for call in pending)
    yield agreeing == len(pending), f"{agreeing} of {len(pending)} asynchronous calls agree"

    for what, call, status, told in (
        ("an unknown model", lambda: client.infer("nope", triton_input(few)), "404", "nope"),
        ("an unknown version", lambda: client.infer(MODEL, triton_input(few), model_version="99"), "404", "99"),
        ("a shape that is not the model's", lambda: client.infer(MODEL, triton_input(few[:, :9])), "400", INPUT),
        (
            "an output that the model has not",
            lambda: client.infer(MODEL, triton_input(few), outputs=[triton.InferRequestedOutput("logits")]),
            "400",
            "logits",
        ),
        (
            "classification",
            lambda: client.infer(
                MODEL, triton_input(few), outputs=[triton.InferRequestedOutput(OUTPUT, class_count=3)]
            ),
            "400",
            "classification",
        ),
    ):
        got, message = triton_error(call)
        yield got == status and told in message, f"{what} is told: {got} {message}"

    yield from repository_checks(client, extensions)


def repository_checks(client, extensions):
    index = client.get_model_repository_index()
    yield {"name": MODEL, "version": VERSION, "state": "READY", "reason": ""} in index, f"index: {index}"
    if "model_repository" not in extensions:
        for call in (client.load_model, client.unload_model):
            status, message = triton_error(lambda: call(MODEL))
            yield status == "403" and bool(message), f"loading and unloading are refused: {status} {message}"
        return
    client.unload_model(MODEL)
    yield not client.is_model_ready(MODEL), "an unloaded model is not ready"
    client.load_model(MODEL)
    yield client.is_model_ready(MODEL), "a loaded model is ready"
    status, message = triton_error(lambda: client.load_model("nope"))
    yield status == "404" and "nope" in message, f"an unknown model is not loaded: {status} {message}"


async def triton_aio_checks(url, digits):
    async with triton_aio.InferenceServerClient(url) as client:
        yield await client.is_server_ready(), "is ready"
        result = await client.infer(MODEL, triton_input(digits.inputs[:2]))
        yield digits.agrees(result.as_numpy(OUTPUT), 2), "infers"


def kserve_request(data, binary, outputs=None):
    tensor = InferInput(INPUT, list(data.shape), "FP32")
    tensor.set_data_from_numpy(data, binary_data=binary)
    return InferRequest(MODEL, [tensor], request_id="clients-2", request_outputs=outputs)


def kserve_output(response, count):
    output = response.outputs[0]
    return np.array(output.data, dtype=np.float32).reshape(output.shape) if len(output.data) == count * 10 else None


async def kserve_error(call):
    try:
        await call
    except httpx.HTTPStatusError as error:
        return error.response.status_code, str(error)
    return None, "no error"


async def kserve_checks(base_url, digits):
    async with InferenceRESTClient(RESTConfig(protocol="v2", timeout=60)) as client:
        yield await client.is_server_live(base_url) is True, "is live"
        yield await client.is_server_ready(base_url) is True, "is ready"
        yield await client.is_model_ready(base_url, MODEL), "the model is ready"
        yield not await client.is_model_ready(base_url, "nope"), "another model is not ready"

        few = digits.inputs[:64]
        for binary_in in (True, False):
            for binary_out in (True, False, None):
                outputs = None if binary_out is None else [RequestedOutput(OUTPUT, {"binary_data": binary_out})]
                response = await client.infer(base_url, kserve_request(few, binary_in, outputs), model_name=MODEL)
                yield (
                    digits.agrees(kserve_output(response, len(few)), len(few))
                    and (response.id, response.model_name) == ("clients-2", MODEL)
                ), f"infers: binary in {binary_in}, binary out {binary_out}"

        plain = {"inputs": [{"name": INPUT, "shape": [1, 512], "datatype": "FP32", "data": few[:1].tolist()}]}
        response = await client.infer(base_url, plain, model_name=MODEL)
        yield digits.agrees(kserve_output(response, 1), 1), "infers from a dictionary with nested data"

        status, message = await kserve_error(client.infer(base_url, kserve_request(few, True), model_name="nope"))
        yield status == 404 and message.startswith("There is no model") , f"an unknown model is told: {message}"
        status, message = await kserve_error(
            client.infer(base_url, kserve_request(few[:, :9], True), model_name=MODEL)
        )
        yield status == 400 and f"'{INPUT}'" in message, f"a shape that is not the model's is told: {message}"


async def asynchronous_checks(base_url, digits):
    async for ok, line in triton_aio_checks(without_scheme(base_url), digits):
        yield ok, f"tritonclient.http.aio {line}"
    async for ok, line in kserve_checks(base_url, digits):
        yield ok, f"kserve {line}"


def without_scheme(base_url):
    return base_url.removeprefix("http://")


async def collected(checks):
    return [check async for check in checks]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base_url", help="where /v2 begins, such as http://localhost:3000")
    parser.add_argument("--held-out", type=Path, default=HELD_OUT)
    options = parser.parse_args()
    if not options.base_url.startswith("http://"):
        parser.error("the base URL begins with http://")
    base_url = options.base_url.rstrip("/")
    digits = Digits(options.held_out)

    client = triton.InferenceServerClient(without_scheme(base_url), concurrency=8, network_timeout=60)
    passed = failed = 0
    try:
        for ok, line in triton_checks(client, digits):
            passed += bool(ok)
            failed += not ok
            print(("ok    " if ok else "FAIL  ") + f"tritonclient.http {line}", flush=True)
    finally:
        client.close()
    # Not within the loop of gevent, which Triton's client runs on.
    for ok, line in asyncio.run(collected(asynchronous_checks(base_url, digits))):
        passed += bool(ok)
        failed += not ok
        print(("ok    " if ok else "FAIL  ") + line, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
