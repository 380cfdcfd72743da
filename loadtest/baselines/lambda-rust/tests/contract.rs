//! The Lambda over stores that are played.

use aws_sdk_dynamodb::Client as DynamoDb;
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemOutput};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::error::ConditionalCheckFailedException;
use aws_sdk_s3::Client as S3;
use aws_sdk_s3::operation::put_object::{PutObjectError, PutObjectOutput};
use aws_smithy_mocks::{Rule, RuleMode, mock, mock_client};
use lambda_runtime::Diagnostic;
use quartet_baseline_lambda::event::{Event, answer};
use quartet_baseline_lambda::stores::Stores;
use serde_json::{Value, json};

const ID: &str = "0198c0de-7000-7000-8000-000000000001";

fn stores(object: &Rule, record: &Rule) -> Stores {
    Stores::new(
        mock_client!(aws_sdk_s3, RuleMode::MatchAny, [object]),
        mock_client!(aws_sdk_dynamodb, RuleMode::MatchAny, [record]),
        "a-bucket".to_string(),
        "a-table".to_string(),
    )
}

fn object_is_put() -> Rule {
    mock!(S3::put_object)
        .match_requests(|put| {
            put.bucket() == Some("a-bucket")
                && put.key() == Some(&format!("{ID}.txt"))
                && put.content_type() == Some("text/plain")
        })
        .then_output(|| PutObjectOutput::builder().build())
}

fn record_is_put() -> Rule {
    mock!(DynamoDb::put_item)
        .match_requests(|put| {
            put.table_name() == Some("a-table")
                && put.item().is_some_and(|item| item.len() == 5)
                && put.condition_expression() == Some("attribute_not_exists(#uuid)")
        })
        .then_output(|| PutItemOutput::builder().build())
}

async fn answer_to(stores: &Stores, event: Value) -> Result<Value, Diagnostic> {
    let event: Event = serde_json::from_value(event).unwrap();
    answer(stores, event)
        .await
        .map(|answer| serde_json::to_value(answer).unwrap())
        .map_err(Diagnostic::from)
}

fn http(path: &str, method: &str, body: &str) -> Value {
    json!({
        "version": "2.0",
        "rawPath": path,
        "requestContext": {"http": {"method": method, "path": path}},
        "body": body,
        "isBase64Encoded": false
    })
}

#[tokio::test]
async fn an_id_is_kept_as_an_object_and_a_record() {
    let (object, record) = (object_is_put(), record_is_put());
    let answer = answer_to(&stores(&object, &record), json!({"id": ID}))
        .await
        .unwrap();
    assert_eq!(answer["uuid"], ID);
    assert_eq!(answer["bucket"], "a-bucket");
    assert_eq!(answer["key"], format!("{ID}.txt"));
    assert_eq!(answer["table"], "a-table");
    assert!(answer["created_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(answer.as_object().unwrap().len(), 5);
    assert_eq!((object.num_calls(), record.num_calls()), (1, 1));
}

#[tokio::test]
async fn an_id_that_was_kept_before_answers_its_first_record() {
    let object = object_is_put();
    let record = mock!(DynamoDb::put_item).then_error(|| {
        let text = |value: &str| AttributeValue::S(value.to_string());
        PutItemError::ConditionalCheckFailedException(
            ConditionalCheckFailedException::builder()
                .item("uuid", text(ID))
                .item("bucket", text("a-bucket"))
                .item("key", text(&format!("{ID}.txt")))
                .item("table", text("a-table"))
                .item("created_at", text("2026-01-01T00:00:00Z"))
                .build(),
        )
    });
    let answer = answer_to(&stores(&object, &record), json!({"id": ID}))
        .await
        .unwrap();
    assert_eq!(answer["created_at"], "2026-01-01T00:00:00Z");
}

#[tokio::test]
async fn no_record_is_put_when_the_object_is_not() {
    let object =
        mock!(S3::put_object).then_error(|| PutObjectError::unhandled("the bucket is gone"));
    let record = record_is_put();
    let stores = stores(&object, &record);
    let error = answer_to(&stores, json!({"id": ID})).await.unwrap_err();
    assert_eq!(error.error_type, "DependencyUnavailable");
    assert_eq!(error.error_message, "S3 is unavailable.");
    let answer = answer_to(
        &stores,
        http("/uuid", "POST", &json!({"id": ID}).to_string()),
    )
    .await
    .unwrap();
    assert_eq!(answer["statusCode"], 503);
    assert_eq!(record.num_calls(), 0);
}

#[tokio::test]
async fn an_http_request_gets_the_same_answer_as_its_body() {
    let (object, record) = (object_is_put(), record_is_put());
    let stores = stores(&object, &record);
    let body = json!({"id": ID}).to_string();
    let answer = answer_to(&stores, http("/uuid", "POST", &body))
        .await
        .unwrap();
    assert_eq!(answer["statusCode"], 200);
    assert_eq!(answer["headers"]["content-type"], "application/json");
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["uuid"], ID);

    let mut encoded = http(
        "/uuid",
        "POST",
        "eyJpZCI6ICIwMTk4YzBkZS03MDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEifQ==",
    );
    encoded["isBase64Encoded"] = json!(true);
    assert_eq!(
        answer_to(&stores, encoded).await.unwrap()["statusCode"],
        200
    );
}

#[tokio::test]
async fn wrong_requests_are_told_what_is_wrong() {
    let (object, record) = (object_is_put(), record_is_put());
    let stores = stores(&object, &record);
    for (path, method, body, status) in [
        ("/uuid", "POST", "{", 400),
        ("/uuid", "POST", "[]", 400),
        ("/uuid", "POST", r#"{"id": 7}"#, 400),
        ("/uuid", "POST", r#"{"id": "x"}"#, 422),
        ("/uuid", "GET", "", 405),
        ("/other", "POST", "{}", 404),
    ] {
        let answer = answer_to(&stores, http(path, method, body)).await.unwrap();
        assert_eq!(answer["statusCode"], status, "{method} {path} {body}");
        assert_eq!(
            answer["headers"]["content-type"],
            "application/problem+json"
        );
    }
    let error = answer_to(&stores, json!({"id": "x"})).await.unwrap_err();
    assert_eq!(error.error_type, "BadInput");
    assert_eq!(object.num_calls(), 0);
}
