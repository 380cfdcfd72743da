"""The seed's Lambda: keeps a UUID as an object in S3 and then as a record in DynamoDB, as Quartet's uuid does."""

import base64
import json
import logging
import os
import re
import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

ID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
BUCKET = os.environ.get("QUARTET_BUCKET", "quartet")
TABLE = os.environ.get("QUARTET_TABLE", "quartet")

# The time limits of Quartet's function. A bucket in the host name needs a wildcard DNS entry, which only AWS has.
CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
    s3={"addressing_style": "path" if os.environ.get("AWS_ENDPOINT_URL") else "auto"},
)

# Made while the environment starts, and kept for all of its events.
s3 = boto3.client("s3", config=CONFIG)
dynamodb = boto3.client("dynamodb", config=CONFIG)


class BadInput(Exception):
    """The input is wrong; `status` is what HTTP callers get."""

    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status


class DependencyUnavailable(Exception):
    """A store did not do what it was asked."""

    def __init__(self, store):
        super().__init__(f"{store} is unavailable.")


def handler(event, context):
    """Answers an HTTP request of payload format 2.0, or a direct event, whose input it is."""
    if "requestContext" not in event:
        return keep(id_of(event))
    if event.get("rawPath") != "/uuid":
        return problem(404, "There is POST /uuid.")
    if event["requestContext"]["http"]["method"] != "POST":
        return problem(405, "There is POST /uuid.")
    try:
        return answer(200, "application/json", keep(id_of(body_of(event))))
    except BadInput as e:
        return problem(e.status, str(e))
    except DependencyUnavailable as e:
        return problem(503, str(e))


def keep(uuid):
    """Puts the object first and then the record, so that no record points to a missing object."""
    record = {
        "uuid": uuid,
        "bucket": BUCKET,
        "key": f"{uuid}.txt",
        "table": TABLE,
        "created_at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    try:
        s3.put_object(Bucket=BUCKET, Key=record["key"], Body=uuid.encode(), ContentType="text/plain")
    except (BotoCoreError, ClientError) as e:
        raise unavailable("S3", e) from None
    try:
        dynamodb.put_item(
            TableName=TABLE,
            Item={name: {"S": value} for name, value in record.items()},
            ConditionExpression="attribute_not_exists(#uuid)",
            ExpressionAttributeNames={"#uuid": "uuid"},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException as e:
        # The same id again: the record of the first time.
        return {name: e.response["Item"][name]["S"] for name in record}
    except (BotoCoreError, ClientError) as e:
        raise unavailable("DynamoDB", e) from None
    return record


def id_of(given):
    """The id that was given, in lower case, or a new one of version 7."""
    if not isinstance(given, dict):
        raise BadInput(400, "expected a JSON object")
    uuid = given.get("id")
    if uuid is None:
        return version_7()
    if not isinstance(uuid, str):
        raise BadInput(400, "/id: expected a string")
    if not ID.fullmatch(uuid):
        raise BadInput(422, "/id: expected a UUID, or no id for a new one")
    return uuid.lower()


def version_7():
    """48 bits of milliseconds since 1970, then random ones but for version and variant."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return str(UUID(int=number))


def body_of(event):
    body = event.get("body", "")
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body)
    try:
        return json.loads(body)
    except ValueError:
        raise BadInput(400, "the body is not JSON") from None


def unavailable(store, cause):
    """The caller is told which store failed, the log why."""
    logging.error("%s failed: %s", store, cause)
    return DependencyUnavailable(store)


def problem(status, detail):
    return answer(status, "application/problem+json", {"status": status, "detail": detail})


def answer(status, content_type, body):
    return {"statusCode": status, "headers": {"content-type": content_type}, "body": json.dumps(body)}
