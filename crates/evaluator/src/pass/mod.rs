//! One pass: validate what is recorded, identify what holds, add what is implied, act, apply.

mod act;
mod identify;
mod validate;

use std::sync::Arc;

use meshery_model::{Design, Relationship, Status};
use rustc_hash::FxHashSet;

use crate::Catalog;
use crate::action::Action;
use crate::compile::{Definition, Policy};
use crate::focus::Changed;
use crate::limits::{Excess, Limits};
use crate::policy::Existing;
use crate::view::{View, resolve_aliases};

/// What a pass starts from, beside the design.
pub(crate) struct Pass<'a> {
    /// The definitions that take part.
    pub(crate) scope: &'a [&'a Definition],
    /// The registered kinds.
    pub(crate) catalog: &'a dyn Catalog,
    /// What a person deleted with this request: it is not found again in any pass.
    pub(crate) deleted: &'a Existing,
    /// What the pass before changed.
    pub(crate) changed: Changed,
    /// Whether values stay as they are.
    pub(crate) keep_values: bool,
    /// Bounds on what the design may become.
    pub(crate) limits: Limits,
}

/// What a pass did.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) actions: Vec<Action>,
    pub(crate) remarks: Vec<String>,
}

impl Outcome {
    /// Names what the next pass has to look at.
    pub(crate) fn changed(&self) -> Changed {
        let mut ids = FxHashSet::default();
        for action in &self.actions {
            match action {
                Action::AddComponent { item } => ids.insert(item.id),
                Action::UpdateComponent { id, .. } | Action::UpdateComponentConfiguration { id, .. } => {
                    ids.insert(*id)
                }
                // What is gone may have been why something else holds, or why it does not.
                Action::DeleteComponent { .. } | Action::RemoveComponentConfiguration { .. } => {
                    return Changed::Everything;
                }
                Action::AddRelationship { .. }
                | Action::UpdateRelationship { .. }
                | Action::DeleteRelationship { .. } => false,
            };
        }
        Changed::These(ids)
    }
}

/// Runs one pass over a design.
pub(crate) fn run(design: &mut Design, pass: &Pass<'_>) -> Result<Outcome, Excess> {
    let mut outcome = Outcome::default();
    let view = View::new(&design.components, resolve_aliases(&design.relationships));
    let verdict = validate::validate(&design.relationships, &view);
    for relationship in &mut design.relationships {
        if verdict.ended.contains(&relationship.id) {
            set_status(relationship, Status::Deleted, &mut outcome.actions);
        }
    }
    let stood = design.relationships.len();
    identify::identify(&mut design.relationships, pass, &view, &verdict, &mut outcome)?;
    let implied = identify::implied(&design.relationships, pass, &view);
    act::act(design, pass, &verdict, implied, stood, &mut outcome)?;
    Ok(outcome)
}

fn set_status(relationship: &mut Arc<Relationship>, status: Status, actions: &mut Vec<Action>) {
    let path = "/status".to_owned();
    actions.push(Action::UpdateRelationship { id: relationship.id, path, value: status.clone() });
    Arc::make_mut(relationship).status = Some(status);
}

/// Leaves annotations and ignored relationships alone.
fn policy_of(relationship: &Relationship) -> Option<Policy> {
    if relationship.is_annotation() || relationship.status == Some(Status::Ignored) {
        return None;
    }
    Policy::of(relationship)
}
