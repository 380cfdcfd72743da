//! Events: HTTP requests of payload format 2.0, and direct ones, whose input they are.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::error::Failure;
use crate::id::id_of;
use crate::stores::{Record, Stores};

/// Either kind of event; one with a `requestContext` is an HTTP request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    request_context: Option<RequestContext>,
    raw_path: Option<String>,
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
    id: Option<Value>,
}

#[derive(Deserialize)]
struct RequestContext {
    http: HttpMethod,
}

#[derive(Deserialize)]
struct HttpMethod {
    method: String,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum Answer {
    Direct(Record),
    Http(HttpAnswer),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpAnswer {
    status_code: u16,
    headers: ContentType,
    body: String,
}

#[derive(Serialize)]
struct ContentType {
    #[serde(rename = "content-type")]
    content_type: &'static str,
}

pub async fn answer(stores: &Stores, event: Event) -> Result<Answer, Failure> {
    match &event.request_context {
        None => stores
            .keep(id_of(event.id.as_ref())?)
            .await
            .map(Answer::Direct),
        Some(context) => Ok(Answer::Http(http_answer(stores, context, &event).await)),
    }
}

async fn http_answer(stores: &Stores, context: &RequestContext, event: &Event) -> HttpAnswer {
    if event.raw_path.as_deref() != Some("/uuid") {
        return problem(404, "There is POST /uuid.");
    }
    if context.http.method != "POST" {
        return problem(405, "There is POST /uuid.");
    }
    let kept = match input(event).and_then(|input| id_of(input.get("id"))) {
        Ok(id) => stores.keep(id).await,
        Err(failure) => Err(failure),
    };
    match kept.map(|record| serde_json::to_string(&record)) {
        Ok(Ok(body)) => HttpAnswer {
            status_code: 200,
            headers: ContentType {
                content_type: "application/json",
            },
            body,
        },
        Ok(Err(e)) => problem(500, &e.to_string()),
        Err(failure) => problem(failure.status(), &failure.detail()),
    }
}

fn input(event: &Event) -> Result<Map<String, Value>, Failure> {
    let not_json = || Failure::Malformed("the body is no JSON object".to_string());
    let body = event.body.as_deref().unwrap_or_default();
    if event.is_base64_encoded {
        let body = BASE64_STANDARD.decode(body).map_err(|_| not_json())?;
        serde_json::from_slice(&body).map_err(|_| not_json())
    } else {
        serde_json::from_str(body).map_err(|_| not_json())
    }
}

fn problem(status_code: u16, detail: &str) -> HttpAnswer {
    HttpAnswer {
        status_code,
        headers: ContentType {
            content_type: "application/problem+json",
        },
        body: json!({"status": status_code, "detail": detail}).to_string(),
    }
}
