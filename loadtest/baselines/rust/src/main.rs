//! Serves the digits model; the README says how it is configured.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use std::thread::available_parallelism;

use axum::serve::ListenerExt;
use mimalloc::MiMalloc;
use quartet_baseline::{Classifier, router};
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> Result<(), Box<dyn Error>> {
    let cores = available_parallelism()?.get();
    let port: u16 = variable("PORT", 8000)?;
    let threads: usize = variable("THREADS", cores)?;
    let model = file("MODEL", "the model's file")?;
    let library = file("ORT_DYLIB_PATH", "ONNX Runtime's shared library")?;

    let classifier = Classifier::open(&library, &model, cores, threads)?;
    runtime::Builder::new_multi_thread()
        .worker_threads(cores)
        .enable_all()
        .build()?
        .block_on(async {
            let listener = TcpListener::bind(("127.0.0.1", port))
                .await?
                .tap_io(|connection| {
                    // Nagle's algorithm only delays small answers; without this it is slower, not wrong.
                    _ = connection.set_nodelay(true);
                });
            let mut stop = signal(SignalKind::terminate())?;
            axum::serve(listener, router(classifier))
                .with_graceful_shutdown(async move {
                    stop.recv().await;
                })
                .await?;
            Ok(())
        })
}

/// A file that the environment must name.
fn file(name: &str, what: &str) -> Result<PathBuf, String> {
    env::var_os(name)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{name} is not set: name {what}"))
}

/// A number from the environment.
fn variable<T: FromStr>(name: &str, default: T) -> Result<T, String> {
    match env::var(name) {
        Err(_) => Ok(default),
        Ok(text) => text
            .parse()
            .map_err(|_| format!("{name} must be a number, got '{text}'")),
    }
}
