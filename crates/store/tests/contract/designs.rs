//! Designs, their history, and who may see them.

use meshery_model::DesignId;
use meshery_store::{DesignFilter, DesignRecord, DesignSort, Direction, Error, NewDesign, Page};
use uuid::Uuid;

use crate::{FIRST, TestStore, add, at, design, store, user_id, version, words};

fn id(number: u128) -> DesignId {
    DesignId(Uuid::from_u128(number))
}

#[tokio::test]
async fn what_was_added_is_found_again() -> Result<(), Error> {
    let store = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    let mut reader = store.read().await?;
    let record = reader.lookup_design(id(7)).await?.expect("design");
    assert_eq!((record.name.as_str(), record.revision, record.component_count), ("guestbook", 1, 2));
    assert_eq!(record.created_at, at(100));
    assert_eq!(reader.design_document(record.id).await?.as_deref(), Some("{}"));
    assert_eq!(reader.design_source(record.id).await?.as_deref(), Some(b"kind: Pod\r\n".as_slice()));
    Ok(())
}

#[tokio::test]
async fn every_version_is_kept() -> Result<(), Error> {
    let store = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    let id = id(7);
    let mut unit = store.begin().await?;
    let record = unit.add_design_version(id, version("renamed", r#"{"a":1}"#, 200)).await?.expect("design");
    unit.commit().await?;
    assert_eq!((record.name.as_str(), record.revision), ("renamed", 2));
    let mut reader = store.read().await?;
    assert_eq!(reader.design_document(id).await?.as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(reader.design_document_at(id, 1).await?.as_deref(), Some("{}"));
    let revisions: Vec<_> =
        reader.design_versions(id).await?.iter().map(|version| version.revision).collect();
    assert_eq!(revisions, [2, 1]);
    Ok(())
}

#[tokio::test]
async fn removing_takes_the_history_along() -> Result<(), Error> {
    let store = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    let id = id(7);
    let mut unit = store.begin().await?;
    assert!(unit.remove_design(id).await?);
    assert!(!unit.remove_design(id).await?);
    assert_eq!(unit.add_design_version(id, version("x", "{}", 1)).await?, None);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.design_document(id).await?, None);
    assert_eq!(reader.design_source(id).await?, None);
    Ok(())
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() -> Result<(), Error> {
    let store = store().await;
    for (number, name) in [(1, "beta"), (2, "Alpha"), (3, "gamma 100%"), (4, "alpha")] {
        add(&store, design(number, name, i64::try_from(number).expect("small") * 10)).await?;
    }
    let mut other = design(5, "foreign", 500);
    other.owner = user_id(2);
    add(&store, other).await?;

    let mut reader = store.read().await?;
    let all = DesignFilter { owner: user_id(1), ..DesignFilter::default() };
    assert_eq!(reader.count_designs(&all).await?, 4);
    let names = |records: Vec<DesignRecord>| -> Vec<String> {
        records.into_iter().map(|record| record.name).collect()
    };
    let (by_name, total) = reader.list_designs(&all, DesignSort::Name, Direction::Ascending, FIRST).await?;
    assert_eq!(total, 4);
    assert_eq!(names(by_name), ["Alpha", "alpha", "beta", "gamma 100%"]);
    let (newest, _) = reader.list_designs(&all, DesignSort::UpdatedAt, Direction::Descending, FIRST).await?;
    assert_eq!(names(newest), ["alpha", "gamma 100%", "Alpha", "beta"]);
    let second = Page { number: 1, size: 3 };
    let (page, total) =
        reader.list_designs(&all, DesignSort::CreatedAt, Direction::Ascending, second).await?;
    assert_eq!((names(page), total), (vec!["alpha".to_owned()], 4));
    let beyond = Page { number: 9, size: 3 };
    let (page, total) =
        reader.list_designs(&all, DesignSort::CreatedAt, Direction::Ascending, beyond).await?;
    assert_eq!((page.len(), total), (0, 4), "a page beyond the end still knows the end");

    let percent = DesignFilter { search: Some("100%".to_owned()), ..all.clone() };
    let (found, _) = reader.list_designs(&percent, DesignSort::Name, Direction::Ascending, FIRST).await?;
    assert_eq!(names(found), ["gamma 100%"]);
    let none = DesignFilter { visibility: vec!["published".to_owned()], ..all.clone() };
    assert_eq!(reader.count_designs(&none).await?, 0);
    let late = DesignFilter { updated_after: Some(at(20)), ..all };
    assert_eq!(reader.count_designs(&late).await?, 2);
    Ok(())
}

/// Adds private designs 1 and 4 of user 1 and 2 of user 2, and public 3 and published 5 of user 2.
async fn designs_of_two(store: &TestStore) -> Result<(), Error> {
    let all =
        [(1, 1, "private"), (2, 2, "private"), (3, 2, "public"), (4, 1, "private"), (5, 2, "published")];
    for (number, owner, visibility) in all {
        let owner = user_id(owner);
        let name = format!("design {number}");
        let new = design(number, &name, i64::try_from(number).expect("small"));
        add(store, NewDesign { owner, visibility: visibility.to_owned(), ..new }).await?;
    }
    Ok(())
}

/// Lists what a filter lets through by name, and checks that counting agrees.
async fn listed(store: &TestStore, filter: &DesignFilter) -> Result<Vec<u128>, Error> {
    let mut reader = store.read().await?;
    let (found, total) = reader.list_designs(filter, DesignSort::Name, Direction::Ascending, FIRST).await?;
    assert_eq!((found.len(), reader.count_designs(filter).await?), (total, total));
    Ok(found.iter().map(|record| record.id.0.as_u128()).collect())
}

#[tokio::test]
async fn designs_of_others_are_listed_if_everybody_may_see_them() -> Result<(), Error> {
    let store = store().await;
    designs_of_two(&store).await?;
    let own = DesignFilter { owner: user_id(1), ..DesignFilter::default() };
    assert_eq!(listed(&store, &own).await?, [1, 4]);
    let shared = DesignFilter { shared: true, ..own.clone() };
    assert_eq!(listed(&store, &shared).await?, [1, 3, 4, 5]);
    let stranger = DesignFilter { owner: user_id(9), ..shared.clone() };
    assert_eq!(listed(&store, &stranger).await?, [3, 5]);
    Ok(())
}

#[tokio::test]
async fn no_other_filter_shows_what_others_keep_to_themselves() -> Result<(), Error> {
    let store = store().await;
    designs_of_two(&store).await?;
    let shared = DesignFilter { owner: user_id(1), shared: true, ..DesignFilter::default() };
    let visibility = |visibility| DesignFilter { visibility: words(visibility), ..shared.clone() };
    assert_eq!(listed(&store, &visibility(&["private"])).await?, [1, 4]);
    assert_eq!(listed(&store, &visibility(&["private", "published"])).await?, [1, 4, 5]);
    assert_eq!(listed(&store, &visibility(&["public"])).await?, [3]);
    let search = |text: &str| DesignFilter { search: Some(text.to_owned()), ..shared.clone() };
    assert_eq!(listed(&store, &search("DESIGN")).await?, [1, 3, 4, 5]);
    assert_eq!(listed(&store, &search("design 2")).await?, [0_u128; 0]);
    let late = DesignFilter { updated_after: Some(at(1)), ..shared.clone() };
    assert_eq!(listed(&store, &late).await?, [3, 4, 5]);
    Ok(())
}

#[tokio::test]
async fn visibility_changes_without_a_new_version() -> Result<(), Error> {
    let store = store().await;
    designs_of_two(&store).await?;
    let before = store.read().await?.lookup_design(id(2)).await?.expect("design");
    let mut unit = store.begin().await?;
    assert!(unit.set_design_visibility(id(2), "public").await?);
    assert!(!unit.set_design_visibility(id(9), "public").await?);
    unit.commit().await?;
    let after = store.read().await?.lookup_design(id(2)).await?.expect("design");
    assert_eq!(after, DesignRecord { visibility: "public".to_owned(), ..before });
    let shared = DesignFilter { owner: user_id(1), shared: true, ..DesignFilter::default() };
    assert_eq!(listed(&store, &shared).await?, [1, 2, 3, 4, 5]);

    let mut unit = store.begin().await?;
    let saved = unit.add_design_version(id(2), version("design 2", "[]", 50)).await?.expect("design");
    assert_eq!((saved.visibility.as_str(), saved.revision), ("public", 2), "a new version keeps it");
    assert!(unit.set_design_visibility(id(2), "private").await?);
    unit.commit().await?;
    assert_eq!(listed(&store, &shared).await?, [1, 3, 4, 5]);
    Ok(())
}

#[tokio::test]
async fn a_design_is_added_once() -> Result<(), Error> {
    let store = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    add(&store, design(7, "again", 200)).await.expect_err("twice");
    let record = store.read().await?.lookup_design(id(7)).await?.expect("design");
    assert_eq!((record.name.as_str(), record.revision), ("guestbook", 1));
    Ok(())
}
