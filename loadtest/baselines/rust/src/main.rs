//! Serves the digits model; the README says how it is configured.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

use axum::Router;
use mimalloc::MiMalloc;
use quartet_baseline::{Classifier, router, serve, variable};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cores = available_parallelism().map_or(1, |cores| cores.get());
    serve(cores, digits(cores))
}

fn digits(cores: usize) -> Result<Router, Box<dyn Error>> {
    let threads: usize = variable("THREADS", cores)?;
    let model = file("MODEL", "the model's file")?;
    let library = file("ORT_DYLIB_PATH", "ONNX Runtime's shared library")?;
    Ok(router(Classifier::open(&library, &model, cores, threads)?))
}

/// A file that the environment must name.
fn file(name: &str, what: &str) -> Result<PathBuf, String> {
    env::var_os(name)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{name} is not set: name {what}"))
}
