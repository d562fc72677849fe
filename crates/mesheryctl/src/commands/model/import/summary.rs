//! What an import did, for people and for programs.

use std::fmt::Write as _;

use meshery_api::imports::{EntityCount, ImportReport, ImportedEntity};
use serde_json::Value;

use crate::commands::list;
use crate::exit::Exit;
use crate::output::{Format, Outcome, Table};

/// Prints a report. Failures are notes, so they are seen where the summary is piped away.
pub fn show(report: &ImportReport, document: &Value, format: Option<Format>, is_dry_run: bool) -> Outcome {
    let exit = exit(report);
    let outcome = match format {
        None => Outcome::text(summary(report, is_dry_run)),
        Some(Format::Json) => return Outcome::json(document).with_exit(exit),
        Some(Format::Yaml) => return Outcome::yaml(document).with_exit(exit),
        Some(Format::Name) => Outcome::text(list::lines(report.model_name.iter().cloned())),
        Some(Format::Table | Format::Wide) => Outcome::text(table(report)),
    };
    failures(report).into_iter().fold(outcome, Outcome::with_note).with_exit(exit)
}

/// Everything failed, some of it, or nothing.
fn exit(report: &ImportReport) -> Exit {
    let outcomes = report.outcomes;
    match (outcomes.failed, outcomes.added + outcomes.updated + outcomes.unchanged) {
        (0, _) => Exit::Success,
        (_, 0) => Exit::Refused,
        _ => Exit::Partly,
    }
}

fn summary(report: &ImportReport, is_dry_run: bool) -> String {
    let EntityCount { model_count, comp_count, rel_count, policy_count, .. } = report.entity_count;
    let counts = [
        (model_count, "model", "models"),
        (comp_count, "component", "components"),
        (rel_count, "relationship", "relationships"),
        (policy_count, "policy", "policies"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .enumerate()
        .filter(|(position, (count, ..))| *count > 0 || *position < 2)
        .map(|(_, (count, one, many))| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    let verb = if is_dry_run { "would import" } else { "imported" };
    let mut text = format!("{verb} {}\n", counts.join(", "));
    let outcomes = report.outcomes;
    let numbers = [
        (outcomes.added, "added"),
        (outcomes.updated, "updated"),
        (outcomes.unchanged, "unchanged"),
        (outcomes.failed, "failed"),
    ];
    let numbers: Vec<String> = numbers.iter().map(|(number, word)| format!("{number} {word}")).collect();
    let _ = writeln!(text, "{}", numbers.join(", "));
    text
}

fn table(report: &ImportReport) -> String {
    let mut table = Table::new(&["entity", "name", "model", "outcome"]);
    for entity in &report.entities {
        let ImportedEntity { entity_type, name, model, outcome, .. } = entity;
        table.push([entity_type, name, model, outcome].map(Clone::clone));
    }
    table.to_string()
}

fn failures(report: &ImportReport) -> Vec<String> {
    let failed: Vec<_> = report.entities.iter().filter(|entity| entity.outcome == "failed").collect();
    let mut lines: Vec<String> = failed
        .iter()
        .map(|entity| {
            let reason = entity.error.as_deref().unwrap_or("no reason was given");
            let line = format!("failed: {} `{}`: {reason}", entity.entity_type, entity.name);
            line.replace(|c: char| c.is_control(), " ")
        })
        .collect();
    let unnamed = report.outcomes.failed.saturating_sub(failed.len());
    if unnamed > 0 {
        lines.push(format!("{unnamed} more failed, which the server does not name"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use meshery_api::imports::Outcomes;

    fn report(failed: usize, added: usize) -> ImportReport {
        let entity = |outcome: &str| ImportedEntity {
            entity_type: "component".to_owned(),
            name: "a/\u{1b}[2J.json".to_owned(),
            outcome: outcome.to_owned(),
            error: Some("it is\nbroken".to_owned()),
            ..ImportedEntity::default()
        };
        ImportReport {
            entities: vec![entity("failed")],
            outcomes: Outcomes { failed, added, ..Outcomes::default() },
            ..ImportReport::default()
        }
    }

    #[test]
    fn how_it_ends_says_whether_all_some_or_nothing_failed() {
        assert_eq!(exit(&report(0, 1)), Exit::Success);
        assert_eq!(exit(&report(0, 0)), Exit::Success);
        assert_eq!(exit(&report(1, 0)), Exit::Refused);
        assert_eq!(exit(&report(1, 1)), Exit::Partly);
    }

    #[test]
    fn failures_are_named_without_what_terminals_obey() {
        let lines = failures(&report(3, 0));
        let expected = [
            "failed: component `a/ [2J.json`: it is broken",
            "2 more failed, which the server does not name",
        ];
        assert_eq!(lines, expected);
    }
}
