//! The digits model.

use std::error::Error;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ort::environment::GlobalThreadPoolOptions;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;

/// Numbers that the model takes.
pub const INPUT_LENGTH: usize = 512;

/// A class and the model's own time.
pub struct Classification {
    pub class: usize,
    pub duration: Duration,
}

/// The model, open once for each caller that may run at the same time: `ort` lets a session run
/// for one caller only. All sessions share ONNX Runtime's one thread pool.
pub struct Classifier {
    sessions: Box<[Mutex<Session>]>,
}

impl Classifier {
    /// Opens the model and runs it once in each session, so that no request pays for the first run.
    ///
    /// `library` is ONNX Runtime's shared library; `callers` is how many may run at once; `threads`
    /// is how many share the work of one operator, the caller's included.
    pub fn open(
        library: &Path,
        model: &Path,
        callers: usize,
        threads: usize,
    ) -> Result<Self, Box<dyn Error>> {
        let environment = ort::init_from(library)?
            .with_global_thread_pool(
                GlobalThreadPoolOptions::default()
                    .with_intra_threads(threads)?
                    .with_inter_threads(1)?
                    // Threads that spin between requests burn the time that others wait for.
                    .with_spin_control(false)?,
            )
            .build()?;
        let sessions = (0..callers)
            .map(|_| {
                let session = Session::builder(&environment)?
                    .with_optimization_level(GraphOptimizationLevel::All)?
                    .commit_from_file(model)?;
                Ok(Mutex::new(session))
            })
            .collect::<Result<Box<[_]>, Box<dyn Error>>>()?;
        for session in &sessions {
            run(
                &mut session.lock().unwrap_or_else(PoisonError::into_inner),
                &[0.0; INPUT_LENGTH],
            )?;
        }
        Ok(Self { sessions })
    }

    /// Classifies [`INPUT_LENGTH`] numbers.
    pub fn classify(&self, input: &[f32]) -> ort::Result<Classification> {
        let started = Instant::now();
        let class = run(&mut self.session(), input)?;
        Ok(Classification {
            class,
            duration: started.elapsed(),
        })
    }

    /// A session that is free, or else the first one, once it is.
    fn session(&self) -> MutexGuard<'_, Session> {
        self.sessions
            .iter()
            .find_map(|session| session.try_lock().ok())
            .unwrap_or_else(|| {
                self.sessions[0]
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
            })
    }
}

fn run(session: &mut Session, input: &[f32]) -> ort::Result<usize> {
    let tensor = TensorRef::from_array_view(([1, INPUT_LENGTH], input))?;
    let outputs = session.run(ort::inputs![tensor])?;
    let (_, probabilities) = outputs[0].try_extract_tensor::<f32>()?;
    Ok(most_probable(probabilities))
}

/// The position of the largest number, the first one of equals.
fn most_probable(probabilities: &[f32]) -> usize {
    let mut best = 0;
    for (i, probability) in probabilities.iter().enumerate() {
        if *probability > probabilities[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::most_probable;

    #[test]
    fn the_first_of_equal_numbers_is_the_class() {
        assert_eq!(most_probable(&[0.1, 0.4, 0.4, 0.1]), 1);
    }
}
