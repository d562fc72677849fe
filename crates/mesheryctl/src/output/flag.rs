//! The flag that says how results are printed.

use super::Format;

/// Flattened into the arguments of commands that print a table unless told otherwise.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct FormatFlag {
    /// Format: table, wide, json, yaml or name
    #[arg(
        short = 'o',
        long = "output-format",
        visible_alias = "output",
        id = "format",
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        ignore_case = true,
        default_value = "table"
    )]
    pub format: Format,
}
