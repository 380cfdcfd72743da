//! Multiplies matrices; the README says how it is configured.

use std::process::ExitCode;
use std::thread::available_parallelism;

use mimalloc::MiMalloc;
use quartet_baseline::{matmul, serve};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cores = available_parallelism().map_or(1, |cores| cores.get());
    serve(cores, Ok(matmul::router()))
}
