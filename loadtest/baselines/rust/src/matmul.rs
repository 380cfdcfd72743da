//! The seed's stand-in for a model: two matrices of 512 by 512 are multiplied at each request.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

const N: usize = 512;

#[derive(Deserialize)]
struct PredictRequest {
    data: Vec<f32>,
}

#[derive(Serialize)]
struct PredictResponse {
    class: i32,
    latency_ms: f64,
}

struct Matrices {
    a: Array2<f32>,
    b: Array2<f32>,
}

/// Numbers from 0 to 1 that are the same in every language.
fn matrix(rows: usize, columns: usize) -> Array2<f32> {
    Array2::from_shape_fn((N, N), |(i, j)| {
        ((i * rows + j * columns) % 101) as f32 / 101.0
    })
}

/// `POST /predict` and `GET /healthz`.
pub fn router() -> Router {
    let matrices = Matrices {
        a: matrix(31, 17),
        b: matrix(13, 7),
    };
    Router::new()
        .route("/predict", post(predict))
        .route("/healthz", get(async || "ok"))
        .with_state(Arc::new(matrices))
}

/// On the worker that read the request, as in the seed: there is one for each processor.
async fn predict(
    State(matrices): State<Arc<Matrices>>,
    Json(request): Json<PredictRequest>,
) -> Result<Json<PredictResponse>, (StatusCode, String)> {
    if request.data.len() != N {
        return Err((
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("data: expected {N} numbers"),
        ));
    }
    let started = Instant::now();
    let product = matrices.a.dot(&matrices.b);
    Ok(Json(PredictResponse {
        class: product[[0, 0]] as i32,
        latency_ms: started.elapsed().as_secs_f64() * 1e3,
    }))
}
