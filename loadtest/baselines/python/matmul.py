"""The seed's stand-in for a model: POST /predict multiplies two matrices of 512 by 512 at each request."""

import os
import time
from typing import Annotated

# Each worker has a processor of its own: threads of the multiplication would fight the other workers for theirs.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import orjson
import uvicorn
from fastapi import APIRouter, FastAPI, Response
from pydantic import BaseModel, Field

from server import OrjsonRoute

N = 512


class PredictRequest(BaseModel):
    data: Annotated[list[float], Field(min_length=N, max_length=N)]


def matrix(rows: int, columns: int) -> np.ndarray:
    """Numbers from 0 to 1 that are the same in every language."""
    i, j = np.indices((N, N))
    return ((i * rows + j * columns) % 101 / 101).astype(np.float32)


MATRIX_A = matrix(31, 17)
MATRIX_B = matrix(13, 7)

router = APIRouter(route_class=OrjsonRoute)


# On the event loop, as in the seed: with a worker for each processor there is nobody else to serve meanwhile.
@router.post("/predict")
async def predict(request: PredictRequest) -> Response:
    started = time.perf_counter()
    np.array(request.data, dtype=np.float32)
    product = MATRIX_A @ MATRIX_B
    latency_ms = (time.perf_counter() - started) * 1e3
    return Response(
        orjson.dumps({"class": int(product[0, 0]), "latency_ms": latency_ms}), media_type="application/json"
    )


@router.get("/healthz")
async def healthz() -> Response:
    return Response("ok")


app = FastAPI(title="matmul")
app.include_router(router)

if __name__ == "__main__":
    uvicorn.run(
        "matmul:app",
        host="127.0.0.1",
        port=int(os.environ.get("PORT", 8000)),
        workers=int(os.environ.get("WORKERS", len(os.sched_getaffinity(0)))),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )
