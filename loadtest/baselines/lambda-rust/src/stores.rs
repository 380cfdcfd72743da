//! S3 and DynamoDB.

use std::collections::HashMap;
use std::env;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use aws_sdk_s3::primitives::ByteStream;
use chrono::{SecondsFormat, Utc};
use serde::Serialize;

use crate::error::Failure;

pub struct Stores {
    s3: aws_sdk_s3::Client,
    dynamodb: aws_sdk_dynamodb::Client,
    bucket: String,
    table: String,
}

/// A UUID that is kept, and where.
#[derive(Debug, PartialEq, Serialize)]
pub struct Record {
    pub uuid: String,
    pub bucket: String,
    pub key: String,
    pub table: String,
    pub created_at: String,
}

impl Stores {
    pub fn new(
        s3: aws_sdk_s3::Client,
        dynamodb: aws_sdk_dynamodb::Client,
        bucket: String,
        table: String,
    ) -> Self {
        Self {
            s3,
            dynamodb,
            bucket,
            table,
        }
    }

    /// The bucket and the table that QUARTET_BUCKET and QUARTET_TABLE name.
    pub fn from_environment(config: &SdkConfig) -> Self {
        // The time limits of Quartet's function; three attempts are the SDK's own default.
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(Duration::from_secs(2))
            .operation_timeout(Duration::from_secs(5))
            .build();
        let config = config.to_builder().timeout_config(timeouts).build();
        let s3 = aws_sdk_s3::config::Builder::from(&config)
            // A bucket in the host name needs a wildcard DNS entry, which only AWS has.
            .force_path_style(config.endpoint_url().is_some())
            .build();
        Self::new(
            aws_sdk_s3::Client::from_conf(s3),
            aws_sdk_dynamodb::Client::new(&config),
            variable("QUARTET_BUCKET"),
            variable("QUARTET_TABLE"),
        )
    }

    /// Puts the object first and then the record, so that no record points to a missing object.
    /// The same id again answers the record of the first time.
    pub async fn keep(&self, id: String) -> Result<Record, Failure> {
        let key = format!("{id}.txt");
        self.put_object(&key, &id).await?;
        self.put_record(Record {
            uuid: id,
            bucket: self.bucket.clone(),
            key,
            table: self.table.clone(),
            created_at: Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true),
        })
        .await
    }

    async fn put_object(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.s3
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type("text/plain")
            .body(ByteStream::from(text.as_bytes().to_vec()))
            .send()
            .await
            .map(|_| ())
            .map_err(|e| unavailable("S3", &e))
    }

    async fn put_record(&self, record: Record) -> Result<Record, Failure> {
        let put = self
            .dynamodb
            .put_item()
            .table_name(&self.table)
            .item("uuid", AttributeValue::S(record.uuid.clone()))
            .item("bucket", AttributeValue::S(record.bucket.clone()))
            .item("key", AttributeValue::S(record.key.clone()))
            .item("table", AttributeValue::S(record.table.clone()))
            .item("created_at", AttributeValue::S(record.created_at.clone()))
            .condition_expression("attribute_not_exists(#uuid)")
            .expression_attribute_names("#uuid", "uuid")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match put {
            Ok(_) => Ok(record),
            Err(e) => match e.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(refusal)) => refusal
                    .item()
                    .and_then(record_of)
                    .ok_or(Failure::Unavailable("DynamoDB")),
                _ => Err(unavailable("DynamoDB", &e)),
            },
        }
    }
}

fn record_of(item: &HashMap<String, AttributeValue>) -> Option<Record> {
    let text = |name: &str| item.get(name)?.as_s().ok().cloned();
    Some(Record {
        uuid: text("uuid")?,
        bucket: text("bucket")?,
        key: text("key")?,
        table: text("table")?,
        created_at: text("created_at")?,
    })
}

/// The caller is told which store failed, the log why.
fn unavailable<E: ProvideErrorMetadata + std::fmt::Debug>(
    store: &'static str,
    error: &E,
) -> Failure {
    eprintln!("{store} failed: {error:?}");
    Failure::Unavailable(store)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| "quartet".to_string())
}
