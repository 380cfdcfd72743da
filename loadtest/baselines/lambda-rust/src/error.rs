//! What can go wrong, as both kinds of callers are told it.

use lambda_runtime::Diagnostic;

#[derive(Debug, PartialEq)]
pub enum Failure {
    /// The input is not JSON, or a member has the wrong type.
    Malformed(String),
    /// A member breaks a rule.
    Invalid(String),
    /// The store of this name did not do what it was asked.
    Unavailable(&'static str),
}

impl Failure {
    /// The status for HTTP callers.
    pub fn status(&self) -> u16 {
        match self {
            Failure::Malformed(_) => 400,
            Failure::Invalid(_) => 422,
            Failure::Unavailable(_) => 503,
        }
    }

    pub fn detail(&self) -> String {
        match self {
            Failure::Malformed(detail) | Failure::Invalid(detail) => detail.clone(),
            Failure::Unavailable(store) => format!("{store} is unavailable."),
        }
    }
}

/// The error of a direct invocation.
impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        let error_type = match failure {
            Failure::Malformed(_) | Failure::Invalid(_) => "BadInput",
            Failure::Unavailable(_) => "DependencyUnavailable",
        };
        Diagnostic {
            error_type: error_type.to_string(),
            error_message: failure.detail(),
        }
    }
}
