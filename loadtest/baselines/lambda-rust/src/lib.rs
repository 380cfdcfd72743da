//! Keeps a UUID as an object in S3 and then as a record in DynamoDB, as Quartet's `uuid` does.

pub mod error;
pub mod event;
pub mod id;
pub mod stores;
