//! What a list holds, and its table.

use meshery_api::Envelope;
use serde::de::DeserializeOwned;

use crate::output::Table;

/// How much of each item is shown.
#[derive(Clone, Copy, Debug)]
pub struct Detail {
    /// Whether all columns are shown, with ids and times in full.
    pub is_wide: bool,
    /// Characters of an id that tell the items apart.
    pub id_length: usize,
}

/// One thing in a list.
pub trait Item {
    /// What it is called, in the singular.
    const NOUN: &'static str;
    /// Columns of a table.
    const COLUMNS: &'static [&'static str];
    /// Further columns of a wide table.
    const WIDE_COLUMNS: &'static [&'static str];

    /// Returns a cell per column.
    fn cells(&self, detail: Detail) -> Vec<String>;
    /// Returns a cell per further column.
    fn wide_cells(&self) -> Vec<String>;
    /// Returns the id.
    fn id(&self) -> String;
    /// Returns what other commands take for it.
    fn name(&self) -> String;
}

/// One page of a list.
pub trait Page: DeserializeOwned {
    /// What the list holds.
    type Item: Item;
    /// Name of the member that holds the items.
    const MEMBER: &'static str;

    /// Returns where the page lies.
    fn envelope(&self) -> Envelope;
    /// Returns the items.
    fn items(&self) -> &[Self::Item];
}

/// Writes a table of items.
pub fn table<I: Item>(items: &[I], is_wide: bool) -> String {
    let detail = Detail { is_wide, id_length: distinct_length(items) };
    let mut table =
        if is_wide { Table::new(&[I::COLUMNS, I::WIDE_COLUMNS].concat()) } else { Table::new(I::COLUMNS) };
    for item in items {
        let mut cells = item.cells(detail);
        if is_wide {
            cells.extend(item.wide_cells());
        }
        table.push(cells);
    }
    table.to_string()
}

/// Writes one line for each of several items that a name fits, with what tells them apart.
pub fn candidates<I: Item>(items: &[I]) -> Vec<String> {
    let detail = Detail { is_wide: false, id_length: distinct_length(items) };
    let mut table = Table::new(&[I::COLUMNS, &["id"]].concat());
    for item in items {
        table.push(item.cells(detail).into_iter().chain([item.id()]));
    }
    table.to_string().lines().skip(1).map(str::to_owned).collect()
}

/// Returns the shortest length, from 8 up, at which the ids differ.
fn distinct_length<I: Item>(items: &[I]) -> usize {
    let mut ids: Vec<String> = items.iter().map(Item::id).collect();
    ids.sort_unstable();
    let shared = |pair: &[String]| match pair {
        [one, other] if one != other => {
            one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count() + 1
        }
        _ => 0,
    };
    ids.windows(2).map(shared).max().unwrap_or(0).max(8)
}
