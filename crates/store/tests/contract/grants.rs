//! Secrets that are good once, and programs that wait for a person.

use meshery_store::{DeviceRecord, Error, GrantRecord};

use crate::{TestStore, at, store, store_with, user, user_id};

/// A secret with digest `[n; 32]` that ends at second 100.
fn grant(number: u8, purpose: &'static str) -> GrantRecord {
    GrantRecord { digest: [number; 32], purpose, payload: vec![0, 255, number], expires_at: at(100) }
}

/// A program with digest `[n; 32]` that waits until second 100.
fn device(number: u8, user_code: &str) -> DeviceRecord {
    DeviceRecord {
        digest: [number; 32],
        user_code: user_code.to_owned(),
        client: "mesheryctl on ada's \"engine\"".to_owned(),
        approved: None,
        user: None,
        created_at: at(10),
        expires_at: at(100),
        polled_at: None,
    }
}

async fn add_grants(store: &TestStore, grants: &[GrantRecord]) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    for grant in grants {
        unit.add_grant(grant).await?;
    }
    unit.commit().await
}

async fn add_devices(store: &TestStore, devices: &[DeviceRecord]) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    for device in devices {
        unit.add_device(device).await?;
    }
    unit.commit().await
}

async fn take(
    store: &TestStore,
    number: u8,
    purpose: &'static str,
    second: i64,
) -> Result<Option<Vec<u8>>, Error> {
    let mut unit = store.begin().await?;
    let payload = unit.take_grant([number; 32], purpose, at(second)).await?;
    unit.commit().await?;
    Ok(payload)
}

#[tokio::test]
async fn a_secret_is_good_once() -> Result<(), Error> {
    let store = store().await;
    add_grants(&store, &[grant(1, "flow"), grant(2, "flow")]).await?;
    assert_eq!(take(&store, 9, "flow", 50).await?, None);
    assert_eq!(take(&store, 1, "flow", 50).await?, Some(vec![0, 255, 1]));
    assert_eq!(take(&store, 1, "flow", 50).await?, None);
    assert_eq!(take(&store, 2, "flow", 50).await?, Some(vec![0, 255, 2]));
    Ok(())
}

#[tokio::test]
async fn of_two_who_take_a_secret_at_once_one_gets_it() -> Result<(), Error> {
    let store = store().await;
    add_grants(&store, &[grant(1, "flow")]).await?;
    let (one, other) = tokio::join!(take(&store, 1, "flow", 50), take(&store, 1, "flow", 50));
    assert_ne!(one?.is_some(), other?.is_some());
    Ok(())
}

#[tokio::test]
async fn the_wrong_purpose_gets_and_removes_nothing() -> Result<(), Error> {
    let store = store().await;
    add_grants(&store, &[grant(1, "code")]).await?;
    for purpose in ["flow", "Code", "", "cod"] {
        assert_eq!(take(&store, 1, purpose, 50).await?, None, "{purpose}");
    }
    assert_eq!(store.read().await?.count_grants().await?, 1);
    assert!(take(&store, 1, "code", 50).await?.is_some());
    Ok(())
}

#[tokio::test]
async fn a_secret_that_is_over_gives_nothing() -> Result<(), Error> {
    let store = store().await;
    add_grants(&store, &[grant(1, "flow"), grant(2, "flow"), grant(3, "flow")]).await?;
    assert_eq!(take(&store, 1, "flow", 100).await?, None, "the end is over");
    assert_eq!(take(&store, 2, "flow", 999).await?, None);
    assert!(take(&store, 3, "flow", 99).await?.is_some());
    Ok(())
}

#[tokio::test]
async fn secrets_and_devices_are_counted_together() -> Result<(), Error> {
    let store = store().await;
    assert_eq!(store.read().await?.count_grants().await?, 0);
    add_grants(&store, &[grant(1, "flow"), grant(2, "code")]).await?;
    add_devices(&store, &[device(1, "AAAA")]).await?;
    assert_eq!(store.read().await?.count_grants().await?, 3);
    assert!(take(&store, 2, "code", 50).await?.is_some());
    assert_eq!(store.read().await?.count_grants().await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_digest_is_there_once() -> Result<(), Error> {
    let store = store().await;
    add_grants(&store, &[grant(1, "flow")]).await?;
    add_grants(&store, &[grant(1, "code")]).await.expect_err("the digest is taken");
    assert!(take(&store, 1, "flow", 50).await?.is_some());
    add_devices(&store, &[device(1, "AAAA")]).await?;
    add_devices(&store, &[device(1, "BBBB")]).await.expect_err("the digest is taken");
    add_devices(&store, &[device(2, "AAAA")]).await.expect_err("the code is taken");
    assert_eq!(store.read().await?.count_grants().await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_device_is_found_by_both_codes() -> Result<(), Error> {
    let store = store().await;
    let (one, other) = (device(1, "AAAA"), device(2, "BBBB"));
    add_devices(&store, &[one.clone(), other.clone()]).await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.device_by_user_code("AAAA").await?.as_ref(), Some(&one));
    assert_eq!(reader.device_by_digest([1; 32]).await?.as_ref(), Some(&one));
    assert_eq!(reader.device_by_digest([2; 32]).await?.as_ref(), Some(&other));
    assert_eq!(reader.device_by_user_code("AAA").await?, None);
    assert_eq!(reader.device_by_digest([3; 32]).await?, None);
    Ok(())
}

#[tokio::test]
async fn what_a_person_decides_about_a_device_is_kept() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada")]).await?;
    add_devices(&store, &[device(1, "AAAA"), device(2, "BBBB")]).await?;
    let polled = DeviceRecord { polled_at: Some(at(20)), ..device(1, "AAAA") };
    let refused = DeviceRecord { approved: Some(false), ..polled.clone() };
    let approved = DeviceRecord { approved: Some(true), user: Some(user_id(1)), ..polled.clone() };
    for next in [polled, refused, approved] {
        let mut unit = store.begin().await?;
        unit.update_device(&next).await?;
        unit.update_device(&device(9, "none")).await?;
        unit.commit().await?;
        let mut reader = store.read().await?;
        assert_eq!(reader.device_by_digest([1; 32]).await?, Some(next));
        assert_eq!(reader.device_by_digest([2; 32]).await?, Some(device(2, "BBBB")));
        assert_eq!(reader.device_by_digest([9; 32]).await?, None);
    }
    Ok(())
}

#[tokio::test]
async fn a_device_goes_with_who_let_it_in() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada")]).await?;
    let approved = DeviceRecord { approved: Some(true), user: Some(user_id(1)), ..device(1, "AAAA") };
    add_devices(&store, &[approved, device(2, "BBBB"), device(3, "CCCC")]).await?;
    let mut unit = store.begin().await?;
    assert!(unit.remove_user(user_id(1)).await?);
    unit.remove_device([3; 32]).await?;
    unit.remove_device([9; 32]).await?;
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.device_by_digest([1; 32]).await?, None);
    assert!(reader.device_by_digest([2; 32]).await?.is_some());
    assert_eq!(reader.device_by_user_code("CCCC").await?, None);
    Ok(())
}
