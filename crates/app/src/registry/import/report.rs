//! What an import did, entity by entity.

use meshery_generate::Finding;
use meshery_registry::{Change, Merged, MergedEntity};

/// Most entities that a report names beside those that failed.
const MOST_NAMED: usize = 2_000;
/// Most failures that a report names.
const MOST_FAILURES: usize = 1_000;

/// What became of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// It was there with other content.
    Updated,
    /// It was there already.
    Unchanged,
    /// It did not come in.
    Failed {
        /// Why.
        reason: String,
    },
}

/// One entity of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityReport {
    /// `model`, `component`, `relationship`, `policy`, or `file` for what could not be told.
    pub entity: &'static str,
    /// Its name.
    pub name: String,
    /// Name of the model it belongs to.
    pub model: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// Numbers of entities of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Models.
    pub models: usize,
    /// Components.
    pub components: usize,
    /// Relationship definitions.
    pub relationships: usize,
    /// Policies.
    pub policies: usize,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entities, those that failed first; large imports don't name all.
    pub entities: Vec<EntityReport>,
    /// Whether there are more entities than are named.
    pub is_truncated: bool,
    /// What came in or was there already.
    pub succeeded: Tally,
    /// What did not come in. Failures of files that could not be told count as none of these.
    pub rejected: Tally,
    /// Entities that are new.
    pub added: usize,
    /// Entities that were there with other content.
    pub updated: usize,
    /// Entities that were there already.
    pub unchanged: usize,
    /// Entities that did not come in.
    pub failed: usize,
    /// Names of the models.
    pub models: Vec<String>,
}

impl Report {
    pub(super) fn fail(&mut self, finding: &Finding) {
        let subject = finding.subject.as_str();
        let (entity, tally): (_, fn(&mut Tally) -> &mut usize) = match () {
            () if subject.contains("components/") => ("component", |tally| &mut tally.components),
            () if subject.contains("relationships/") => ("relationship", |tally| &mut tally.relationships),
            () if subject.contains("policies/") => ("policy", |tally| &mut tally.policies),
            () if subject.rsplit('/').next().is_some_and(|name| name.starts_with("model.")) => {
                ("model", |tally| &mut tally.models)
            }
            () => ("file", |tally| &mut tally.components),
        };
        self.failed += 1;
        if entity != "file" {
            *tally(&mut self.rejected) += 1;
        }
        if self.failed > MOST_FAILURES {
            self.is_truncated = true;
            return;
        }
        let reason = match &finding.place {
            Some(place) => format!("{place}: {}", finding.message),
            None => finding.message.clone(),
        };
        let (name, model) = (finding.subject.clone(), String::new());
        self.entities.push(EntityReport { entity, name, model, outcome: Outcome::Failed { reason } });
    }

    pub(super) fn succeed(&mut self, model: &str, merged: Vec<Merged>) {
        self.models.push(model.to_owned());
        for Merged { entity, name, change } in merged {
            let (entity, count) = match entity {
                MergedEntity::Model => ("model", &mut self.succeeded.models),
                MergedEntity::Component => ("component", &mut self.succeeded.components),
                MergedEntity::Relationship => ("relationship", &mut self.succeeded.relationships),
                MergedEntity::Policy => ("policy", &mut self.succeeded.policies),
            };
            *count += 1;
            let (outcome, count) = match change {
                Change::Added => (Outcome::Added, &mut self.added),
                Change::Updated => (Outcome::Updated, &mut self.updated),
                Change::Unchanged => (Outcome::Unchanged, &mut self.unchanged),
            };
            *count += 1;
            if self.entities.len() < MOST_NAMED + MOST_FAILURES {
                self.entities.push(EntityReport { entity, name, model: model.to_owned(), outcome });
            } else {
                self.is_truncated = true;
            }
        }
    }
}
