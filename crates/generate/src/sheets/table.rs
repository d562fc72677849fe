//! A sheet as rows whose cells have names.

use csv::{ReaderBuilder, StringRecord};
use meshery_model::Object;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::{Error, Finding, error};

/// How many lines at the beginning are looked at for the names of the columns.
const HEADINGS: usize = 3;

/// A sheet.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) sheet: &'static str,
    /// Positions of columns by their names in lower case.
    columns: FxHashMap<String, usize>,
    rows: Vec<StringRecord>,
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    table: &'t Table,
    record: &'t StringRecord,
}

impl Table {
    /// Reads a sheet that must have some columns.
    pub(super) fn read(
        sheet: &'static str,
        bytes: &[u8],
        required: &'static [&'static str],
    ) -> Result<Self, Error> {
        let text = error::text(bytes, "the sheet")?;
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().collect::<Result<Vec<StringRecord>, csv::Error>>();
        let mut rows = rows.map_err(|error| Error::Sheet {
            sheet,
            line: error.position().map(csv::Position::line),
            reason: error.to_string(),
        })?;
        let headings = rows.iter().take(HEADINGS).map(columns).enumerate();
        let best = headings.min_by_key(|(_, columns)| missing(columns, required).len());
        let Some((line, columns)) = best else {
            return Err(Error::Sheet { sheet, line: None, reason: "it is empty".to_owned() });
        };
        let lacking = missing(&columns, required);
        if !lacking.is_empty() {
            return Err(Error::MissingColumns { sheet, columns: lacking });
        }
        rows.drain(..=line);
        rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        Ok(Self { sheet, columns, rows })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(move |record| Row { table: self, record })
    }
}

fn columns(record: &StringRecord) -> FxHashMap<String, usize> {
    let mut columns = FxHashMap::default();
    for (position, name) in record.iter().enumerate() {
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        columns.entry(name.to_lowercase()).or_insert(position);
    }
    columns
}

fn missing(columns: &FxHashMap<String, usize>, required: &[&'static str]) -> Vec<&'static str> {
    let is_missing = |name: &&&str| !columns.contains_key(&name.to_lowercase());
    required.iter().filter(is_missing).copied().collect()
}

impl<'t> Row<'t> {
    /// Returns the text of a cell without blanks around it; empty if the column or the cell is missing.
    pub(super) fn text(&self, column: &str) -> &'t str {
        let position = self.table.columns.get(&column.to_lowercase());
        position.and_then(|position| self.record.get(*position)).unwrap_or_default().trim()
    }

    /// Returns the text of a cell that may not be empty.
    pub(super) fn required(&self, column: &'static str) -> Result<&'t str, Finding> {
        match self.text(column) {
            "" => Err(self.finding(column, "the cell is empty")),
            text => Ok(text),
        }
    }

    /// Returns whether a cell says yes; `None` if it is empty.
    pub(super) fn flag(&self, column: &'static str) -> Result<Option<bool>, Finding> {
        match self.text(column).to_lowercase().as_str() {
            "" => Ok(None),
            "true" | "yes" | "1" => Ok(Some(true)),
            "false" | "no" | "0" => Ok(Some(false)),
            other => Err(self.finding(column, format!("`{}` is neither `true` nor `false`", short(other)))),
        }
    }

    /// Returns the JSON in a cell; `None` if it is empty.
    pub(super) fn json(&self, column: &'static str) -> Result<Option<Value>, Finding> {
        match self.text(column) {
            "" => Ok(None),
            text => serde_json::from_str(text)
                .map(Some)
                .map_err(|error| self.finding(column, format!("the cell is no JSON: {error}"))),
        }
    }

    /// Returns the JSON object in a cell, empty if the cell is.
    pub(super) fn object(&self, column: &'static str) -> Result<Object, Finding> {
        match self.json(column)? {
            None => Ok(Object::new()),
            Some(Value::Object(members)) => Ok(members),
            Some(_) => Err(self.finding(column, "the cell is no JSON object")),
        }
    }

    /// Returns the JSON list in a cell, empty if the cell is.
    pub(super) fn list(&self, column: &'static str) -> Result<Vec<Value>, Finding> {
        match self.json(column)? {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(self.finding(column, "the cell is no JSON list")),
        }
    }

    /// Returns the cells that have a text, as members.
    pub(super) fn members(&self, columns: &[&str]) -> Object {
        let given = columns.iter().map(|column| (*column, self.text(column)));
        let given = given.filter(|(_, text)| !text.is_empty());
        given.map(|(column, text)| (column.to_owned(), text.into())).collect()
    }

    /// Says what is wrong with a cell.
    pub(super) fn finding(&self, column: &str, message: impl Into<String>) -> Finding {
        let line = self.record.position().map(csv::Position::line).unwrap_or_default();
        Finding::new(format!("{} sheet", self.table.sheet), message)
            .at(format!("line {line}, column `{column}`"))
    }
}

/// Returns a text as it can stand in a message.
pub(super) fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
