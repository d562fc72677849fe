//! Listings: pages of what fits a question.

mod categories;
mod components;
mod everything;
mod models;
mod orders;
mod policies;
mod relationships;

pub use categories::{CategoryEntry, RegistrantEntry, RegistrantSummary};
pub(crate) use categories::{categories_of, registrants_of};
pub use everything::{Found, FoundEntity};
pub(crate) use orders::Orders;

use crate::query::{Direction, Matching, PageSize};
use crate::search::{self, Items, SearchText};

/// One page, and how many items there are on all pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// Number of items on all pages together.
    pub total: usize,
}

impl<T> Listing<T> {
    /// Turns every item into something else.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Listing<U> {
        Listing { items: self.items.into_iter().map(change).collect(), total: self.total }
    }

    fn filter_map<U>(self, change: impl FnMut(T) -> Option<U>) -> Listing<U> {
        Listing { items: self.items.into_iter().filter_map(change).collect(), total: self.total }
    }
}

/// What all lists have in common. `sorted` is the order asked for, ascending.
struct Request<'a> {
    sorted: &'a [u32],
    direction: Direction,
    /// Best hits first, rather than in the order given.
    by_relevance: bool,
    search: Option<&'a str>,
    page: usize,
    page_size: PageSize,
}

impl Request<'_> {
    /// Returns the page of positions that are kept and hit by the search.
    fn answer<'t>(
        &self,
        keep: impl Fn(u32) -> bool,
        text: impl Fn(u32) -> Option<SearchText<'t>>,
    ) -> Listing<u32> {
        self.answer_quickly(keep, text, |_| true)
    }

    /// The same, where it can be told without looking at its text whether a thing can hold the longest word of
    /// the search.
    fn answer_quickly<'t>(
        &self,
        keep: impl Fn(u32) -> bool,
        text: impl Fn(u32) -> Option<SearchText<'t>>,
        may_hold: impl Fn(u32) -> bool,
    ) -> Listing<u32> {
        let Some(search) = self.search.filter(|search| !search.trim().is_empty()) else {
            return match self.direction {
                Direction::Ascending => self.cut(self.sorted.iter().copied().filter(|at| keep(*at))),
                Direction::Descending => self.cut(self.sorted.iter().rev().copied().filter(|at| keep(*at))),
            };
        };
        let mut positions: Vec<u32> = self.sorted.iter().copied().filter(|at| keep(*at)).collect();
        if self.direction == Direction::Descending {
            positions.reverse();
        }
        let items = Items { positions: &positions, text: &text, may_hold: &may_hold };
        let mut hits = search::hits(&items, search);
        if !self.by_relevance {
            let hit: rustc_hash::FxHashSet<u32> = hits.into_iter().collect();
            hits = positions.iter().copied().filter(|position| hit.contains(position)).collect();
        }
        self.cut(hits.into_iter())
    }

    /// Cuts the page out and counts the rest, in one pass.
    fn cut(&self, positions: impl Iterator<Item = u32>) -> Listing<u32> {
        let (start, rows) = match self.page_size {
            PageSize::All => (0, usize::MAX),
            PageSize::Rows(rows) => (self.page.saturating_mul(rows), rows),
        };
        let end = start.saturating_add(rows);
        let mut listing = Listing { items: Vec::new(), total: 0 };
        for position in positions {
            if (start..end).contains(&listing.total) {
                listing.items.push(position);
            }
            listing.total += 1;
        }
        listing
    }
}

/// Decides how names that a client gave are compared: as they are spelled if something is spelled so, else
/// regardless of case.
struct NameFilter<'a> {
    wanted: &'a str,
    rule: NameRule,
}

enum NameRule {
    Spelled,
    IgnoringCase,
    /// Part of the name; holds the wanted text in lower case.
    Part(String),
}

impl<'a> NameFilter<'a> {
    /// Makes a filter, looking once at all names there are.
    fn new<'n>(
        wanted: Option<&'a str>,
        matching: Matching,
        mut names: impl Iterator<Item = &'n str>,
    ) -> Option<Self> {
        let wanted = wanted.filter(|wanted| !wanted.is_empty())?;
        let rule = match matching {
            Matching::Greedy => NameRule::Part(wanted.to_lowercase()),
            Matching::Exact if names.any(|name| name == wanted) => NameRule::Spelled,
            Matching::Exact => NameRule::IgnoringCase,
        };
        Some(Self { wanted, rule })
    }

    fn accepts(&self, name: &str) -> bool {
        match &self.rule {
            NameRule::Spelled => name == self.wanted,
            NameRule::IgnoringCase => name.to_lowercase() == self.wanted.to_lowercase(),
            NameRule::Part(wanted) => name.to_lowercase().contains(wanted),
        }
    }
}

/// Tells whether a filter that may be absent accepts a name.
fn accepts(filter: Option<&NameFilter<'_>>, name: &str) -> bool {
    filter.is_none_or(|filter| filter.accepts(name))
}

/// Tells whether a status fits: absent asks for `enabled`, `all` for any.
fn status_fits(wanted: Option<&str>, status: &str) -> bool {
    let status = if status.is_empty() { "enabled" } else { status };
    match wanted.unwrap_or("enabled") {
        "" => status == "enabled",
        wanted => wanted.eq_ignore_ascii_case("all") || wanted.eq_ignore_ascii_case(status),
    }
}
