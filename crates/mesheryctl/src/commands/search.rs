//! What all searches share: their flags, and the table of the best hits of every kind.

use clap::Args;
use meshery_api::registry::SearchResult;
use meshery_client::EntityType;
use serde_json::json;

use super::list::{self, Detail, Item};
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome};

/// Most hits that the server returns.
const MOST: usize = 100;
/// Hits on a page unless told otherwise.
const PAGE_SIZE: usize = 20;

/// Flags of every search.
#[derive(Clone, Debug, Args)]
pub struct SearchFlags {
    /// Page to print, counted from 1; the best hundred hits can be seen
    #[arg(short, long, value_name = "N", value_parser = list::at_least_one)]
    page: Option<usize>,
    /// Hits on a page [default: 20]
    #[arg(id = "pagesize", short = 's', long, value_name = "N", value_parser = list::at_least_one)]
    page_size: Option<usize>,
    /// Print only how many hits there are
    #[arg(short, long)]
    count: bool,
    #[command(flatten)]
    output: FormatFlag,
}

/// Prints the best hits; those of one model, if it is given.
///
/// # Errors
/// When the server can't be reached or refuses, or a page beyond the best hits is asked for.
pub fn show(
    text: &str,
    entity: EntityType,
    model: Option<&str>,
    flags: &SearchFlags,
    env: &Env,
) -> Result<Outcome, Error> {
    let (page, size) = (flags.page.unwrap_or(1), flags.page_size.unwrap_or(PAGE_SIZE));
    let first = (page - 1).saturating_mul(size);
    if first >= MOST {
        let message = format!("a search shows the best {MOST} hits, page {page} lies beyond them");
        return Err(Error::Argument { message });
    }
    let limit = if model.is_some() { MOST } else { MOST.min(first + size) };
    let answer = env.client()?.registry().search(text, &[entity], limit)?;
    let found = answer.read()?;
    let is_meant = |hit: &SearchResult| model.is_none_or(|model| hit.model.name.eq_ignore_ascii_case(model));
    let fitting: Vec<usize> = found
        .results
        .iter()
        .enumerate()
        .filter(|(_, hit)| is_meant(hit))
        .map(|(position, _)| position)
        .collect();
    let total = if model.is_some() { fitting.len() } else { found.total_count };
    if flags.count {
        return Ok(Outcome::text(match flags.output.format {
            Format::Table | Format::Wide => format!("Total number of {}s: {total}\n", entity.as_str()),
            Format::Json | Format::Yaml | Format::Name => format!("{total}\n"),
        }));
    }
    let shown: Vec<usize> = fitting.into_iter().skip(first).take(size).collect();
    let hits: Vec<SearchResult> =
        shown.iter().filter_map(|position| found.results.get(*position)).cloned().collect();
    let document = || -> Result<_, Error> {
        let whole = answer.json()?;
        let results: Vec<_> = shown.iter().map(|position| &whole["results"][*position]).collect();
        Ok(json!({"results": results, "totalCount": total}))
    };
    let outcome = match flags.output.format {
        Format::Json => Outcome::json(&document()?),
        Format::Yaml => Outcome::yaml(&document()?),
        Format::Name => Outcome::text(list::lines(hits.iter().map(Item::name))),
        Format::Table | Format::Wide if hits.is_empty() => Outcome::default(),
        format => Outcome::text(list::table(&hits, list::is_wide(format, env))),
    };
    Ok(match (hits.len(), total) {
        (0, _) => outcome.with_note(format!("No {}s were found.", entity.as_str())),
        (shown, total) if shown < total => {
            outcome.with_note(format!("These are hits {} to {} of {total}.", first + 1, first + shown))
        }
        _ => outcome,
    })
}

impl Item for SearchResult {
    const NOUN: &'static str = "hit";
    const COLUMNS: &'static [&'static str] = &["entity", "kind", "model", "api version"];
    const WIDE_COLUMNS: &'static [&'static str] = &["display name", "model version", "id"];

    fn cells(&self, _detail: Detail) -> Vec<String> {
        let version = self.api_version.clone().unwrap_or_default();
        vec![self.entity_type.clone(), self.name.clone(), self.model.name.clone(), version]
    }

    fn wide_cells(&self) -> Vec<String> {
        vec![self.display_name.clone(), self.model.version.clone(), self.id()]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn name(&self) -> String {
        self.name.clone()
    }
}
