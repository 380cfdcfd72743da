//! The seed's servers: `POST /predict` takes 512 numbers and answers a class.

mod classifier;
mod http;
pub mod matmul;
mod server;

pub use classifier::Classifier;
pub use http::router;
pub use server::{serve, variable};
