"""Checks a running application's ResNet-50 against ONNX Runtime in Python, fed by torchvision.

Usage:  python check.py [--model FILE] [--server URL]

Asks for each image in images/ by POST /predict-image, and for its tensor by the Open Inference Protocol. Without
--server it checks only that tensors.json, which the Java tests are held to, is what torchvision makes of the images.
Exit status 0 when every check passed, 1 when one failed. Needs requirements-check.txt.
"""

import argparse
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import onnxruntime

import images

REPOSITORY = Path(__file__).resolve().parents[3]
MODEL = REPOSITORY / "target/models/resnet50/1/model.onnx"
IMAGES_MINIMUM = 20
BEST = 5
# Of the largest score: ONNX Runtime sums in another order with other threads.
TOLERANCE = 1e-4


def best(scores: np.ndarray) -> list:
    return np.argsort(-scores, kind="stable")[:BEST].tolist()


def ask(url: str, body: bytes, headers: dict):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60) as answer:
            return answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        raise SystemExit(f"FAIL  {url} answered {error.code}: {error.read().decode(errors='replace')}") from error


def asked_by_image(server: str, file: Path) -> dict:
    media_type = "image/png" if file.suffix == ".png" else "image/jpeg"
    return json.loads(ask(server + "/predict-image", file.read_bytes(), {"Content-Type": media_type})[0])


def asked_by_tensor(server: str, tensor: np.ndarray) -> np.ndarray:
    content = np.ascontiguousarray(tensor, dtype="<f4").tobytes()
    parameters = {"binary_data_size": len(content)}
    inputs = [{"name": "input", "datatype": "FP32", "shape": tensor.shape, "parameters": parameters}]
    head = json.dumps({"inputs": inputs, "parameters": {"binary_data_output": True}}).encode()
    headers = {"Content-Type": "application/octet-stream", "Inference-Header-Content-Length": str(len(head))}
    body, answered = ask(server + "/v2/models/resnet50/infer", head + content, headers)
    start = int(answered["Inference-Header-Content-Length"])
    (output,) = json.loads(body[:start])["outputs"]
    return np.frombuffer(body[start:], dtype="<f4").reshape(output["shape"])


def tensor_checks():
    """Yields (passed, line) for each check."""
    expected = json.loads(images.TENSORS.read_text(encoding="ascii"))
    files = sorted(file.name for file in images.FOLDER.iterdir() if file != images.TENSORS)
    yield files == sorted(expected) and len(files) >= IMAGES_MINIMUM, f"images: {len(files)} (at least {IMAGES_MINIMUM})"
    for name in files:
        actual = images.described(images.prepared(images.FOLDER / name))
        yield actual == expected.get(name), f"{name}: the tensor of tensors.json is torchvision's"


def server_checks(server: str, model: Path):
    """Yields (passed, line) for each check."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    classes = set()
    for file in sorted(images.FOLDER.iterdir()):
        if file == images.TENSORS:
            continue
        tensor = images.prepared(file)[None]
        (scores,) = session.run(["logits"], {"input": tensor})[0]
        expected = best(scores)
        limit = TOLERANCE * float(np.abs(scores).max())
        classes.add(expected[0])

        by_image = asked_by_image(server, file)
        top = [entry["class"] for entry in by_image["top"]]
        away = max(abs(entry["score"] - float(scores[entry["class"]])) for entry in by_image["top"])
        yield top == expected and by_image["class"] == expected[0] and away <= limit, (
            f"{file.name}: by /predict-image {top}, expected {expected}, scores differ by {away:.1e} (limit {limit:.1e})"
        )
        (by_tensor,) = asked_by_tensor(server, tensor)
        away = float(np.abs(by_tensor - scores).max())
        yield best(by_tensor) == expected and away <= limit, (
            f"{file.name}: by tensor {best(by_tensor)}, scores differ by {away:.1e} (limit {limit:.1e})"
        )
    yield len(classes) >= IMAGES_MINIMUM / 2, f"the images are of {len(classes)} classes"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--server", help="where the application is, such as http://localhost:3000")
    options = parser.parse_args()
    if options.server and not options.model.is_file():
        parser.error(f"{options.model} is missing; make.py writes it")

    checks = list(tensor_checks())
    if options.server:
        checks += server_checks(options.server.rstrip("/"), options.model)
    for ok, line in checks:
        print(("ok    " if ok else "FAIL  ") + line)
    failed = sum(not ok for ok, _ in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
