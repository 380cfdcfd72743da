//! What the servers have in common.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::str::FromStr;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};

/// Serves on `PORT` with a tokio worker for each of `cores`, until SIGTERM; says why when it can't.
pub fn serve(cores: usize, router: Result<Router, Box<dyn Error>>) -> ExitCode {
    match router.and_then(|router| run(cores, router)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cores: usize, router: Router) -> Result<(), Box<dyn Error>> {
    let port: u16 = variable("PORT", 8000)?;
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
            axum::serve(listener, router)
                .with_graceful_shutdown(async move {
                    stop.recv().await;
                })
                .await?;
            Ok(())
        })
}

/// A number from the environment.
pub fn variable<T: FromStr>(name: &str, default: T) -> Result<T, String> {
    match env::var(name) {
        Err(_) => Ok(default),
        Ok(text) => text
            .parse()
            .map_err(|_| format!("{name} must be a number, got '{text}'")),
    }
}
