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
/// When no item fits, or more than one and nobody can be asked.
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
    let items: Vec<_> = fitting.iter().map(|(_, item)| (*item).clone()).collect();
    let chosen = choose(env, &items, wanted, decide)?;
    let (position, item) = fitting[chosen];
    let mut document = answer.json()?;
    let value = document[P::MEMBER][position].take();
    Ok(show(flags, env, item.clone(), &value))
}

/// Returns the position of the only item, or of the one that a person picks. Never guesses.
///
/// # Errors
/// When there is no item, or more than one and nobody can be asked.
pub fn choose<I: Item>(env: &Env, items: &[I], wanted: &str, decide: &'static str) -> Result<usize, Error> {
    if items.is_empty() {
        return Err(Error::NotFound { noun: I::NOUN, wanted: wanted.to_owned() });
    }
    if items.len() == 1 {
        return Ok(0);
    }
    let candidates = list::candidates(items);
    if env.is_interactive() {
        let options: Vec<&str> = candidates.iter().map(String::as_str).collect();
        let question = format!("{} {}s fit `{wanted}`:", items.len(), I::NOUN);
        if let Some(chosen) = env.choose(&question, &options)? {
            return Ok(chosen);
        }
    }
    Err(Error::Ambiguous { noun: I::NOUN, wanted: wanted.to_owned(), candidates, decide })
}
