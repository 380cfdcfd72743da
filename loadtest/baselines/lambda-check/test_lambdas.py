"""The uuid Lambdas are alike: the same questions to each function.zip under local-lambda, over one local-aws.

A zip that was not built is skipped; REQUIRED names, by commas, those whose skip would be a failure.
"""

import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest

ROOT = Path(__file__).resolve().parents[3]
JAVA_HOME = subprocess.check_output(["sh", "-c", '. .mvn/find-jdk.sh && echo "$JAVA_HOME"'], cwd=ROOT, text=True)
JAVA = Path(JAVA_HOME.strip(), "bin/java")
ZIPS = {
    "lambda-rust": "loadtest/baselines/lambda-rust/target/function.zip",
    "lambda-python": "loadtest/baselines/lambda-python/target/function.zip",
    "lambda-java": "loadtest/baselines/plain-handler/target/function.zip",
    "lambda-jvm": "modules/targets/lambda-jvm/target/function.zip",
    "lambda-native": "modules/targets/lambda-native/target/function.zip",
}
REQUIRED = os.environ.get("REQUIRED", "").split(",")
MEMBERS = {"uuid", "bucket", "key", "table", "created_at"}
START_SECONDS = 60
ANSWER_SECONDS = 30


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


def send(url, body=None, method="POST", headers=None):
    request = urllib.request.Request(url, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as e:
        return Answer(e.code, e.headers, e.read())


class Server:
    """A program that says when it is ready, and where."""

    def __init__(self, ready, jar, *options, environment=None):
        self._process = subprocess.Popen(
            [JAVA, "-jar", ROOT / jar, *options, "--exit-with-parent"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | (environment or {}),
        )
        with ThreadPoolExecutor() as executor:
            line = executor.submit(self._process.stdout.readline).result(START_SECONDS)
        assert line.startswith(ready), line
        self.urls = re.findall(r"http://127\.0\.0\.1:\d+", line)

    def stop(self):
        self._process.terminate()
        self._process.wait(START_SECONDS)
        self._process.stdout.close()


class Stores:
    def __init__(self, url):
        self.url = url

    def requests(self):
        """How many S3 and DynamoDB were asked so far."""
        services = send(f"{self.url}/_quartet/counters", method="GET").json["services"]
        return services["s3"]["requests"], services["dynamodb"]["requests"]

    def record(self, uuid):
        contents = send(f"{self.url}/_quartet/contents?limit=999", method="GET").json
        return [item for item in contents["tables"][0]["items"] if item["uuid"] == uuid]

    def object(self, uuid):
        answer = send(f"{self.url}/quartet/{uuid}.txt", method="GET")
        return answer.body.decode() if answer.status == 200 else None

    def fail(self, service):
        rule = {"service": service, "status": 503}
        assert send(f"{self.url}/_quartet/faults", json.dumps(rule).encode(), "PUT").status == 200

    def work(self):
        assert send(f"{self.url}/_quartet/faults", method="DELETE").status == 200


class Function:
    def __init__(self, invoke_url, function_url):
        self._invoke_url = f"{invoke_url}/2015-03-31/functions/uuid/invocations"
        self._function_url = f"{function_url}/uuid"

    def invoke(self, event):
        return send(self._invoke_url, json.dumps(event).encode())

    def post(self, body, path="/uuid", method="POST"):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        return send(self._function_url + path, body, method, {"content-type": "application/json"})


@pytest.fixture(scope="module")
def stores():
    server = Server("local-aws is ready: ", "modules/local-aws/target/local-aws.jar", "--lean", "--port", "0")
    yield Stores(server.urls[0])
    server.stop()


@pytest.fixture(scope="module", params=ZIPS)
def function(request, stores):
    zip_file = ROOT / ZIPS[request.param]
    if not zip_file.is_file():
        if request.param in REQUIRED:
            pytest.fail(f"{zip_file} is missing")
        pytest.skip(f"{request.param} is not built")
    server = Server(
        "local-lambda is ready: ",
        "modules/local-lambda/target/local-lambda.jar",
        *[zip_file, "--port", "0", "--url-port", "0", "--environments", "1", "--init-seconds", "60"],
        environment={
            "AWS_ENDPOINT_URL": stores.url,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "quartet",
            "AWS_SECRET_ACCESS_KEY": "quartet",
        },
    )
    yield Function(*server.urls[:2])
    server.stop()


@pytest.fixture
def uuid():
    return str(uuid4())


def test_an_id_is_kept_as_an_object_and_the_record_that_is_answered(function, stores, uuid):
    answer = function.post({"id": uuid})
    assert answer.status == 200
    assert answer.headers.get_content_type() == "application/json"
    record = answer.json
    assert record.keys() == MEMBERS
    assert record | {"created_at": ""} == {
        "uuid": uuid,
        "bucket": "quartet",
        "key": f"{uuid}.txt",
        "table": "quartet",
        "created_at": "",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", record["created_at"])
    assert stores.record(uuid) == [record]
    assert stores.object(uuid) == uuid


def test_the_same_id_gets_the_answer_of_the_first_time(function, stores, uuid):
    first = function.invoke({"id": uuid}).json
    assert function.invoke({"id": uuid.upper()}).json == first
    assert function.post({"id": uuid}).json == first
    assert stores.record(uuid) == [first]


def test_a_missing_id_is_a_new_one_of_version_7(function, stores):
    record = function.invoke({}).json
    assert UUID(record["uuid"]).version == 7
    assert stores.record(record["uuid"]) == [record]
    assert function.post({}).json["uuid"] != record["uuid"]


def test_each_call_asks_each_store_once(function, stores, uuid):
    before = stores.requests()
    assert function.post({"id": uuid}).status == 200
    assert function.post({"id": uuid}).status == 200
    assert [now - then for now, then in zip(stores.requests(), before)] == [2, 2]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), ({"id": 7}, 400), ({"id": "x"}, 422), ({"id": "0198c0de70007000800000000000000a"}, 422)],
)
def test_a_wrong_body_is_told_so_and_keeps_nothing(function, stores, body, status):
    before = stores.requests()
    answer = function.post(body)
    assert answer.status == status
    assert answer.headers.get_content_type() == "application/problem+json"
    assert answer.json["status"] == status
    assert stores.requests() == before


def test_a_wrong_direct_event_is_a_typed_error(function):
    answer = function.invoke({"id": "x"})
    assert answer.headers["X-Amz-Function-Error"]
    # Plain Java's own client names the class with its package.
    assert answer.json["errorType"].split(".")[-1] == "BadInput"


def test_another_path_and_another_method_are_refused(function):
    assert function.post({}, "/other").status == 404
    assert function.post(b"", "/uuid", "PUT").status == 405


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_a_failing_store_is_tried_three_times_and_leaves_no_record(function, stores, uuid, service):
    before = stores.requests()
    stores.fail(service)
    try:
        assert function.post({"id": uuid}).status == 503
    finally:
        stores.work()
    asked = [now - then for now, then in zip(stores.requests(), before)]
    assert asked == ([3, 0] if service == "s3" else [1, 3])
    assert stores.record(uuid) == []
    retried = function.post({"id": uuid})
    assert retried.status == 200
    assert stores.record(uuid) == [retried.json]
