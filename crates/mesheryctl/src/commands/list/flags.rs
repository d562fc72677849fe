//! Flags of every list.

use clap::Args;

use crate::output::{Format, FormatFlag};

/// Flags of every list.
#[derive(Clone, Debug, Args)]
pub struct ListFlags {
    /// Page to print, counted from 1
    #[arg(short, long, value_name = "N", value_parser = at_least_one, conflicts_with = "all")]
    pub page: Option<usize>,
    /// Items on a page [default: 10]
    #[arg(id = "pagesize", long, value_name = "N", value_parser = at_least_one, conflicts_with = "all")]
    pub page_size: Option<usize>,
    /// Print everything without stopping
    #[arg(short, long)]
    pub all: bool,
    /// Print only how many there are
    #[arg(short, long)]
    pub count: bool,
    /// Print only what this text is found in
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Order, such as `name` or `"name desc"`
    #[arg(long, value_name = "KEY")]
    pub sort: Option<String>,
    #[command(flatten)]
    pub output: FormatFlag,
}

impl ListFlags {
    /// Asks only how many there are.
    pub fn counting() -> Self {
        Self {
            page: None,
            page_size: None,
            all: false,
            count: true,
            search: None,
            sort: None,
            output: FormatFlag { format: Format::Table },
        }
    }
}

/// Reads a number from 1 up.
///
/// # Errors
/// When it is none.
pub fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("it has to be a number from 1 up".to_owned()),
    }
}
