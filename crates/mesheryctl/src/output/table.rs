//! Tables as kubectl prints them: upper-cased header, left aligned, no lines.

use comfy_table::presets::NOTHING;

/// A table under construction.
#[derive(Debug)]
pub struct Table {
    table: comfy_table::Table,
}

impl Table {
    /// Starts a table with its columns.
    pub fn new(columns: &[&str]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING);
        table.set_header(columns.iter().map(|column| column.to_uppercase()));
        Self { table }
    }

    /// Adds a row; line breaks and other control characters in cells become spaces.
    pub fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        let clean = |cell: String| cell.replace(|c: char| c.is_control(), " ");
        self.table.add_row(cells.into_iter().map(clean));
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut table = self.table.clone();
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        for line in table.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_left_aligned_without_lines() {
        let mut table = Table::new(&["name", "version"]);
        table.push(["käse".to_owned(), "v1".to_owned()]);
        table.push(["a longer\nname".to_owned(), "v10".to_owned()]);
        let expected = "NAME           VERSION\nkäse           v1\na longer name  v10\n";
        assert_eq!(table.to_string(), expected);
    }
}
