"""Checks a running target with KServe's gRPC client of the Open Inference Protocol, as it is, and with gRPC's own of the health service.

Usage:  python check_grpc_kserve.py BASE_URL [--held-out FILE]

BASE_URL is where the target serves HTTP, such as http://localhost:3000; gRPC is served there too. Exit status 0 when every check
passed, 1 when one failed. Needs what requirements.txt names. A script of its own, because no process can have both KServe's and Triton's
messages: they have the same names.
"""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

import grpc
import numpy as np
from grpc_health.v1 import health_pb2, health_pb2_grpc
from kserve import InferenceGRPCClient, InferInput, InferRequest
from kserve.protocol.grpc import grpc_predict_v2_pb2 as kserve_messages
from kserve.protocol.grpc.grpc_predict_v2_pb2_grpc import GRPCInferenceServiceStub

from digits import HELD_OUT, INPUT, MODEL, OUTPUT, Digits


def kserve_request(data, binary, model=MODEL):
    tensor = InferInput(INPUT, list(data.shape), "FP32")
    tensor.set_data_from_numpy(data, binary_data=binary)
    return InferRequest(model, [tensor], request_id="clients-4")


def kserve_output(response):
    output = response.outputs[0]
    return output.as_numpy().reshape(output.shape)


async def kserve_error(call):
    try:
        await call
    except grpc.RpcError as error:
        return error.code(), error.details()
    return None, "no error"


async def kserve_checks(address, digits):
    async with InferenceGRPCClient(address) as client:
        yield await client.is_server_live() is True, "is live"
        yield await client.is_server_ready() is True, "is ready"
        yield await client.is_model_ready(MODEL) is True, "the model is ready"

        few = digits.inputs[:64]
        for binary in (True, False):
            response = await client.infer(kserve_request(few, binary))
            yield (
                digits.agrees(kserve_output(response), len(few))
                and (response.id, response.model_name) == ("clients-4", MODEL)
            ), f"infers: binary {binary}"

        code, message = await kserve_error(client.infer(kserve_request(few, True, "nope")))
        yield (
            code == grpc.StatusCode.NOT_FOUND and message.startswith("There is no model")
        ), f"an unknown model is told: {code} {message}"
        code, message = await kserve_error(client.infer(kserve_request(few[:, :9], False)))
        yield (
            code == grpc.StatusCode.INVALID_ARGUMENT and f"'{INPUT}'" in message
        ), f"a shape that is not the model's is told: {code} {message}"


async def kserve_repository_checks(address):
    """KServe's client has no call for these, its messages have."""
    async with grpc.aio.insecure_channel(address) as channel:
        stub = GRPCInferenceServiceStub(channel)
        unloaded = await stub.RepositoryModelUnload(kserve_messages.RepositoryModelUnloadRequest(model_name=MODEL))
        yield (unloaded.model_name, unloaded.isUnloaded) == (MODEL, True), "a model is unloaded"
        loaded = await stub.RepositoryModelLoad(kserve_messages.RepositoryModelLoadRequest(model_name=MODEL))
        yield (loaded.model_name, loaded.isLoaded) == (MODEL, True), "a model is loaded"


async def health_checks(address):
    async with grpc.aio.insecure_channel(address) as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        for service in ("", "inference.GRPCInferenceService"):
            answer = await stub.Check(health_pb2.HealthCheckRequest(service=service))
            yield answer.status == health_pb2.HealthCheckResponse.SERVING, f"'{service}' is serving"
        code, message = await kserve_error(stub.Check(health_pb2.HealthCheckRequest(service="nope")))
        yield code == grpc.StatusCode.NOT_FOUND, f"an unknown service is told: {code} {message}"


async def asynchronous_checks(address, digits):
    async for ok, line in kserve_checks(address, digits):
        yield ok, f"kserve {line}"
    async for ok, line in kserve_repository_checks(address):
        yield ok, f"kserve {line}"
    async for ok, line in health_checks(address):
        yield ok, f"grpc.health.v1 {line}"


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
    # KServe's client logs the errors that are asked for here.
    logging.disable(logging.ERROR)

    passed = failed = 0
    for ok, line in asyncio.run(collected(asynchronous_checks(address, digits))):
        passed += bool(ok)
        failed += not ok
        print(("ok    " if ok else "FAIL  ") + line, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
