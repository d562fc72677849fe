//! Packages from the three sheets that registry maintainers keep: models, components, relationships.
//!
//! Columns are found by their names, in any order and case; unknown ones are ignored. The names stand in the
//! first or the second line, since the sheets have a line of headings above them.

mod components;
mod models;
mod relationships;
mod table;

use std::collections::BTreeMap;

use meshery_registry::Package;

use crate::{Error, Finding};

/// The sheets as CSV.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sheets<'s> {
    /// Models; needs the columns `registrant`, `modelDisplayName`, `model` and `category`.
    pub models: &'s [u8],
    /// Components; needs the columns `model` and `component`.
    pub components: Option<&'s [u8]>,
    /// Relationships; needs the columns `model`, `kind`, `type`, `subType` and `selector`.
    pub relationships: Option<&'s [u8]>,
}

/// Packages, and what is wrong with single rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packages {
    /// The packages, by model and registrant.
    pub packages: Vec<Package>,
    /// What is wrong with rows that did not come in.
    pub findings: Vec<Finding>,
}

/// Name and registrant of a model.
type Key = (String, String);

/// What is being put together.
#[derive(Debug, Default)]
struct Building {
    packages: BTreeMap<Key, Package>,
    /// Names of models whose rows were left out; what belongs to them is left out without a word.
    left_out: Vec<String>,
    findings: Vec<Finding>,
}

impl Building {
    /// Returns the packages of the models with a name; of one registrant, if it is given.
    fn named<'b>(&'b mut self, name: &'b str, registrant: &'b str) -> impl Iterator<Item = &'b mut Package> {
        let is_meant = move |key: &Key| key.0 == name && (registrant.is_empty() || key.1 == registrant);
        self.packages.iter_mut().filter(move |(key, _)| is_meant(key)).map(|(_, package)| package)
    }
}

/// Makes packages from sheets. A row with a cell that can't be read is a finding with sheet, line and column,
/// and does not come in.
///
/// # Errors
/// When a sheet can't be read or lacks a column.
pub fn from_sheets(sheets: &Sheets<'_>) -> Result<Packages, Error> {
    let mut building = Building::default();
    models::read(sheets.models, &mut building)?;
    if let Some(sheet) = sheets.components {
        components::read(sheet, &mut building)?;
    }
    if let Some(sheet) = sheets.relationships {
        relationships::read(sheet, &mut building)?;
    }
    let packages = building.packages.into_values().collect();
    Ok(Packages { packages, findings: building.findings })
}
