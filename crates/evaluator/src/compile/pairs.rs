//! Values of two components that belong together: which paths, and how they are compared.

use std::hash::Hasher as _;

use meshery_model::{Path, SelectorItem, path};
use rustc_hash::FxHasher;

/// Paths of one side, with the places where a list has to be walked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refs {
    pub(crate) paths: Vec<Path>,
    /// What stands before each wildcard, shortest first, each once: equal beginnings mean the same element.
    pub(crate) lists: Vec<Path>,
}

impl Refs {
    pub(crate) fn new(paths: Vec<Path>) -> Self {
        let mut lists: Vec<Path> = Vec::new();
        for path in &paths {
            for (position, segment) in path.iter().enumerate() {
                if segment == path::WILDCARD {
                    let before: Path = path.iter().take(position).cloned().collect();
                    if !lists.contains(&before) {
                        lists.push(before);
                    }
                }
            }
        }
        lists.sort_by_key(Vec::len);
        Self { paths, lists }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    Equal,
    EqualAsText,
    ToContainsFrom,
    NotNull,
}

/// Values of two components that are compared, pair by pair.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    pub(crate) from: Refs,
    pub(crate) to: Refs,
    pub(crate) strategies: Vec<Vec<Strategy>>,
    /// Whether `from` gives and `to` receives.
    pub(crate) from_gives: bool,
    /// Names these paths, whatever the indices in them.
    pub(crate) fingerprint: u64,
}

/// Paths of two selectors that belong together, one by one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathPairs<'a> {
    pub(crate) from: &'a [Path],
    pub(crate) to: &'a [Path],
    /// Whether `from` gives and `to` receives.
    pub(crate) from_gives: bool,
}

/// Pairs the paths of two selectors: mutator with mutated, in whichever direction both are there.
pub(crate) fn path_pairs<'a>(from: &'a SelectorItem, to: &'a SelectorItem) -> Option<PathPairs<'a>> {
    let (from_patch, to_patch) = (from.patch.as_ref()?, to.patch.as_ref()?);
    let (from_paths, to_paths, from_gives) = match (
        &from_patch.mutator_ref,
        &to_patch.mutated_ref,
        &from_patch.mutated_ref,
        &to_patch.mutator_ref,
    ) {
        (Some(gives), Some(receives), _, _) => (gives, receives, true),
        (_, _, Some(receives), Some(gives)) => (receives, gives, false),
        _ => return None,
    };
    let count = from_paths.len().min(to_paths.len());
    let (from, to) = (from_paths.get(..count)?, to_paths.get(..count)?);
    let is_usable = count > 0 && from.iter().chain(to).all(|path| !path.is_empty());
    is_usable.then_some(PathPairs { from, to, from_gives })
}

/// Compiles the pairs of two selectors.
pub(crate) fn pairs(from: &SelectorItem, to: &SelectorItem) -> Option<Pairs> {
    let paths = path_pairs(from, to)?;
    Some(Pairs {
        strategies: (0..paths.from.len()).map(|row| strategies(from, row)).collect(),
        fingerprint: fingerprint(paths.from, paths.to),
        from: Refs::new(paths.from.to_vec()),
        to: Refs::new(paths.to.to_vec()),
        from_gives: paths.from_gives,
    })
}

/// Tells whether a row of the strategy matrix only asks that `to` contains `from`.
pub(crate) fn compares_parts(from: &SelectorItem, row: usize) -> bool {
    let named = from.match_strategy_matrix.as_ref().and_then(|matrix| matrix.get(row));
    named.is_some_and(|names| names.iter().any(|name| name == "to_contains_from"))
}

fn strategies(from: &SelectorItem, row: usize) -> Vec<Strategy> {
    let named = from.match_strategy_matrix.as_ref().and_then(|matrix| matrix.get(row));
    named.map_or_else(
        || vec![Strategy::Equal],
        |names| {
            let strategy = |name: &String| match name.as_str() {
                "equal_as_strings" => Strategy::EqualAsText,
                "to_contains_from" => Strategy::ToContainsFrom,
                "not_null" => Strategy::NotNull,
                _ => Strategy::Equal,
            };
            names.iter().map(strategy).collect()
        },
    )
}

/// Names paths whatever the indices in them: `_` and numbers count as the same.
pub(crate) fn fingerprint(from: &[Path], to: &[Path]) -> u64 {
    let mut hasher = FxHasher::default();
    for side in [from, to] {
        for path in side {
            for segment in path {
                let is_position = segment == path::WILDCARD || path::index(segment).is_some();
                hasher.write(if is_position { b"_" } else { segment.as_bytes() });
                hasher.write_u8(0xff);
            }
            hasher.write_u8(0xfe);
        }
        hasher.write_u8(0xfd);
    }
    hasher.finish()
}
