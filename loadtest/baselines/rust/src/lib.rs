//! The seed's server: `POST /predict` takes 512 numbers and answers a digit.

mod classifier;
mod http;

pub use classifier::Classifier;
pub use http::router;
