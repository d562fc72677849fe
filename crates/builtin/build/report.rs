//! What the tests want to know about how the packages were made.

use std::collections::BTreeMap;

use serde_json::json;

/// What was read, and what was not understood.
#[derive(Default)]
pub struct Report {
    /// Crates that were read: name, version, licence.
    pub crates: Vec<[String; 3]>,
    /// The kinds that the crates list, by API version.
    pub listed: BTreeMap<String, Vec<String>>,
    /// What could not be read, resolved or assigned. A build goes on without it; the tests don't.
    pub problems: Vec<String>,
}

impl Report {
    /// Returns the report as the tests read it.
    pub fn to_json(&self) -> String {
        json!({"crates": self.crates, "listed": self.listed, "problems": self.problems}).to_string()
    }
}
