//! Sessions, and what is removed once it is over.

use meshery_model::SessionId;
use meshery_store::{DeviceRecord, Error, GrantRecord, InvitationRecord, Page, SessionKind, SessionRecord};
use uuid::Uuid;

use crate::{FIRST, TestStore, at, store_with, user, user_id, words};

fn id(number: u128) -> SessionId {
    SessionId(Uuid::from_u128(number))
}

/// A session that ends a hundred seconds after it began.
fn session(number: u128, owner: u128, kind: SessionKind, second: i64) -> SessionRecord {
    SessionRecord {
        id: id(number),
        user: user_id(owner),
        kind,
        name: format!("session {number}"),
        scopes: words(&["read designs", "é"]),
        provider: "corporate".to_owned(),
        held: Some(vec![0, 255, u8::try_from(number).expect("small")]),
        created_at: at(second),
        expires_at: at(second + 100),
        used_at: None,
    }
}

/// Users 1 and 2; sessions 1, 2, 3 and tokens 4, 5 of user 1, session 6 and token 7 of user 2.
async fn store_with_sessions() -> Result<TestStore, Error> {
    let store = store_with(&[user(1, "ada"), user(2, "blaise")]).await?;
    let mut unit = store.begin().await?;
    for (number, owner, kind, second) in [
        (2, 1, SessionKind::Cli, 20),
        (1, 1, SessionKind::Browser, 10),
        (3, 1, SessionKind::Browser, 20),
        (5, 1, SessionKind::Api, 50),
        (4, 1, SessionKind::Api, 40),
        (6, 2, SessionKind::Browser, 60),
        (7, 2, SessionKind::Api, 70),
    ] {
        unit.add_session(&session(number, owner, kind, second)).await?;
    }
    unit.commit().await?;
    Ok(store)
}

async fn listed(
    store: &TestStore,
    owner: u128,
    tokens: bool,
    second: i64,
    page: Page,
) -> Result<(Vec<u128>, usize), Error> {
    let (list, total) = store.read().await?.list_sessions(user_id(owner), tokens, at(second), page).await?;
    Ok((list.iter().map(|session| session.id.0.as_u128()).collect(), total))
}

/// Returns the numbers of all sessions that are there.
async fn there(store: &TestStore) -> Result<Vec<u128>, Error> {
    let mut reader = store.read().await?;
    let mut all = Vec::new();
    for number in 1..=7 {
        all.extend(reader.lookup_session(id(number)).await?.map(|_| number));
    }
    Ok(all)
}

#[tokio::test]
async fn a_session_is_found_again_whether_it_is_over_or_not() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada")]).await?;
    let browser = SessionRecord { held: None, ..session(1, 1, SessionKind::Browser, 10) };
    let cli = SessionRecord { scopes: Vec::new(), ..session(2, 1, SessionKind::Cli, 10) };
    let api = SessionRecord { used_at: Some(at(15)), ..session(3, 1, SessionKind::Api, 10) };
    let over = SessionRecord { expires_at: at(10), ..session(4, 1, SessionKind::Browser, 10) };
    let all = [browser, cli, api, over];
    let mut unit = store.begin().await?;
    for one in &all {
        unit.add_session(one).await?;
    }
    unit.commit().await?;
    let mut reader = store.read().await?;
    for one in all {
        assert!(reader.lookup_session(one.id).await?.as_ref() == Some(&one), "{one:?}");
    }
    assert!(reader.lookup_session(id(9)).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_session_belongs_to_a_user_and_goes_with_them() -> Result<(), Error> {
    let store = store_with_sessions().await?;
    let mut unit = store.begin().await?;
    unit.add_session(&session(9, 9, SessionKind::Cli, 10)).await.expect_err("no such user");
    drop(unit);
    let mut unit = store.begin().await?;
    unit.add_session(&session(1, 2, SessionKind::Cli, 10)).await.expect_err("twice");
    drop(unit);
    let mut unit = store.begin().await?;
    assert!(unit.remove_user(user_id(1)).await?);
    unit.commit().await?;
    assert_eq!(there(&store).await?, [6, 7]);
    Ok(())
}

#[tokio::test]
async fn tokens_and_other_sessions_are_listed_apart() -> Result<(), Error> {
    let store = store_with_sessions().await?;
    assert_eq!(listed(&store, 1, false, 100, FIRST).await?, (vec![3, 2, 1], 3));
    assert_eq!(listed(&store, 1, true, 100, FIRST).await?, (vec![5, 4], 2));
    assert_eq!(listed(&store, 2, false, 100, FIRST).await?, (vec![6], 1));
    assert_eq!(listed(&store, 3, true, 100, FIRST).await?, (vec![], 0));
    assert_eq!(listed(&store, 1, false, 110, FIRST).await?, (vec![3, 2], 2), "1 ended at 110");
    assert_eq!(listed(&store, 1, true, 145, FIRST).await?, (vec![5], 1));
    assert_eq!(listed(&store, 1, false, 100, Page { number: 1, size: 2 }).await?, (vec![1], 3));
    assert_eq!(listed(&store, 1, false, 100, Page { number: 9, size: 2 }).await?, (vec![], 3));
    let (tokens, _) = store.read().await?.list_sessions(user_id(2), true, at(100), FIRST).await?;
    assert!(tokens == [session(7, 2, SessionKind::Api, 70)]);
    Ok(())
}

#[tokio::test]
async fn a_used_session_lasts_longer() -> Result<(), Error> {
    let store = store_with_sessions().await?;
    let mut unit = store.begin().await?;
    unit.touch_session(id(1), at(105), at(500)).await?;
    unit.touch_session(id(9), at(105), at(500)).await?;
    unit.commit().await?;
    let touched = store.read().await?.lookup_session(id(1)).await?.expect("session");
    let before = session(1, 1, SessionKind::Browser, 10);
    assert!(touched == SessionRecord { used_at: Some(at(105)), expires_at: at(500), ..before });
    assert_eq!(listed(&store, 1, false, 400, FIRST).await?, (vec![1], 1));
    Ok(())
}

#[tokio::test]
async fn what_is_held_is_replaced_in_one_session() -> Result<(), Error> {
    let store = store_with_sessions().await?;
    let mut unit = store.begin().await?;
    unit.hold(id(1), b"first".to_vec()).await?;
    unit.hold(id(1), b"second".to_vec()).await?;
    unit.hold(id(9), b"nobody's".to_vec()).await?;
    unit.commit().await?;
    let mut reader = store.read().await?;
    let one = reader.lookup_session(id(1)).await?.expect("session");
    let before = session(1, 1, SessionKind::Browser, 10);
    assert!(one == SessionRecord { held: Some(b"second".to_vec()), ..before });
    assert!(reader.lookup_session(id(2)).await? == Some(session(2, 1, SessionKind::Cli, 20)));
    Ok(())
}

#[tokio::test]
async fn sessions_are_removed_one_by_one() -> Result<(), Error> {
    let store = store_with_sessions().await?;
    let mut unit = store.begin().await?;
    assert!(unit.remove_session(id(2)).await?);
    assert!(!unit.remove_session(id(2)).await?);
    unit.commit().await?;
    assert_eq!(there(&store).await?, [1, 3, 4, 5, 6, 7]);
    Ok(())
}

#[tokio::test]
async fn all_sessions_of_a_user_are_removed_but_one() -> Result<(), Error> {
    for (except, left) in [
        (Some(id(2)), vec![2, 6, 7]),
        (Some(id(4)), vec![4, 6, 7]),
        (Some(id(6)), vec![6, 7]),
        (Some(id(9)), vec![6, 7]),
        (None, vec![6, 7]),
    ] {
        let store = store_with_sessions().await?;
        let mut unit = store.begin().await?;
        unit.remove_sessions_of(user_id(1), except).await?;
        unit.commit().await?;
        assert_eq!(there(&store).await?, left, "{except:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_over_is_removed_and_nothing_else() -> Result<(), Error> {
    let store = store_with_sessions().await?;
    let mut unit = store.begin().await?;
    for (number, second) in [(1, 110), (2, 111)] {
        let digest = [number; 32];
        let payload = vec![number];
        unit.add_grant(&GrantRecord { digest, purpose: "flow", payload, expires_at: at(second) }).await?;
        unit.add_device(&DeviceRecord {
            digest,
            user_code: format!("CODE{number}"),
            client: String::new(),
            approved: None,
            user: None,
            created_at: at(1),
            expires_at: at(second),
            polled_at: None,
        })
        .await?;
        let id = Uuid::from_u128(number.into());
        let (email, roles) = (String::new(), Vec::new());
        let ends = InvitationRecord {
            id,
            owner: user_id(1),
            email,
            roles,
            created_at: at(1),
            expires_at: at(second),
        };
        unit.add_invitation(&ends, digest).await?;
    }
    unit.remove_expired(at(110)).await?;
    unit.commit().await?;
    assert_eq!(there(&store).await?, [2, 3, 4, 5, 6, 7], "1 ended at 110");
    let mut unit = store.begin().await?;
    assert_eq!(unit.count_grants().await?, 2);
    assert_eq!(unit.device_by_digest([1; 32]).await?, None);
    assert!(unit.device_by_digest([2; 32]).await?.is_some());
    assert_eq!(unit.take_grant([1; 32], "flow", at(1)).await?, None);
    assert!(unit.take_grant([2; 32], "flow", at(1)).await?.is_some());
    assert!(!unit.remove_invitation(Uuid::from_u128(1)).await?);
    assert!(unit.remove_invitation(Uuid::from_u128(2)).await?);
    assert!(unit.lookup_user(user_id(1)).await?.is_some());
    Ok(())
}
