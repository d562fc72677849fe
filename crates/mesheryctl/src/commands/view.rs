//! What all views share: their flag, and the choice of the one thing among those that a name fits.

use clap::Args;
use meshery_client::Answer;
use serde_json::Value;

use super::list::{self, Item, Page};
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, Outcome};

/// Flag of every view.
#[derive(Clone, Debug, Args)]
pub struct ViewFlags {
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
        default_value = "yaml"
    )]
    pub format: Format,
}

/// Prints one thing; `value` is what the server answered.
pub fn show<I: Item>(flags: &ViewFlags, env: &Env, item: I, value: &Value) -> Outcome {
    match flags.format {
        Format::Json => Outcome::json(value),
        Format::Yaml => Outcome::yaml(value),
        Format::Name => Outcome::text(item.name() + "\n"),
        Format::Table | Format::Wide => Outcome::text(list::table(&[item], list::is_wide(flags.format, env))),
    }
}

/// Prints the one item of an answer that fits. `decide` names what would decide between several.
///
/// # Errors
/// When no item fits, or more than one.
pub fn show_one<P: Page>(
    flags: &ViewFlags,
    env: &Env,
    answer: &Answer<P>,
    wanted: &str,
    decide: &'static str,
    fits: impl Fn(&P::Item) -> bool,
) -> Result<Outcome, Error>
where
    P::Item: Clone,
{
    let page = answer.read()?;
    let fitting: Vec<_> = page.items().iter().enumerate().filter(|(_, item)| fits(item)).collect();
    match fitting.as_slice() {
        [] => Err(Error::NotFound { noun: P::Item::NOUN, wanted: wanted.to_owned() }),
        [(position, item)] => {
            let mut document = answer.json()?;
            let value = document[P::MEMBER][*position].take();
            Ok(show(flags, env, (*item).clone(), &value))
        }
        several => {
            let items: Vec<_> = several.iter().map(|(_, item)| (*item).clone()).collect();
            let candidates = list::table(&items, false).lines().skip(1).map(str::to_owned).collect();
            Err(Error::Ambiguous { noun: P::Item::NOUN, wanted: wanted.to_owned(), candidates, decide })
        }
    }
}
