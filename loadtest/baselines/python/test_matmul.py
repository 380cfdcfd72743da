"""The matrices are multiplied at each request, and the answer has the shape of the seed's."""

import numpy as np
import pytest
from fastapi.testclient import TestClient

import matmul


@pytest.fixture(scope="module")
def client():
    with TestClient(matmul.app) as client:
        yield client


def test_the_class_is_the_first_number_of_the_product(client):
    response = client.post("/predict", json={"data": [0.1] * 512})
    assert response.status_code == 200
    answer = response.json()
    assert answer.keys() == {"class", "latency_ms"}
    assert answer["class"] == int(matmul.MATRIX_A[0].astype(np.float64) @ matmul.MATRIX_B[:, 0].astype(np.float64))
    assert answer["class"] == 124
    assert answer["latency_ms"] > 0


@pytest.mark.parametrize("length", [0, 511, 513])
def test_the_wrong_number_of_numbers_is_422(client, length):
    assert client.post("/predict", json={"data": [0.5] * length}).status_code == 422
