//! One error, for people or as an object: what failed, why, what to do, code and where to read on.

use std::error::Error as _;
use std::fmt::Write as _;

use meshery_api::{Location, Problem};
use meshery_errors::{Coded as _, Page, Severity};
use serde_json::{Value, json};

use crate::error::Error;

/// Where a command ran.
#[derive(Clone, Debug)]
pub struct Place {
    /// Name of the context in use, if the configuration was read.
    pub context: Option<String>,
    /// The command that signs in there.
    pub login: String,
}

/// Everything the user is told about an error.
#[derive(Clone, Debug)]
pub struct Report {
    message: String,
    causes: Vec<String>,
    remedies: Vec<String>,
    description: Vec<String>,
    code: String,
    severity: String,
    location: Option<Location>,
    request_id: Option<String>,
}

impl Report {
    /// Collects what is known about an error.
    pub fn new(error: &Error, place: &Place) -> Self {
        let context = place.context.as_deref();
        match error {
            Error::Client(client) if client.wants_sign_in() => Self::of_stranger(client, error, place),
            Error::Client(client) => match client.problem() {
                Some(problem) => Self::of_problem(problem, error),
                None => Self::of_error(error, context),
            },
            _ => Self::of_error(error, None),
        }
    }

    /// Says how to sign in. What the server says about it is a cause.
    fn of_stranger(client: &meshery_client::Error, error: &Error, place: &Place) -> Self {
        let mut report = Self::of_error(error, place.context.as_deref());
        if let Some(problem) = client.problem() {
            let code = if problem.code.is_empty() { String::new() } else { format!(" ({})", problem.code) };
            report.causes = vec![format!("{}{code}", problem.detail)];
            report.request_id.clone_from(&problem.request_id);
        }
        report.remedies = vec![format!("run `{}`", place.login)];
        report
    }

    /// Repeats what the server said about its failure.
    fn of_problem(problem: &Problem, error: &Error) -> Self {
        let known = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
        Self {
            message: problem.detail.clone(),
            causes: problem.probable_cause.clone(),
            remedies: problem.suggested_remediation.clone(),
            description: problem.long_description.clone(),
            code: known(&problem.code, error.code().as_str()),
            severity: known(&problem.severity, Severity::Error.as_str()),
            location: problem.location,
            request_id: problem.request_id.clone(),
        }
    }

    fn of_error(error: &Error, context: Option<&str>) -> Self {
        let code = error.code();
        let page = code.page();
        let mut message = error.to_string();
        if let Some(context) = context {
            let _ = write!(message, " (context `{context}`)");
        }
        let list = |items: fn(&Page) -> &Vec<&'static str>| {
            page.as_ref().map(|page| items(page).iter().map(|&item| item.to_owned()).collect())
        };
        let advice = error.advice().map(|advice| vec![advice]);
        let mut causes = causes(error);
        if causes.is_empty() && advice.is_none() {
            causes = list(|page| &page.causes).unwrap_or_default();
        }
        Self {
            message,
            causes,
            remedies: advice.or_else(|| list(|page| &page.remedies)).unwrap_or_default(),
            description: page.as_ref().map(|page| page.description.clone()).into_iter().collect(),
            code: code.as_str().to_owned(),
            severity: page.as_ref().map_or(Severity::Error, |page| page.severity).as_str().to_owned(),
            location: location(error),
            request_id: None,
        }
    }

    /// Writes the report for people.
    pub fn to_text(&self, colour: bool) -> String {
        let (on, off) = if colour { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        let mut text = format!("{on}error:{off} {}\n", self.message);
        for (name, items) in [("cause", &self.causes), ("try", &self.remedies)] {
            for item in items {
                let _ = writeln!(text, "  {name}: {item}");
            }
        }
        let _ = writeln!(text, "  code: {code} (docs/reference/errors.md#{code})", code = self.code);
        if let Some(id) = &self.request_id {
            let _ = writeln!(text, "  request: {id}");
        }
        text
    }

    /// Writes the report as Meshery writes errors.
    pub fn to_json(&self) -> Value {
        let mut object = json!({
            "error": self.message,
            "code": self.code,
            "severity": self.severity,
            "probableCause": self.causes,
            "suggestedRemediation": self.remedies,
            "longDescription": self.description,
        });
        if let Some(location) = self.location {
            object["location"] = json!({ "line": location.line, "column": location.column });
        }
        if let Some(id) = &self.request_id {
            object["requestId"] = json!(id);
        }
        object
    }
}

/// Returns what the error's sources say, outermost first, without what its own text says already.
fn causes(error: &Error) -> Vec<String> {
    let own = error.to_string();
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !own.contains(&text) && !causes.contains(&text) {
            causes.push(text);
        }
        source = cause.source();
    }
    causes
}

fn location(error: &Error) -> Option<Location> {
    match error {
        Error::Convert { source, .. } => {
            source.location().map(|place| Location { line: place.line, column: place.column })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { context: Some("local".to_owned()), login: "mesheryctl system login".to_owned() }
    }

    #[test]
    fn advice_for_the_case_wins_over_that_of_the_code() {
        let error = Error::Ambiguous {
            noun: "component",
            wanted: "Event".to_owned(),
            candidates: vec![
                "kubernetes Event v1".to_owned(),
                "kubernetes Event events.k8s.io/v1".to_owned(),
            ],
            decide: "`--api-version`",
        };
        insta::assert_snapshot!(Report::new(&error, &place()).to_text(false));
    }

    #[test]
    fn the_server_s_own_words_are_kept() {
        let problem = Problem {
            detail: "no design has the id `x`".to_owned(),
            code: "meshery-server-1201".to_owned(),
            suggested_remediation: vec!["look it up".to_owned()],
            status: 404,
            request_id: Some("7".to_owned()),
            ..Problem::default()
        };
        let error = Error::Client(meshery_client::Error::Refused { problem: Box::new(problem) });
        insta::assert_snapshot!(Report::new(&error, &place()).to_text(true));
        insta::assert_json_snapshot!(Report::new(&error, &place()).to_json());
    }

    #[test]
    fn who_is_not_accepted_is_told_where_and_what_to_run() {
        let endpoint = "http://localhost:9081".to_owned();
        let none = meshery_client::Error::NotSignedIn { endpoint: endpoint.clone(), problem: None };
        insta::assert_snapshot!(Report::new(&none.into(), &place()).to_text(false));
        let problem = Problem {
            detail: "the session ended".to_owned(),
            code: "meshery-server-1402".to_owned(),
            status: 401,
            ..Problem::default()
        };
        let stale = meshery_client::Error::TokenRefused { endpoint, problem: Some(Box::new(problem)) };
        insta::assert_snapshot!(Report::new(&stale.into(), &place()).to_text(false));
    }
}
