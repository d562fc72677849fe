//! What is wrong with one of many things, while the others come in.

use std::fmt;

/// What is wrong with one of many things, while the others come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, custom resource or sheet.
    pub subject: String,
    /// Where in it, if it can be told, such as `version v1: spec.replicas` or ``line 3, column `shape` ``.
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { subject: subject.into(), place: None, message: message.into() }
    }

    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into()).filter(|place| !place.is_empty());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, place, message } = self;
        match place {
            Some(place) => write!(f, "`{subject}`, {place}: {message}"),
            None => write!(f, "`{subject}`: {message}"),
        }
    }
}
