//! The kinds that the README of a crate lists.

use std::collections::BTreeMap;

/// Kinds by API version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    kinds: BTreeMap<String, Vec<String>>,
}

impl Listing {
    /// Reads a README: headings like `### cert-manager.io/v1`, below them lines like ``- `Certificate` ``.
    #[must_use]
    pub fn read(readme: &str) -> Self {
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut version = None;
        for line in readme.lines() {
            if let Some(heading) = line.strip_prefix('#') {
                version = heading.trim_start_matches('#').trim().contains('/').then(|| {
                    let name = heading.trim_start_matches('#').trim();
                    kinds.entry(name.to_owned()).or_default()
                });
            } else if let (Some(kinds), Some(kind)) = (&mut version, item(line))
                && !kinds.iter().any(|known| known == kind)
            {
                kinds.push(kind.to_owned());
            }
        }
        Self { kinds }
    }

    /// Returns every API version with its kinds.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.kinds.iter().map(|(version, kinds)| (version.as_str(), kinds.as_slice()))
    }

    /// Returns the API group of a version: crates hold one group.
    #[must_use]
    pub fn group(&self, version: &str) -> Option<&str> {
        self.kinds.keys().find_map(|name| name.strip_suffix(version)?.strip_suffix('/'))
    }

    /// Returns the kind of an API version that has this plural name.
    pub(crate) fn kind(&self, api_version: &str, plural: &str) -> Option<&str> {
        let kinds = self.kinds.get(api_version)?;
        kinds.iter().find(|kind| is_plural(&kind.to_ascii_lowercase(), plural)).map(String::as_str)
    }
}

fn item(line: &str) -> Option<&str> {
    line.strip_prefix("- `")?.strip_suffix('`')
}

/// Tells whether a word may be the plural of another, by the endings English has.
fn is_plural(singular: &str, plural: &str) -> bool {
    if plural == singular {
        return true;
    }
    let stem = singular.strip_suffix('y').map(|stem| (stem, "ies"));
    [(singular, "s"), (singular, "es")]
        .into_iter()
        .chain(stem)
        .any(|(stem, ending)| plural.strip_prefix(stem) == Some(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "# group\n\ntext\n\n## Available Custom Resources\n\n### a.example/v1\n\
                          - `Policy`\n- `Gateway`\n- `Status`\n- `Gateway`\n### a.example/v2\n- `Mesh`\n";

    #[test]
    fn kinds_are_listed_by_version() {
        let listing = Listing::read(README);
        let all: Vec<(&str, usize)> = listing.iter().map(|(version, kinds)| (version, kinds.len())).collect();
        assert_eq!(all, [("a.example/v1", 3), ("a.example/v2", 1)]);
    }

    #[test]
    fn plurals_find_their_kinds() {
        let listing = Listing::read(README);
        for (version, plural, kind) in [
            ("v1", "policies", Some("Policy")),
            ("v1", "gateways", Some("Gateway")),
            ("v1", "statuses", Some("Status")),
            ("v1", "status", Some("Status")),
            ("v2", "meshes", Some("Mesh")),
            ("v2", "policies", None),
            ("v1", "gate", None),
        ] {
            assert_eq!(listing.kind(&format!("a.example/{version}"), plural), kind, "{plural}");
        }
    }
}
