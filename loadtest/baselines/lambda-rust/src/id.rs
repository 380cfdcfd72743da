//! The identifiers that are kept.

use serde_json::Value;
use uuid::Uuid;

use crate::error::Failure;

/// Characters of a UUID with its hyphens.
const LENGTH: usize = 36;

/// The id that was given, in lower case, or a new one of version 7.
pub fn id_of(given: Option<&Value>) -> Result<String, Failure> {
    match given {
        None | Some(Value::Null) => Ok(Uuid::now_v7().to_string()),
        // The parser takes other forms too, such as one without hyphens.
        Some(Value::String(id)) if id.len() == LENGTH => Uuid::try_parse(id)
            .map(|id| id.to_string())
            .map_err(|_| not_a_uuid()),
        Some(Value::String(_)) => Err(not_a_uuid()),
        Some(_) => Err(Failure::Malformed("/id: expected a string".to_string())),
    }
}

fn not_a_uuid() -> Failure {
    Failure::Invalid("/id: expected a UUID, or no id for a new one".to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_missing_id_is_a_new_one_of_version_7() {
        let id = id_of(None).unwrap();
        assert_eq!(Uuid::try_parse(&id).unwrap().get_version_num(), 7);
        assert_ne!(id, id_of(Some(&Value::Null)).unwrap());
    }

    #[test]
    fn an_id_is_kept_in_lower_case() {
        let given = json!("0198C0DE-7000-7000-8000-00000000000A");
        assert_eq!(
            id_of(Some(&given)).unwrap(),
            "0198c0de-7000-7000-8000-00000000000a"
        );
    }

    #[test]
    fn what_is_no_uuid_is_refused() {
        for wrong in [
            "",
            "x",
            "0198c0de70007000800000000000000a",
            "0198c0de-7000-7000-8000-00000000000g",
        ] {
            let refused = id_of(Some(&json!(wrong))).unwrap_err();
            assert_eq!(refused.status(), 422, "{wrong}");
        }
        assert_eq!(id_of(Some(&json!(7))).unwrap_err().status(), 400);
    }
}
