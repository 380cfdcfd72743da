"""The seed's server: POST /predict takes 512 numbers and answers a digit. The README says how it is configured."""

import os
import time
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import onnxruntime
import orjson
import uvicorn
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

INPUT_LENGTH = 512


class PredictRequest(BaseModel):
    data: Annotated[list[float], Field(min_length=INPUT_LENGTH, max_length=INPUT_LENGTH)]


class OrjsonRequest(Request):
    """A request whose JSON is read by orjson."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json


class OrjsonRoute(APIRoute):
    """Hands its endpoint an OrjsonRequest."""

    def get_route_handler(self):
        handler = super().get_route_handler()

        async def with_orjson(request: Request) -> Response:
            return await handler(OrjsonRequest(request.scope, request.receive))

        return with_orjson


class Classifier:
    """The digits model, run once when it is opened so that no request pays for the first run."""

    def __init__(self, model: Path, threads: int):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that spin between requests burn the time that others wait for.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._output = self._session.get_outputs()[0].name
        self.classify(np.zeros(INPUT_LENGTH, dtype=np.float32))

    def classify(self, image: np.ndarray) -> tuple[int, float]:
        """The class of an image, and the model's own time in milliseconds."""
        started = time.perf_counter()
        (probabilities,) = self._session.run([self._output], {self._input: image[np.newaxis]})
        digit = int(probabilities[0].argmax())
        return digit, (time.perf_counter() - started) * 1e3


def create_app(classifier: Classifier) -> FastAPI:
    app = FastAPI(title="digits")
    router = APIRouter(route_class=OrjsonRoute)

    # On the event loop: at some 20 µs a run, handing it to a thread would cost more than it frees.
    @router.post("/predict")
    async def predict(request: PredictRequest) -> Response:
        # What a float can't hold becomes infinite here, and is refused below.
        with np.errstate(over="ignore"):
            image = np.array(request.data, dtype=np.float32)
        if not np.isfinite(image).all():
            raise HTTPException(422, "data: expected finite numbers")
        digit, latency_ms = classifier.classify(image)
        return Response(orjson.dumps({"class": digit, "latency_ms": latency_ms}), media_type="application/json")

    @router.get("/healthz")
    async def healthz() -> Response:
        return Response("ok")

    app.include_router(router)
    return app


def main() -> None:
    model = os.environ.get("MODEL")
    if not model:
        raise SystemExit("MODEL is not set: name the model's file")
    threads = int(os.environ.get("THREADS", len(os.sched_getaffinity(0))))
    app = create_app(Classifier(Path(model), threads))
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(os.environ.get("PORT", 8000)),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
