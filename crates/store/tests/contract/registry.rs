//! Imported packages, the texts they share, and what was decided about entities.

use meshery_model::ModelId;
use meshery_store::{Error, PackageRecord, StatusRecord, TextDigest, TextRecord};
use uuid::Uuid;

use crate::{TestStore, at, store, user_id};

fn id(number: u128) -> ModelId {
    ModelId(Uuid::from_u128(number))
}

fn package(number: u128, hash: u8, second: i64) -> PackageRecord {
    PackageRecord {
        id: id(number),
        name: format!("model-{number}"),
        registrant: "github".to_owned(),
        model_version: "v1".to_owned(),
        definition_version: "v1.0.0".to_owned(),
        content_hash: [hash; 32],
        source: "package.tar".to_owned(),
        added_by: user_id(1),
        added_at: at(second),
        updated_at: at(second),
        document: vec![hash; 100],
    }
}

fn text(key: u8, references: &[(&str, u8)]) -> TextRecord {
    TextRecord {
        key: [key; 32],
        text_bytes: 1000,
        references: references.iter().map(|(name, key)| ((*name).to_owned(), [*key; 32])).collect(),
        frame: vec![key; 50],
    }
}

async fn put(store: &TestStore, package: &PackageRecord, texts: &[TextRecord]) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    for text in texts {
        unit.add_registry_text(text).await?;
    }
    let keys: Vec<TextDigest> = texts.iter().map(|text| text.key).collect();
    unit.put_registry_package(package, &keys).await?;
    unit.remove_unused_registry_texts().await?;
    unit.commit().await
}

async fn keys(store: &TestStore) -> Result<Vec<u8>, Error> {
    let mut keys: Vec<u8> =
        store.read().await?.registry_texts().await?.iter().map(|text| text.key[0]).collect();
    keys.sort_unstable();
    Ok(keys)
}

#[tokio::test]
async fn packages_come_back_in_the_order_of_their_adding_also_after_reopening() -> Result<(), Error> {
    let store = store().await;
    let (first, second) = (package(7, 1, 10), package(3, 2, 20));
    put(&store, &first, &[text(1, &[("Meta", 2)]), text(2, &[])]).await?;
    put(&store, &second, &[text(2, &[])]).await?;
    let store = store.reopen().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.registry_packages().await?, [first.clone(), second]);
    assert_eq!(reader.registry_package_hashes().await?, [(id(7), [1; 32]), (id(3), [2; 32])]);
    assert_eq!(reader.lookup_registry_package(id(7)).await?, Some(first));
    assert_eq!(reader.lookup_registry_package(id(9)).await?, None);
    let mut texts = reader.registry_texts_of(id(7)).await?;
    texts.sort_by_key(|text| text.key);
    assert_eq!(texts, [text(1, &[("Meta", 2)]), text(2, &[])]);
    Ok(())
}

#[tokio::test]
async fn a_package_put_again_keeps_who_added_it_and_drops_texts_nothing_needs() -> Result<(), Error> {
    let store = store().await;
    put(&store, &package(1, 1, 10), &[text(1, &[]), text(2, &[])]).await?;
    let changed = PackageRecord { added_by: user_id(2), ..package(1, 5, 99) };
    put(&store, &changed, &[text(2, &[]), text(3, &[])]).await?;
    let stored = store.read().await?.lookup_registry_package(id(1)).await?.expect("package");
    assert_eq!((stored.added_by, stored.added_at), (user_id(1), at(10)));
    assert_eq!((stored.updated_at, stored.content_hash), (at(99), [5; 32]));
    assert_eq!(keys(&store).await?, [2, 3]);
    Ok(())
}

#[tokio::test]
async fn a_removed_package_takes_only_its_own_texts_along() -> Result<(), Error> {
    let store = store().await;
    put(&store, &package(1, 1, 10), &[text(1, &[]), text(2, &[])]).await?;
    put(&store, &package(2, 2, 20), &[text(2, &[])]).await?;
    let mut unit = store.begin().await?;
    assert!(unit.remove_registry_package(id(1)).await?);
    assert!(!unit.remove_registry_package(id(1)).await?);
    unit.remove_unused_registry_texts().await?;
    unit.commit().await?;
    assert_eq!(keys(&store).await?, [2]);
    assert_eq!(store.read().await?.registry_packages().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn what_is_not_committed_did_not_happen() -> Result<(), Error> {
    let store = store().await;
    let mut unit = store.begin().await?;
    unit.add_registry_text(&text(1, &[])).await?;
    unit.put_registry_package(&package(1, 1, 10), &[[1; 32]]).await?;
    drop(unit);
    let mut reader = store.read().await?;
    assert_eq!(reader.registry_packages().await?, []);
    assert_eq!(reader.registry_texts().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_last_decision_about_an_entity_counts() -> Result<(), Error> {
    let store = store().await;
    let decided = |status: &str, second| StatusRecord {
        id: Uuid::from_u128(4),
        status: status.to_owned(),
        changed_by: user_id(1),
        changed_at: at(second),
    };
    let mut unit = store.begin().await?;
    unit.set_registry_status(&decided("ignored", 1)).await?;
    unit.set_registry_status(&decided("enabled", 2)).await?;
    unit.commit().await?;
    assert_eq!(store.read().await?.registry_statuses().await?, [decided("enabled", 2)]);
    Ok(())
}
