//! The server's routes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::classifier::{Classifier, INPUT_LENGTH};

#[derive(Deserialize)]
struct PredictRequest {
    data: Vec<f32>,
}

#[derive(Serialize)]
struct PredictResponse {
    class: usize,
    latency_ms: f64,
}

#[derive(Serialize)]
struct ErrorResponse {
    error: String,
}

enum PredictError {
    BadInput(String),
    ModelFailed(ort::Error),
}

impl IntoResponse for PredictError {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            Self::BadInput(error) => (StatusCode::UNPROCESSABLE_ENTITY, error),
            Self::ModelFailed(cause) => {
                eprintln!("the model failed: {cause}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "the model failed".to_owned(),
                )
            }
        };
        (status, Json(ErrorResponse { error })).into_response()
    }
}

/// `POST /predict` and `GET /healthz`.
pub fn router(classifier: Classifier) -> Router {
    Router::new()
        .route("/predict", post(predict))
        .route("/healthz", get(|| async { "ok" }))
        .with_state(Arc::new(classifier))
}

/// The model runs on the worker that read the request: at some 30 µs a run, handing it to another
/// thread would cost more than it frees.
async fn predict(
    State(classifier): State<Arc<Classifier>>,
    Json(request): Json<PredictRequest>,
) -> Result<Json<PredictResponse>, PredictError> {
    validate(&request.data)?;
    let classification = classifier
        .classify(&request.data)
        .map_err(PredictError::ModelFailed)?;
    Ok(Json(PredictResponse {
        class: classification.class,
        latency_ms: classification.duration.as_secs_f64() * 1e3,
    }))
}

fn validate(data: &[f32]) -> Result<(), PredictError> {
    if data.len() != INPUT_LENGTH {
        return Err(PredictError::BadInput(format!(
            "data: expected {INPUT_LENGTH} numbers, got {}",
            data.len()
        )));
    }
    match data.iter().position(|number| !number.is_finite()) {
        Some(i) => Err(PredictError::BadInput(format!(
            "data[{i}]: expected a finite number"
        ))),
        None => Ok(()),
    }
}
