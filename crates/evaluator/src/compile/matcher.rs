//! Whom a selector matches.

use meshery_model::SelectorItem;
use regex::Regex;

/// Whom a selector matches.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    pub(crate) kind: KindMatch,
    pub(crate) model: Option<String>,
}

/// Which kinds match.
#[derive(Clone, Debug)]
pub(crate) enum KindMatch {
    Any,
    One(String),
    Like(Regex),
}

impl Matcher {
    pub(super) fn compile(item: &SelectorItem) -> Result<Self, String> {
        let pattern = item.kind.as_deref().unwrap_or_default();
        let kind = if pattern.is_empty() || pattern == "*" {
            KindMatch::Any
        } else if pattern.chars().all(|character| character.is_alphanumeric() || "-_".contains(character)) {
            KindMatch::One(pattern.to_owned())
        } else {
            let anchored = format!("^(?:{pattern})$");
            KindMatch::Like(Regex::new(&anchored).map_err(|_| format!("the kind `{pattern}` is no pattern"))?)
        };
        let model =
            item.model.as_ref().filter(|model| !model.is_any()).map(|model| model.name.trim().to_owned());
        Ok(Self { kind, model })
    }

    /// Tells whether a component of this kind and model matches.
    pub(crate) fn matches(&self, kind: &str, model: &str) -> bool {
        let kind_fits = match &self.kind {
            KindMatch::Any => true,
            KindMatch::One(name) => name == kind,
            KindMatch::Like(pattern) => pattern.is_match(kind),
        };
        kind_fits && self.model.as_deref().is_none_or(|name| name == model)
    }
}
