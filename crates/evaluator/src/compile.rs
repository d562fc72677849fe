//! Relationship definitions, compiled once: which policy they belong to, whom their selectors match, and
//! which paths are compared with which.

use std::hash::Hasher as _;

use meshery_model::{ComponentId, MatchItem, Path, Relationship, RelationshipId, SelectorItem, Status, path};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHasher};

/// Something wrong with a definition, which is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The definition.
    pub definition: RelationshipId,
    /// What is wrong with it.
    pub message: String,
}

/// The rule by which relationships of a class are found and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Policy {
    Sibling,
    Alias,
    NonBinding,
    Binding,
    Inventory,
    Wallet,
}

impl Policy {
    /// All of them, in the order they are applied.
    pub(crate) const ALL: [Self; 6] =
        [Self::Sibling, Self::Alias, Self::NonBinding, Self::Binding, Self::Inventory, Self::Wallet];

    /// Returns the policy for a definition or an instance; `None` for classes no policy knows.
    pub(crate) fn of(relationship: &Relationship) -> Option<Self> {
        let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
        let (kind, rel_type, sub_type) = (&relationship.kind, &relationship.rel_type, &relationship.sub_type);
        if is(rel_type, "sibling") || is(kind, "sibling") {
            Some(Self::Sibling)
        } else if is(kind, "edge") && is(rel_type, "non-binding") {
            Some(Self::NonBinding)
        } else if is(kind, "edge") && is(rel_type, "binding") {
            Some(Self::Binding)
        } else if is(kind, "hierarchical") && is(rel_type, "parent") {
            match sub_type.to_ascii_lowercase().as_str() {
                "alias" => Some(Self::Alias),
                "inventory" => Some(Self::Inventory),
                "wallet" => Some(Self::Wallet),
                _ => None,
            }
        } else {
            None
        }
    }
}

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
    fn compile(item: &SelectorItem) -> Result<Self, String> {
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

/// One `from` with one `to`.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) from: Matcher,
    pub(crate) to: Matcher,
    pub(crate) from_item: SelectorItem,
    pub(crate) to_item: SelectorItem,
    pub(crate) pairs: Option<Pairs>,
    pub(crate) binding: Option<BindingPlan>,
    pub(crate) set: usize,
}

/// How the two ends meet in a third component.
#[derive(Clone, Debug)]
pub(crate) struct BindingPlan {
    pub(crate) kind: String,
    /// `from` of these pairs is the relationship's `from`, `to` the binding component.
    pub(crate) from_end: Meeting,
    /// `from` of these pairs is the relationship's `to`, `to` the binding component.
    pub(crate) to_end: Meeting,
}

/// Values an end shares with the binding component.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meeting {
    pub(crate) end: Refs,
    pub(crate) binding: Refs,
    /// Whether the end gives, pair by pair.
    pub(crate) end_gives: Vec<bool>,
}

/// A compiled definition.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) source: Relationship,
    pub(crate) policy: Policy,
    /// The class as layers are named by.
    pub(crate) layer: String,
    /// The class for comparing.
    pub(crate) class: u64,
    pub(crate) plans: Vec<Plan>,
    pub(crate) deny: Vec<Vec<(Matcher, Matcher)>>,
    pub(crate) same_namespace: bool,
}

impl Definition {
    /// Tells whether a pair is forbidden by the set it would be allowed by.
    pub(crate) fn denies(&self, set: usize, from: (&str, &str), to: (&str, &str)) -> bool {
        self.deny.get(set).is_some_and(|pairs| {
            pairs.iter().any(|(left, right)| left.matches(from.0, from.1) && right.matches(to.0, to.1))
        })
    }
}

/// Definitions, compiled once and used for any number of designs.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    all: Vec<Definition>,
    by_model: FxHashMap<String, Vec<usize>>,
}

impl Definitions {
    /// Compiles definitions. Those that can't be used are reported and left out.
    #[must_use]
    pub fn compile(definitions: &[Relationship]) -> (Self, Vec<Finding>) {
        let mut compiled = Self::default();
        let mut findings = Vec::new();
        for source in definitions {
            if matches!(source.status, Some(Status::Ignored | Status::Deleted)) || source.is_annotation() {
                continue;
            }
            match compile(source) {
                Ok(definition) => {
                    let places = compiled.by_model.entry(source.model.name.clone()).or_default();
                    places.push(compiled.all.len());
                    compiled.all.push(definition);
                }
                Err(message) => findings.push(Finding { definition: source.id, message }),
            }
        }
        (compiled, findings)
    }

    /// Returns the number of definitions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the definitions of some models, in the order they were given.
    pub(crate) fn of_models<'m>(&self, models: impl Iterator<Item = &'m str>) -> Vec<&Definition> {
        let mut places: Vec<usize> =
            models.filter_map(|model| self.by_model.get(model)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.all.get(place)).collect()
    }
}

fn compile(source: &Relationship) -> Result<Definition, String> {
    let policy = Policy::of(source).ok_or_else(|| {
        format!("no policy knows the class {}/{}/{}", source.kind, source.rel_type, source.sub_type)
    })?;
    let mut plans = Vec::new();
    let mut deny = Vec::new();
    for (set, selectors) in source.selectors.iter().enumerate() {
        for from in &selectors.allow.from {
            for to in &selectors.allow.to {
                plans.push(Plan {
                    from: Matcher::compile(from)?,
                    to: Matcher::compile(to)?,
                    pairs: pairs(from, to),
                    binding: binding(from, to),
                    from_item: from.clone(),
                    to_item: to.clone(),
                    set,
                });
            }
        }
        let mut denied = Vec::new();
        for from in selectors.deny.iter().flat_map(|deny| &deny.from) {
            for to in selectors.deny.iter().flat_map(|deny| &deny.to) {
                denied.push((Matcher::compile(from)?, Matcher::compile(to)?));
            }
        }
        deny.push(denied);
    }
    let flag = source.metadata.as_ref().and_then(|metadata| metadata.get("sameNamespace"));
    Ok(Definition {
        layer: layer(source),
        class: class_hash(source),
        same_namespace: flag.and_then(serde_json::Value::as_bool).unwrap_or(false),
        source: source.clone(),
        policy,
        plans,
        deny,
    })
}

/// Returns the class of a relationship, as layers are named by.
pub(crate) fn layer(relationship: &Relationship) -> String {
    format!("{}-{}-{}", relationship.kind, relationship.rel_type, relationship.sub_type).to_ascii_lowercase()
}

/// Names the class of a relationship for comparing, without writing it out.
pub(crate) fn class_hash(relationship: &Relationship) -> u64 {
    let mut hasher = FxHasher::default();
    for part in [&relationship.kind, &relationship.rel_type, &relationship.sub_type] {
        part.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
        hasher.write_u8(0xff);
    }
    hasher.finish()
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

fn binding(from: &SelectorItem, to: &SelectorItem) -> Option<BindingPlan> {
    let (from_match, to_match) = (from.matches.as_ref()?, to.matches.as_ref()?);
    let sides = [&from_match.from, &from_match.to, &to_match.from, &to_match.to];
    let mut kinds = sides
        .iter()
        .flat_map(|items| items.iter())
        .map(|item| item.kind.as_str())
        .filter(|kind| *kind != "self");
    let kind = kinds.next()?.to_owned();
    if kinds.any(|other| other != kind) {
        return None;
    }
    let from_end = meeting(&from_match.from, &from_match.to)?;
    let to_end = meeting(&to_match.from, &to_match.to)?;
    Some(BindingPlan { kind, from_end, to_end })
}

fn meeting(left: &[MatchItem], right: &[MatchItem]) -> Option<Meeting> {
    let (mut end, mut binding, mut end_gives) = (Vec::new(), Vec::new(), Vec::new());
    for (left, right) in left.iter().zip(right) {
        let (own, other) = if left.kind == "self" { (left, right) } else { (right, left) };
        let directions =
            [(&own.mutator_ref, &other.mutated_ref, true), (&own.mutated_ref, &other.mutator_ref, false)];
        for (own_paths, other_paths, gives) in directions {
            for (own_path, other_path) in own_paths.iter().flatten().zip(other_paths.iter().flatten()) {
                if own_path.is_empty() || other_path.is_empty() {
                    return None;
                }
                end.push(own_path.clone());
                binding.push(other_path.clone());
                end_gives.push(gives);
            }
        }
    }
    (!end.is_empty()).then(|| Meeting { end: Refs::new(end), binding: Refs::new(binding), end_gives })
}

/// Returns the ids of the components that a binding instance has its ends meet in.
pub(crate) fn binding_ids(relationship: &Relationship) -> impl Iterator<Item = ComponentId> {
    let allow = relationship.selectors.first().map(|set| &set.allow);
    let items = allow.into_iter().flat_map(|allow| allow.from.iter().chain(&allow.to));
    let matches = items.filter_map(|item| item.matches.as_ref());
    matches.flat_map(|matches| matches.from.iter().chain(&matches.to)).filter_map(|party| party.id)
}

/// Returns how the two ends of an instance meet its binding component, with the ids of end and middle.
pub(crate) fn meetings(from: &SelectorItem, to: &SelectorItem) -> Vec<(Meeting, ComponentId, ComponentId)> {
    let sides = [from, to].into_iter().filter_map(|item| {
        let matches = item.matches.as_ref()?;
        let parties = || matches.from.iter().chain(&matches.to);
        let end = parties().find(|party| party.kind == "self")?.id?;
        let middle = parties().find(|party| party.kind != "self")?.id?;
        Some((meeting(&matches.from, &matches.to)?, end, middle))
    });
    sides.collect()
}
