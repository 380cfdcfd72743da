//! `/predict` answers as the seed's server does. Needs `ORT_DYLIB_PATH`, see the README.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use quartet_baseline::{Classifier, router};
use serde_json::{Value, json};
use tower::ServiceExt;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    let model =
        repository().join("modules/functions/src/main/resources/models/digits/1/model.onnx");
    let library =
        env::var_os("ORT_DYLIB_PATH").expect("ORT_DYLIB_PATH names ONNX Runtime's library");
    router(Classifier::open(library.as_ref(), &model, 2, 2).expect("the model opens"))
});

static HELD_OUT: LazyLock<Value> = LazyLock::new(|| {
    let file = repository().join("loadtest/models/digits/held-out.json");
    serde_json::from_slice(&fs::read(file).expect("held-out.json is there")).expect("it is JSON")
});

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

async fn predict(body: String) -> (StatusCode, Value) {
    let request = Request::post("/predict")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body))
        .unwrap();
    let response = ROUTER.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}

/// The class that the reference gives an image.
fn reference_class(image: usize) -> usize {
    let probabilities: Vec<f64> =
        serde_json::from_value(HELD_OUT["probabilities"][image].clone()).unwrap();
    (0..probabilities.len())
        .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]))
        .unwrap()
}

#[tokio::test]
async fn every_held_out_digit_gets_the_class_of_the_reference() {
    let images = HELD_OUT["inputs"].as_array().unwrap();
    assert!(images.len() >= 300);
    for (i, image) in images.iter().enumerate() {
        let (status, answer) = predict(json!({ "data": image }).to_string()).await;
        assert_eq!(status, StatusCode::OK, "image {i}: {answer}");
        assert_eq!(answer["class"], reference_class(i), "image {i}");
        assert!(answer["latency_ms"].as_f64().unwrap() > 0.0);
        assert_eq!(answer.as_object().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn the_wrong_number_of_numbers_is_422_and_says_how_many() {
    let (status, answer) = predict(json!({ "data": [0.5, 0.5] }).to_string()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer["error"], "data: expected 512 numbers, got 2");
}

#[tokio::test]
async fn a_number_beyond_a_float_is_422_and_says_which() {
    let mut data = vec!["0"; 512];
    data[7] = "1e39";
    let (status, answer) = predict(format!("{{\"data\":[{}]}}", data.join(","))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer["error"], "data[7]: expected a finite number");
}

#[tokio::test]
async fn text_among_the_numbers_is_422() {
    let (status, _) = predict(json!({ "data": vec!["x"; 512] }).to_string()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_no_json_is_400() {
    let (status, _) = predict("{\"data\":[".to_owned()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn health_is_answered() {
    let request = Request::get("/healthz").body(Body::empty()).unwrap();
    let response = ROUTER.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}
