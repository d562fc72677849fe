//! Reads error bodies: ours, and those of older servers with members in snake case.

use meshery_api::{Location, Problem};
use serde_json::Value;

/// Reads what a server says about a failure. `None` when the body is something else.
pub(crate) fn read(body: &[u8], status: u16) -> Option<Problem> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| value.get(name)?.as_str());
        found.unwrap_or_default().to_owned()
    };
    let detail = text(&["detail", "error", "message", "title"]);
    if detail.is_empty() {
        return None;
    }
    Some(Problem {
        kind: text(&["type"]),
        title: text(&["title"]),
        status,
        error: detail.clone(),
        detail,
        instance: text(&["instance"]),
        code: text(&["code"]),
        severity: text(&["severity"]),
        probable_cause: texts(&value, "probableCause", "probable_cause"),
        suggested_remediation: texts(&value, "suggestedRemediation", "suggested_remediation"),
        long_description: texts(&value, "longDescription", "long_description"),
        location: value.get("location").and_then(location),
        request_id: value.get("requestId").and_then(Value::as_str).map(str::to_owned),
    })
}

/// Reads a list of texts; a lone text counts as a list of one.
fn texts(value: &Value, name: &str, older_name: &str) -> Vec<String> {
    match value.get(name).or_else(|| value.get(older_name)) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) if !text.is_empty() => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn location(value: &Value) -> Option<Location> {
    let number = |name| value.get(name)?.as_u64().and_then(|number| usize::try_from(number).ok());
    Some(Location { line: number("line")?, column: number("column")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_read() {
        let newer = br#"{"error": "no", "code": "meshery-server-1", "probableCause": ["age"], "location": {"line": 3, "column": 4}}"#;
        let older = br#"{"error": "no", "code": "meshery-server-1", "probable_cause": ["age"], "suggested_remediation": "mend it"}"#;
        let newer = read(newer, 400).expect("problem");
        let older = read(older, 400).expect("problem");
        assert_eq!((newer.detail.as_str(), newer.code.as_str()), ("no", "meshery-server-1"));
        assert_eq!(newer.probable_cause, older.probable_cause);
        assert_eq!(older.suggested_remediation, ["mend it"]);
        assert_eq!(newer.location, Some(Location { line: 3, column: 4 }));
    }

    #[test]
    fn other_bodies_are_no_problems() {
        for body in [&b"bad gateway"[..], b"{}", b"[1]", b"{\"error\": 5}"] {
            assert!(read(body, 502).is_none());
        }
    }
}
