//! The matrices are multiplied at each request, and the answer has the shape of the seed's.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use quartet_baseline::matmul::router;
use serde_json::{Value, json};
use tower::ServiceExt;

async fn predict(length: usize) -> (StatusCode, Vec<u8>) {
    let request = Request::post("/predict")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({"data": vec![0.1; length]}).to_string()))
        .unwrap();
    let response = router().oneshot(request).await.unwrap();
    let status = response.status();
    (
        status,
        response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec(),
    )
}

#[tokio::test]
async fn the_class_is_the_first_number_of_the_product() {
    let (status, body) = predict(512).await;
    assert_eq!(status, StatusCode::OK);
    let answer: Value = serde_json::from_slice(&body).unwrap();
    let expected: f64 = (0..512)
        .map(|i| f64::from(i * 17 % 101) / 101.0 * (f64::from(i * 13 % 101) / 101.0))
        .sum();
    assert_eq!(answer["class"], expected as i64);
    assert_eq!(answer["class"], 124);
    assert!(answer["latency_ms"].as_f64().unwrap() > 0.0);
    assert_eq!(answer.as_object().unwrap().len(), 2);
}

#[tokio::test]
async fn the_wrong_number_of_numbers_is_422() {
    for length in [0, 511, 513] {
        assert_eq!(predict(length).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
