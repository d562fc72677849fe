//! What an evaluation found and changed, for people.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use meshery_evaluator::{Action, Evaluation};
use meshery_model::{Component, ComponentId, Relationship};

use crate::output::Table;

/// Describes an evaluation: the relationships by class, then every change in the order components,
/// configurations, relationships.
pub fn of(evaluation: &Evaluation) -> String {
    let design = &evaluation.design;
    let mut text = format!(
        "{}: {} components, {} relationships\n",
        design.name,
        design.components.len(),
        design.relationships.len()
    );
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    for relationship in &design.relationships {
        *classes.entry(class(relationship)).or_default() += 1;
    }
    if !classes.is_empty() {
        let mut table = Table::new(&["relationships", "count"]);
        for (class, count) in classes {
            table.push([class, count.to_string()]);
        }
        let _ = write!(text, "\n{table}");
    }
    text.push_str(&changes(evaluation));
    text
}

fn changes(evaluation: &Evaluation) -> String {
    let trace = &evaluation.trace;
    let mut names: HashMap<ComponentId, String> = HashMap::new();
    let components =
        evaluation.design.components.iter().chain(trace.components_removed.iter().map(Arc::as_ref));
    names.extend(components.map(|component| (component.id, label(component))));
    let of_components =
        |components: &[Arc<Component>]| components.iter().map(|component| label(component)).collect();
    let of_relationships = |relationships: &[Arc<Relationship>]| {
        relationships.iter().map(|relationship| ends(relationship, &names)).collect()
    };
    let groups: [(&str, char, Vec<String>); 7] = [
        ("components added", '+', of_components(&trace.components_added)),
        ("components removed", '-', of_components(&trace.components_removed)),
        ("components updated", '~', of_components(&trace.components_updated)),
        ("configurations updated", '~', configurations(evaluation, &names)),
        ("relationships added", '+', of_relationships(&trace.relationships_added)),
        ("relationships removed", '-', of_relationships(&trace.relationships_removed)),
        ("relationships updated", '~', of_relationships(&trace.relationships_updated)),
    ];
    let mut text = String::new();
    for (title, mark, lines) in groups.iter().filter(|(_, _, lines)| !lines.is_empty()) {
        let _ = writeln!(text, "\n{title}:");
        for line in lines {
            let _ = writeln!(text, "  {mark} {line}");
        }
    }
    if text.is_empty() { "\nThe evaluation changed nothing.\n".to_owned() } else { text }
}

/// Describes every value that was carried over: whose, where, and what it is now.
fn configurations(evaluation: &Evaluation, names: &HashMap<ComponentId, String>) -> Vec<String> {
    let place = |id: &ComponentId, path: &[String]| {
        format!("{}  {}", names.get(id).map_or("?", String::as_str), path.join("."))
    };
    let describe = |action: &Action| match action {
        Action::UpdateComponentConfiguration { id, path, value } => {
            Some(format!("{} = {value}", place(id, path)))
        }
        Action::RemoveComponentConfiguration { id, path } => Some(format!("{} removed", place(id, path))),
        _ => None,
    };
    evaluation.actions.iter().filter_map(describe).collect()
}

fn class(relationship: &Relationship) -> String {
    let Relationship { kind, rel_type, sub_type, .. } = relationship;
    format!("{kind}-{rel_type}-{sub_type}").to_lowercase()
}

fn ends(relationship: &Relationship, names: &HashMap<ComponentId, String>) -> String {
    let name = |id: Option<ComponentId>| {
        let known = id.and_then(|id| names.get(&id).cloned());
        known.unwrap_or_else(|| id.map_or_else(|| "?".to_owned(), |id| id.to_string()))
    };
    let (from, to) = (name(relationship.from_id()), name(relationship.to_id()));
    format!("{}  {from} -> {to}", class(relationship))
}

fn label(component: &Component) -> String {
    format!("{}/{}", component.kind(), component.display_name)
}
