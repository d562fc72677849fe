//! Finds a design by what the user calls it: id, name, or the beginning of either.

use meshery_api::designs::Design;
use meshery_client::{Answer, Client, ListQuery};
use meshery_model::DesignId;

use crate::error::Error;

/// Shortest beginning of an id that is looked for: what lists show.
const SHORTEST_ID: usize = 8;

/// Returns the id of a design. Looks for, in this order: the whole id, the exact name, the name regardless of
/// case, the beginning of a name, the beginning of an id. Costs one request, two for the beginning of an id.
///
/// # Errors
/// When nothing fits, or more than one design fits equally well.
pub fn design_id(client: &Client, wanted: &str) -> Result<DesignId, Error> {
    if let Ok(id) = wanted.parse() {
        return Ok(id);
    }
    let query = ListQuery { search: Some(wanted.to_owned()), ..ListQuery::default() };
    let found = client.designs().list(&query)?.read()?.patterns;
    if let Some(design) = best_by_name(&found, wanted)? {
        return Ok(design.id);
    }
    if wanted.len() >= SHORTEST_ID && wanted.chars().all(|c| c.is_ascii_hexdigit() || c == '-') {
        let all = client.designs().list(&ListQuery::default())?.read()?.patterns;
        let wanted_id = wanted.to_ascii_lowercase();
        if let Some(design) = only(&all, wanted, |design| design.id.to_string().starts_with(&wanted_id))? {
            return Ok(design.id);
        }
    }
    Err(Error::NotFound { noun: "design", wanted: wanted.to_owned() })
}

/// Returns a design, with its document, by what the user calls it.
///
/// # Errors
/// When nothing fits, or more than one design fits equally well.
pub fn design(client: &Client, wanted: &str) -> Result<Answer<Design>, Error> {
    Ok(client.designs().get(design_id(client, wanted)?)?)
}

fn best_by_name<'a>(found: &'a [Design], wanted: &str) -> Result<Option<&'a Design>, Error> {
    let lower = wanted.to_lowercase();
    if let Some(design) = only(found, wanted, |design| design.name == wanted)? {
        return Ok(Some(design));
    }
    if let Some(design) = only(found, wanted, |design| design.name.to_lowercase() == lower)? {
        return Ok(Some(design));
    }
    only(found, wanted, |design| design.name.to_lowercase().starts_with(&lower))
}

fn only<'a>(
    designs: &'a [Design],
    wanted: &str,
    fits: impl Fn(&Design) -> bool,
) -> Result<Option<&'a Design>, Error> {
    let mut fitting = designs.iter().filter(|design| fits(design));
    let first = fitting.next();
    let others: Vec<_> = fitting.collect();
    if others.is_empty() {
        return Ok(first);
    }
    let label = |design: &Design| format!("{}  {}", design.id, design.name);
    let candidates = first.into_iter().chain(others).map(label).collect();
    Err(Error::Ambiguous { noun: "design", wanted: wanted.to_owned(), candidates, decide: "the id" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn designs(names: &[&str]) -> Vec<Design> {
        let design = |(number, name): (usize, &&str)| {
            serde_json::from_value(serde_json::json!({
                "id": format!("00000000-0000-4000-8000-00000000000{number}"),
                "name": name, "userId": "00000000-0000-4000-8000-000000000000", "visibility": "private",
                "designType": "Design", "version": "0.0.1", "revision": 1, "componentCount": 0,
                "relationshipCount": 0, "createdAt": "", "updatedAt": "",
            }))
        };
        names.iter().enumerate().map(design).collect::<Result<_, _>>().expect("designs")
    }

    fn best(names: &[&str], wanted: &str) -> Result<Option<String>, Error> {
        best_by_name(&designs(names), wanted).map(|design| design.map(|design| design.name.clone()))
    }

    #[test]
    fn an_exact_name_wins_over_a_longer_one() {
        let found = best(&["shop-2", "shop", "Shop"], "shop").expect("one");
        assert_eq!(found.as_deref(), Some("shop"));
        let found = best(&["shop-2", "Shop"], "shop").expect("one");
        assert_eq!(found.as_deref(), Some("Shop"));
        let found = best(&["Shop-2", "other shop"], "shop").expect("one");
        assert_eq!(found.as_deref(), Some("Shop-2"));
        assert_eq!(best(&["other shop"], "shop").expect("none"), None);
    }

    #[test]
    fn two_designs_of_one_name_are_listed() {
        let error = best(&["shop", "shop"], "shop").expect_err("two");
        let expected = "2 designs fit `shop`:\n  00000000-0000-4000-8000-000000000000  shop\n  00000000-0000-4000-8000-000000000001  shop";
        assert_eq!(error.to_string(), expected);
    }
}
