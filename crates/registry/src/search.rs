//! Search: which texts hit, and how well.
//!
//! Hits are whole names, then beginnings of names, then parts of names, then descriptions, then texts that
//! hold all words somewhere. Only when nothing hits are near misses looked for: names with a few letters
//! wrong, and after them names that hold the letters in order, best fit first.

use memchr::memmem::Finder;
use meshery_model::{ModelDefinition, Relationship, SelectorItem};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Shorter words would be near everything.
const FUZZY_MIN_LETTERS: usize = 4;

/// Member of a component's metadata with the short names of its kind.
pub(crate) const SHORT_NAMES: &str = "shortNames";

/// What search sees of one thing, in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SearchText<'a> {
    pub names: [&'a str; 2],
    /// Short names (`po`, `svc`) are names too.
    pub more_names: &'a [Box<str>],
    pub body: &'a str,
}

impl<'a> SearchText<'a> {
    fn all_names(&self) -> impl Iterator<Item = &'a str> {
        self.names.into_iter().chain(self.more_names.iter().map(|name| &**name))
    }
}

/// The text of a thing that has no text elsewhere.
#[derive(Debug)]
pub(crate) struct OwnedText {
    names: [Box<str>; 2],
    more_names: Box<[Box<str>]>,
    body: Box<str>,
}

impl OwnedText {
    pub(crate) fn of_model(model: &ModelDefinition) -> Self {
        Self::new([&model.name, &model.display_name], &[], &model.description)
    }

    pub(crate) fn of_relationship(relationship: &Relationship) -> Self {
        let description = relationship.metadata.as_ref().and_then(|metadata| metadata.get("description"));
        let mut body = description.and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        for set in &relationship.selectors {
            let sides: [&[SelectorItem]; 2] = [&set.allow.from, &set.allow.to];
            for kind in sides.into_iter().flatten().filter_map(|selector| selector.kind.as_deref()) {
                body.push(' ');
                body.push_str(kind);
            }
        }
        Self::new([&relationship.sub_type, &relationship.rel_type], &[&relationship.kind], &body)
    }

    /// A text of one name and no more.
    pub(crate) fn of_name(name: &str) -> Self {
        Self::new([name, ""], &[], "")
    }

    fn new(names: [&str; 2], more_names: &[&str], body: &str) -> Self {
        let lower = |text: &str| text.to_lowercase().into_boxed_str();
        Self {
            names: names.map(lower),
            more_names: more_names.iter().map(|name| lower(name)).collect(),
            body: lower(body),
        }
    }

    pub(crate) fn view(&self) -> SearchText<'_> {
        let [first, second] = &self.names;
        SearchText { names: [first, second], more_names: &self.more_names, body: &self.body }
    }
}

/// Things that are searched.
pub(crate) struct Items<'a, 't> {
    /// Which they are; equal hits keep this order.
    pub positions: &'a [u32],
    /// Returns the text of one.
    pub text: &'a dyn Fn(u32) -> Option<SearchText<'t>>,
    /// Tells, without looking at the text, whether it can hold the word that was looked for beforehand.
    pub may_hold: &'a dyn Fn(u32) -> bool,
}

/// Returns those items whose text hits, best first.
pub(crate) fn hits(items: &Items<'_, '_>, search: &str) -> Vec<u32> {
    let search = search.trim().to_lowercase();
    let needle = Needle::new(&search);
    let candidates = items.positions.iter().filter(|position| (items.may_hold)(**position));
    let mut found: Vec<(u32, u32)> =
        candidates.filter_map(|item| Some((needle.rank(&(items.text)(*item)?)?, *item))).collect();
    if found.is_empty() && search.chars().count() >= FUZZY_MIN_LETTERS {
        let texts = items.positions.iter().filter_map(|item| Some((*item, (items.text)(*item)?)));
        let texts: Vec<(u32, SearchText<'_>)> = texts.collect();
        found = misspelled(&texts, &search);
        let near: rustc_hash::FxHashSet<u32> = found.iter().map(|(_, item)| *item).collect();
        found.extend(in_order(&texts, &search).into_iter().filter(|(_, item)| !near.contains(item)));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, item)| item).collect()
}

/// Returns the word by which texts that can hit are looked for: the longest one of the search, which every hit
/// holds that is no near miss.
pub(crate) fn longest_word(search: &str) -> String {
    let search = search.to_lowercase();
    search.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default().to_owned()
}

/// The searched text, prepared.
struct Needle<'a> {
    whole: &'a str,
    finder: Finder<'a>,
    words: Vec<Finder<'a>>,
}

impl<'a> Needle<'a> {
    fn new(search: &'a str) -> Self {
        let words: Vec<Finder<'a>> = search.split_whitespace().map(Finder::new).collect();
        Self { whole: search, finder: Finder::new(search), words }
    }

    /// Returns how well a text hits, 0 being best.
    fn rank(&self, text: &SearchText<'_>) -> Option<u32> {
        let holds = |finder: &Finder<'_>, text: &str| finder.find(text.as_bytes()).is_some();
        let best_name = text.all_names().filter_map(|name| {
            if !holds(&self.finder, name) {
                return None;
            }
            Some(if name == self.whole { 0 } else { 2 - u32::from(name.starts_with(self.whole)) })
        });
        if let Some(rank) = best_name.min() {
            return Some(rank);
        }
        if holds(&self.finder, text.body) {
            return Some(3);
        }
        let anywhere =
            |word: &Finder<'_>| text.all_names().any(|name| holds(word, name)) || holds(word, text.body);
        (self.words.len() > 1 && self.words.iter().all(anywhere)).then_some(4)
    }
}

/// Finds names that hold the letters of the search in order.
fn in_order(items: &[(u32, SearchText<'_>)], search: &str) -> Vec<(u32, u32)> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(search, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let wanted = alphabet(search);
    let mut buffer = Vec::new();
    let mut score = |text: &SearchText<'_>| {
        let names = text.all_names().filter(|name| wanted & !alphabet(name) == 0);
        let scores = names.map(|name| pattern.score(Utf32Str::new(name, &mut buffer), &mut matcher));
        scores.max().flatten()
    };
    items.iter().filter_map(|(item, text)| Some((u32::MAX - score(text)?, *item))).collect()
}

/// Finds names with a few letters wrong, missing, doubled or swapped.
fn misspelled(items: &[(u32, SearchText<'_>)], search: &str) -> Vec<(u32, u32)> {
    let wanted = alphabet(search);
    let search = letters(search);
    let allowed = search.len() / 4;
    let mut found = Vec::new();
    for (item, text) in items {
        let nearest = text.all_names().filter_map(|name| {
            // A wrong letter adds at most one to the letters of each side that the other lacks.
            let differing = (alphabet(name) ^ wanted).count_ones() as usize;
            if differing > 2 * allowed { None } else { edits(&search, &letters(name), allowed) }
        });
        found.extend(nearest.min().and_then(|edits| Some((u32::try_from(edits).ok()?, *item))));
    }
    found
}

/// Returns which letters occur, as a set of bits; some letters share a bit.
fn alphabet(text: &str) -> u64 {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters.fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Returns how many letters must be changed, added, removed or swapped with their neighbour to get from one
/// word to the other (optimal string alignment); `None` when it takes more than `allowed`.
fn edits(a: &[char], b: &[char], allowed: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX - 1);
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    let mut previous = None;
    for (row, letter) in a.iter().enumerate() {
        let mut line = Vec::with_capacity(b.len() + 1);
        line.push(row + 1);
        for (column, other) in b.iter().enumerate() {
            let replaced = at(&above, column) + usize::from(letter != other);
            let mut best = replaced.min(at(&above, column + 1) + 1).min(at(&line, column) + 1);
            let neighbour = column.checked_sub(1).and_then(|left| Some((left, b.get(left)?)));
            if let Some((left, neighbour)) = neighbour
                && (previous, neighbour) == (Some(other), letter)
            {
                best = best.min(at(&before, left) + 1);
            }
            line.push(best);
        }
        // A swap reaches back two lines, so one cheap line of two keeps hope alive.
        if line.iter().chain(&above).all(|edits| *edits > allowed) {
            return None;
        }
        before = std::mem::replace(&mut above, line);
        previous = Some(letter);
    }
    above.last().copied().filter(|edits| *edits <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: &str, b: &str) -> Option<usize> {
        edits(&letters(a), &letters(b), 3)
    }

    #[test]
    fn edits_count_changes_gaps_and_swaps() {
        assert_eq!(distance("deployment", "deployment"), Some(0));
        assert_eq!(distance("deploymnet", "deployment"), Some(1));
        assert_eq!(distance("deployyment", "deployment"), Some(1));
        assert_eq!(distance("deplument", "deployment"), Some(2));
        assert_eq!(distance("", "abc"), Some(3));
        assert_eq!(distance("service", "deployment"), None);
        assert_eq!(distance("abcdefgh", "hgfedcba"), None);
    }

    #[test]
    fn better_hits_come_first_and_equal_ones_keep_their_order() {
        let texts = [
            OwnedText::of_name("PodTemplate"),
            OwnedText::new(["ReplicaSet", ""], &[], "keeps pod replicas"),
            OwnedText::of_name("Pod"),
            OwnedText::of_name("PodGroup"),
            OwnedText::of_name("HorizontalPodAutoscaler"),
        ];
        let positions: Vec<u32> = (0..5).collect();
        let text = |position: u32| texts.get(position as usize).map(OwnedText::view);
        let items = Items { positions: &positions, text: &text, may_hold: &|_| true };
        assert_eq!(hits(&items, "Pod"), [2, 0, 3, 4, 1]);
        assert_eq!(hits(&items, "replicas pod"), [1]);
        assert_eq!(hits(&items, "replcaset"), [1]);
        assert_eq!(hits(&items, "repilcaset"), [1]);
        assert!(hits(&items, "qqqq").is_empty());
    }
}
