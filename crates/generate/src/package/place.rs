//! What a file is, and to which model it belongs, by its place.

/// What a place says about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Model,
    Component,
    Relationship,
    Connection,
    Policy,
    /// A document in a folder that says nothing.
    Untold,
}

/// The place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'p> {
    /// Folder of the version of the model.
    pub(super) folder: &'p str,
    /// What the file is.
    pub(super) kind: Kind,
    /// Name of the file without its ending.
    pub(super) stem: &'p str,
    pub(super) is_yaml: bool,
}

/// Returns the place of a file; `None` for what has no place in a package.
pub(super) fn of(path: &str) -> Option<Place<'_>> {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.')?;
    let (outer, inner) = parent.rsplit_once('/').unwrap_or(("", parent));
    // Droppings of macOS (`._model.json`, `__MACOSX/`) look like documents.
    if stem.is_empty() || stem.starts_with('.') || path.starts_with("__MACOSX/") {
        return None;
    }
    let is_yaml = match ending {
        "json" => false,
        "yaml" | "yml" => true,
        "rego" => return Some(Place { folder: outer, kind: Kind::Policy, stem, is_yaml: false }),
        _ => return None,
    };
    let (folder, kind) = match inner {
        "components" => (outer, Kind::Component),
        "relationships" => (outer, Kind::Relationship),
        "connections" => (outer, Kind::Connection),
        "policies" => return None,
        _ if stem == "model" => (parent, Kind::Model),
        _ => (parent, Kind::Untold),
    };
    Some(Place { folder, kind, stem, is_yaml })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_say_what_a_file_is() {
        let told = |path| of(path).map(|place| (place.folder, place.kind));
        assert_eq!(told("a/v1/v1.0.0/model.json"), Some(("a/v1/v1.0.0", Kind::Model)));
        assert_eq!(told("model.yaml"), Some(("", Kind::Model)));
        assert_eq!(told("x/a/v1/components/Pod.json"), Some(("x/a/v1", Kind::Component)));
        assert_eq!(told("components/Pod.json"), Some(("", Kind::Component)));
        assert_eq!(told("a/policies/p.rego"), Some(("a", Kind::Policy)));
        assert_eq!(told("a/readme.md"), None);
        assert_eq!(told("a/components/._Pod.json"), None);
        assert_eq!(told("a/other.json"), Some(("a", Kind::Untold)));
    }
}
