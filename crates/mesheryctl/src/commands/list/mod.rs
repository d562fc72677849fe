//! What all lists share: their flags, paging, and the formats they are printed in.
//!
//! On a terminal a list stops after each page; anywhere else, and in formats for machines, everything is
//! printed at once unless a page was asked for.

mod flags;
mod item;

use meshery_client::{Answer, ListQuery, PageSize};

use crate::env::Env;
use crate::error::Error;
use crate::output::{self, Format, Outcome};

pub use flags::{ListFlags, at_least_one};
pub use item::{Detail, Item, Page, candidates, table};

/// Items on a page unless told otherwise.
const PAGE_SIZE: usize = 10;

/// Prints a list. `fetch` asks for one page.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn show<P: Page>(
    flags: &ListFlags,
    env: &Env,
    fetch: impl Fn(ListQuery) -> Result<Answer<P>, meshery_client::Error>,
) -> Result<Outcome, Error> {
    let query = query(flags, env);
    let answer = fetch(query.clone())?;
    let page = answer.read()?;
    let total = page.envelope().total_count;
    if flags.count {
        return Ok(count::<P>(flags.output.format, total));
    }
    let outcome = match flags.output.format {
        Format::Json => Outcome::json(&answer.json()?),
        Format::Yaml => Outcome::yaml(&answer.json()?),
        Format::Name => Outcome::text(lines(page.items().iter().map(Item::name))),
        Format::Table | Format::Wide if total == 0 => Outcome::default(),
        Format::Table | Format::Wide => {
            env.note(&total_line::<P>(total));
            if is_stepwise(flags, env) {
                return steps(flags, env, page, query, fetch);
            }
            Outcome::text(table(page.items(), is_wide(flags.output.format, env)))
        }
    };
    Ok(with_remarks(outcome, &query, &page))
}

/// Tells whether all columns are shown.
pub fn is_wide(format: Format, env: &Env) -> bool {
    format == Format::Wide || env.is_verbose()
}

/// Writes one line for each text.
pub fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.flat_map(|text| [text, "\n".to_owned()]).collect()
}

/// Asks for one page when one was named or a person is reading, else for everything.
fn query(flags: &ListFlags, env: &Env) -> ListQuery {
    let names_page = flags.page.is_some() || flags.page_size.is_some();
    let page_size = match flags.page_size {
        _ if flags.count => PageSize::Rows(1),
        Some(rows) => PageSize::Rows(rows),
        None if names_page || is_stepwise(flags, env) => PageSize::Rows(PAGE_SIZE),
        None => PageSize::All,
    };
    let page = if flags.count { 0 } else { flags.page.unwrap_or(1) - 1 };
    ListQuery { page, page_size, search: flags.search.clone(), order: flags.sort.clone() }
}

/// Tells whether a person reads page after page.
fn is_stepwise(flags: &ListFlags, env: &Env) -> bool {
    let names_page = flags.page.is_some() || flags.page_size.is_some();
    flags.output.format.is_table() && !flags.all && !flags.count && !names_page && env.is_interactive()
}

/// Prints page after page until the last one, which is left over.
fn steps<P: Page>(
    flags: &ListFlags,
    env: &Env,
    first: P,
    mut query: ListQuery,
    fetch: impl Fn(ListQuery) -> Result<Answer<P>, meshery_client::Error>,
) -> Result<Outcome, Error> {
    let mut page = first;
    loop {
        let text = table(page.items(), is_wide(flags.output.format, env));
        let shown = query.page * PAGE_SIZE + page.items().len();
        if page.items().is_empty() || shown >= page.envelope().total_count {
            return Ok(Outcome::text(text));
        }
        if output::print(text.as_bytes()).is_err() || !env.ask("Enter for more, q to stop: ")?.is_empty() {
            return Ok(Outcome::default());
        }
        query.page += 1;
        page = fetch(query.clone())?.read()?;
    }
}

fn count<P: Page>(format: Format, total: usize) -> Outcome {
    match format {
        Format::Table | Format::Wide => Outcome::text(total_line::<P>(total) + "\n"),
        Format::Json | Format::Yaml | Format::Name => Outcome::text(format!("{total}\n")),
    }
}

fn total_line<P: Page>(total: usize) -> String {
    format!("Total number of {}s: {total}", P::Item::NOUN)
}

/// Says what the list itself does not: which page this is, that nothing was found, or that more is there.
fn with_remarks<P: Page>(outcome: Outcome, query: &ListQuery, page: &P) -> Outcome {
    let (shown, total) = (page.items().len(), page.envelope().total_count);
    match query.page_size {
        _ if total == 0 => outcome.with_note(format!("No {}s were found.", P::Item::NOUN)),
        PageSize::Rows(rows) => {
            outcome.with_note(format!("Page: {} of {}", query.page + 1, total.div_ceil(rows)))
        }
        PageSize::All if shown < total => outcome.with_note(format!(
            "The server gives only the first {shown} of {total} on one page: ask for others with --page."
        )),
        PageSize::All => outcome,
    }
}
