"""The handler over stores that are played by botocore's stubber."""

import base64
import json
from uuid import UUID

import pytest
from botocore.stub import ANY, Stubber

import handler

ID = "0198c0de-7000-7000-8000-000000000001"


@pytest.fixture
def s3():
    with Stubber(handler.s3) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def dynamodb():
    with Stubber(handler.dynamodb) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def object_is_put(s3, uuid=ID):
    s3.add_response(
        "put_object",
        {},
        {"Bucket": "quartet", "Key": f"{uuid}.txt", "Body": uuid.encode(), "ContentType": "text/plain"},
    )


RECORD_REQUEST = {
    "TableName": "quartet",
    "Item": {
        "uuid": {"S": ID},
        "bucket": {"S": "quartet"},
        "key": {"S": f"{ID}.txt"},
        "table": {"S": "quartet"},
        "created_at": {"S": ANY},
    },
    "ConditionExpression": "attribute_not_exists(#uuid)",
    "ExpressionAttributeNames": {"#uuid": "uuid"},
    "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
}


def http(body, path="/uuid", method="POST"):
    return {
        "version": "2.0",
        "rawPath": path,
        "requestContext": {"http": {"method": method, "path": path}},
        "body": body,
        "isBase64Encoded": False,
    }


def test_an_id_is_kept_as_an_object_and_a_record(s3, dynamodb):
    object_is_put(s3)
    dynamodb.add_response("put_item", {}, RECORD_REQUEST)
    answer = handler.handler({"id": ID.upper()}, None)
    assert list(answer) == ["uuid", "bucket", "key", "table", "created_at"]
    assert answer["uuid"] == ID
    assert answer["created_at"].endswith("Z")


def test_an_id_that_was_kept_before_answers_its_first_record(s3, dynamodb):
    object_is_put(s3)
    first = {"uuid": ID, "bucket": "quartet", "key": f"{ID}.txt", "table": "quartet", "created_at": "2026-01-01T00:00:00Z"}
    dynamodb.add_client_error(
        "put_item",
        "ConditionalCheckFailedException",
        expected_params=RECORD_REQUEST,
        modeled_fields={"Item": {name: {"S": value} for name, value in first.items()}},
    )
    assert handler.handler({"id": ID}, None) == first


def test_no_record_is_put_when_the_object_is_not(s3, dynamodb):
    s3.add_client_error("put_object", "NoSuchBucket")
    with pytest.raises(handler.DependencyUnavailable, match="^S3 is unavailable.$"):
        handler.handler({"id": ID}, None)
    s3.add_client_error("put_object", "NoSuchBucket")
    assert handler.handler(http(json.dumps({"id": ID})), None)["statusCode"] == 503


@pytest.mark.parametrize("encoded", [False, True])
def test_an_http_request_gets_the_same_answer_as_its_body(s3, dynamodb, encoded):
    object_is_put(s3)
    dynamodb.add_response("put_item", {}, RECORD_REQUEST)
    body = json.dumps({"id": ID})
    event = http(base64.b64encode(body.encode()).decode() if encoded else body)
    event["isBase64Encoded"] = encoded
    answer = handler.handler(event, None)
    assert answer["statusCode"] == 200
    assert answer["headers"] == {"content-type": "application/json"}
    assert json.loads(answer["body"])["uuid"] == ID


def test_a_missing_id_is_a_new_one_of_version_7():
    made = {handler.id_of({}) for _ in range(100)}
    assert len(made) == 100
    for uuid in made:
        assert UUID(uuid).version == 7
        assert UUID(uuid).variant == "specified in RFC 4122"


@pytest.mark.parametrize(
    ("body", "path", "method", "status"),
    [
        ("{", "/uuid", "POST", 400),
        ("[]", "/uuid", "POST", 400),
        ('{"id": 7}', "/uuid", "POST", 400),
        ('{"id": "x"}', "/uuid", "POST", 422),
        ('{"id": "0198c0de70007000800000000000000a"}', "/uuid", "POST", 422),
        ("", "/uuid", "GET", 405),
        ("{}", "/other", "POST", 404),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(s3, dynamodb, body, path, method, status):
    answer = handler.handler(http(body, path, method), None)
    assert answer["statusCode"] == status
    assert answer["headers"] == {"content-type": "application/problem+json"}
    assert json.loads(answer["body"])["status"] == status


def test_a_wrong_direct_event_is_a_typed_error():
    with pytest.raises(handler.BadInput):
        handler.handler({"id": "x"}, None)
