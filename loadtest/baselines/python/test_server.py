"""/predict answers as the seed's server does."""

import json
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from server import Classifier, create_app

REPOSITORY = Path(__file__).resolve().parents[3]
MODEL = REPOSITORY / "modules/functions/src/main/resources/models/digits/1/model.onnx"
HELD_OUT = json.loads((REPOSITORY / "loadtest/models/digits/held-out.json").read_bytes())


@pytest.fixture(scope="module")
def client():
    with TestClient(create_app(Classifier(MODEL, threads=2))) as client:
        yield client


def test_every_held_out_digit_gets_the_class_of_the_reference(client):
    assert len(HELD_OUT["inputs"]) >= 300
    for image, probabilities in zip(HELD_OUT["inputs"], HELD_OUT["probabilities"], strict=True):
        response = client.post("/predict", json={"data": image})
        assert response.status_code == 200
        answer = response.json()
        assert answer.keys() == {"class", "latency_ms"}
        assert answer["class"] == np.argmax(probabilities)
        assert answer["latency_ms"] > 0


@pytest.mark.parametrize("length", [0, 511, 513])
def test_the_wrong_number_of_numbers_is_422(client, length):
    assert client.post("/predict", json={"data": [0.5] * length}).status_code == 422


def test_a_number_beyond_a_float_is_422(client):
    body = json.dumps({"data": [0] * 511 + [1e39]})
    response = client.post("/predict", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert response.json() == {"detail": "data: expected finite numbers"}


def test_text_among_the_numbers_is_422(client):
    assert client.post("/predict", json={"data": ["x"] * 512}).status_code == 422


def test_what_is_no_json_is_a_client_error(client):
    response = client.post("/predict", content='{"data":[', headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)


def test_health_is_answered(client):
    assert client.get("/healthz").status_code == 200
