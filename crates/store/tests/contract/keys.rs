//! Settings, signing keys, and everything that is sealed.

use meshery_model::SessionId;
use meshery_store::{
    Error, GrantRecord, SealedPlace, SealedValue, SessionKind, SessionRecord, SigningKeyRecord,
};
use uuid::Uuid;

use crate::{TestStore, at, store, store_with, user, user_id};

/// A key whose secret bytes are sealed as its id.
fn key(id: &str, second: i64) -> SigningKeyRecord {
    SigningKeyRecord {
        id: id.to_owned(),
        public: [255; 32],
        sealed: id.as_bytes().to_vec(),
        created_at: at(second),
        retired_at: None,
    }
}

fn retired(key: SigningKeyRecord, second: i64) -> SigningKeyRecord {
    SigningKeyRecord { retired_at: Some(at(second)), ..key }
}

async fn add_keys(store: &TestStore, keys: &[SigningKeyRecord]) -> Result<(), Error> {
    for key in keys {
        let mut unit = store.begin().await?;
        unit.add_signing_key(key).await?;
        unit.commit().await?;
    }
    Ok(())
}

fn session(number: u128, held: Option<&[u8]>) -> SessionRecord {
    SessionRecord {
        id: SessionId(Uuid::from_u128(number)),
        user: user_id(1),
        kind: SessionKind::Browser,
        name: String::new(),
        scopes: Vec::new(),
        provider: "corporate".to_owned(),
        held: held.map(<[u8]>::to_vec),
        created_at: at(1),
        expires_at: at(100),
        used_at: None,
    }
}

/// Two sealed values in each place, and a session that holds nothing.
async fn store_with_secrets() -> Result<TestStore, Error> {
    let store = store_with(&[user(1, "ada")]).await?;
    add_keys(&store, &[key("first", 10), key("second", 20)]).await?;
    let mut unit = store.begin().await?;
    unit.add_session(&session(1, Some(b"first"))).await?;
    unit.add_session(&session(2, Some(b"second"))).await?;
    unit.add_session(&session(3, None)).await?;
    for (number, payload) in [(1, "first"), (2, "second")] {
        let payload = payload.as_bytes().to_vec();
        let digest = [number; 32];
        unit.add_grant(&GrantRecord { digest, purpose: "flow", payload, expires_at: at(100) }).await?;
    }
    unit.commit().await?;
    Ok(store)
}

/// Returns what is sealed in a place, in the order of the values.
async fn sealed(store: &TestStore, place: SealedPlace) -> Result<Vec<Vec<u8>>, Error> {
    let values = store.read().await?.sealed_values(place).await?;
    let mut values: Vec<_> = values.into_iter().map(|sealed| sealed.value).collect();
    values.sort();
    Ok(values)
}

#[tokio::test]
async fn settings_are_overwritten() -> Result<(), Error> {
    let store = store().await;
    assert_eq!(store.read().await?.setting("issuer").await?, None);
    let mut unit = store.begin().await?;
    unit.save_setting("issuer", "one").await?;
    unit.save_setting("other", "").await?;
    unit.save_setting("issuer", "two").await?;
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.setting("issuer").await?.as_deref(), Some("two"));
    assert_eq!(reader.setting("other").await?.as_deref(), Some(""));
    assert_eq!(reader.setting("Issuer").await?, None);
    Ok(())
}

#[tokio::test]
async fn a_new_signing_key_retires_all_others() -> Result<(), Error> {
    let store = store().await;
    assert!(store.read().await?.signing_keys().await?.is_empty());
    add_keys(&store, &[key("b", 10)]).await?;
    assert!(store.read().await?.signing_keys().await? == [key("b", 10)]);
    add_keys(&store, &[key("c", 20), key("a", 30)]).await?;
    let keys = store.read().await?.signing_keys().await?;
    assert!(keys == [key("a", 30), retired(key("c", 20), 30), retired(key("b", 10), 20)], "{keys:?}");
    Ok(())
}

#[tokio::test]
async fn a_signing_key_that_is_there_is_not_added_and_retires_none() -> Result<(), Error> {
    let store = store().await;
    add_keys(&store, &[key("a", 10)]).await?;
    add_keys(&store, &[key("a", 20)]).await.expect_err("twice");
    assert!(store.read().await?.signing_keys().await? == [key("a", 10)]);
    Ok(())
}

#[tokio::test]
async fn retired_signing_keys_are_removed_and_never_the_current_one() -> Result<(), Error> {
    let store = store().await;
    add_keys(&store, &[key("a", 10), key("b", 20), key("c", 30)]).await?;
    for (before, left) in
        [(20, vec!["c", "b", "a"]), (21, vec!["c", "b"]), (30, vec!["c", "b"]), (999, vec!["c"])]
    {
        let mut unit = store.begin().await?;
        unit.remove_retired_keys(at(before)).await?;
        unit.commit().await?;
        let keys = store.read().await?.signing_keys().await?;
        assert_eq!(keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), left, "before {before}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_sealed_is_listed_in_each_place() -> Result<(), Error> {
    let empty = store().await;
    let store = store_with_secrets().await?;
    for place in SealedPlace::ALL {
        assert!(empty.read().await?.sealed_values(place).await?.is_empty(), "{place:?}");
        assert_eq!(sealed(&store, place).await?, [b"first".to_vec(), b"second".to_vec()], "{place:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_sealed_is_replaced_in_its_row_only() -> Result<(), Error> {
    for place in SealedPlace::ALL {
        let store = store_with_secrets().await?;
        let values = store.read().await?.sealed_values(place).await?;
        let second = values.into_iter().find(|sealed| sealed.value == b"second").expect("listed");
        let mut unit = store.begin().await?;
        unit.replace_sealed(place, &SealedValue { value: vec![0, 255], ..second }).await?;
        let none = SealedValue { row: vec![9; 16], value: vec![9] };
        unit.replace_sealed(place, &none).await?;
        unit.commit().await?;
        for other in SealedPlace::ALL {
            let expected = if other == place {
                [vec![0, 255], b"first".to_vec()]
            } else {
                [b"first".to_vec(), b"second".to_vec()]
            };
            assert_eq!(sealed(&store, other).await?, expected, "{place:?} was replaced, {other:?} looked at");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_was_replaced_is_read_by_who_uses_it() -> Result<(), Error> {
    let store = store_with_secrets().await?;
    let mut unit = store.begin().await?;
    for place in SealedPlace::ALL {
        for sealed in unit.sealed_values(place).await? {
            let value = [b"again ", sealed.value.as_slice()].concat();
            unit.replace_sealed(place, &SealedValue { value, ..sealed }).await?;
        }
    }
    unit.commit().await?;
    let mut unit = store.begin().await?;
    let again =
        |id, second| SigningKeyRecord { sealed: format!("again {id}").into_bytes(), ..key(id, second) };
    assert!(unit.signing_keys().await? == [again("second", 20), retired(again("first", 10), 20)]);
    let one = SessionId(Uuid::from_u128(1));
    assert!(unit.lookup_session(one).await? == Some(session(1, Some(b"again first"))));
    let none = SessionId(Uuid::from_u128(3));
    assert!(unit.lookup_session(none).await? == Some(session(3, None)));
    assert_eq!(unit.take_grant([2; 32], "flow", at(50)).await?, Some(b"again second".to_vec()));
    Ok(())
}
