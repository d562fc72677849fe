//! Passwords of built-in accounts, and invitations.

use meshery_store::{AccountRecord, Error, InvitationRecord, LoginFailures, Page};
use uuid::Uuid;

use crate::{FIRST, TestStore, at, store, store_with, user, user_id, words};

fn account(number: u128, password_hash: &str) -> AccountRecord {
    let password_hash = password_hash.to_owned();
    AccountRecord { user: user_id(number), password_hash }
}

/// An invitation by user 1 that ends ten seconds after it was made.
fn invitation(number: u128, second: i64) -> InvitationRecord {
    InvitationRecord {
        id: Uuid::from_u128(number),
        owner: user_id(1),
        email: format!("{number}@x.example"),
        roles: words(&["editor", "viewer"]),
        created_at: at(second),
        expires_at: at(second + 10),
    }
}

/// Adds invitations; the code of number `n` has digest `[n; 32]`.
async fn invite(store: &TestStore, all: &[InvitationRecord]) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    for one in all {
        unit.add_invitation(one, code(one)).await?;
    }
    unit.commit().await
}

fn code(invitation: &InvitationRecord) -> [u8; 32] {
    [u8::try_from(invitation.id.as_u128()).expect("small"); 32]
}

async fn open_at(store: &TestStore, second: i64, page: Page) -> Result<(Vec<u128>, usize), Error> {
    let (list, total) = store.read().await?.list_invitations(at(second), page).await?;
    Ok((list.iter().map(|one| one.id.as_u128()).collect(), total))
}

#[tokio::test]
async fn wrong_passwords_are_counted_by_name_and_forgotten() -> Result<(), Error> {
    let store = store_with(&[]).await?;
    let mut unit = store.begin().await?;
    unit.add_login_failure("nobody", at(10)).await?;
    unit.add_login_failure("nobody", at(20)).await?;
    unit.add_login_failure("ada", at(30)).await?;
    unit.commit().await?;
    let mut unit = store.begin().await?;
    let failures = unit.login_failures("nobody").await?;
    assert_eq!(failures, Some(LoginFailures { count: 2, at: at(20) }));
    assert_eq!(unit.login_failures("grace").await?, None);
    unit.remove_login_failures(at(30)).await?;
    assert_eq!(unit.login_failures("nobody").await?, None);
    assert_eq!(unit.login_failures("ada").await?.map(|failures| failures.count), Some(1));
    unit.clear_login_failures("ada").await?;
    assert_eq!(unit.login_failures("ada").await?, None);
    Ok(())
}

#[tokio::test]
async fn a_password_is_saved_overwritten_and_counted() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada"), user(2, "blaise"), user(3, "charles")]).await?;
    let mut unit = store.begin().await?;
    assert_eq!(unit.count_accounts().await?, 0);
    unit.save_account(&account(1, "one")).await?;
    unit.save_account(&account(2, "two")).await?;
    unit.commit().await?;
    let changed = account(1, "other");
    let mut unit = store.begin().await?;
    unit.save_account(&changed).await?;
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert!(reader.lookup_account(user_id(1)).await? == Some(changed));
    assert!(reader.lookup_account(user_id(2)).await? == Some(account(2, "two")));
    assert!(reader.lookup_account(user_id(3)).await?.is_none());
    assert_eq!(reader.count_accounts().await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_password_belongs_to_a_user_and_goes_with_them() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada"), user(2, "blaise")]).await?;
    let mut unit = store.begin().await?;
    unit.save_account(&account(9, "nobody's")).await.expect_err("no such user");
    drop(unit);
    let mut unit = store.begin().await?;
    unit.save_account(&account(1, "one")).await?;
    unit.save_account(&account(2, "two")).await?;
    assert!(unit.remove_user(user_id(1)).await?);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert!(reader.lookup_account(user_id(1)).await?.is_none());
    assert!(reader.lookup_account(user_id(2)).await?.is_some());
    assert_eq!(reader.count_accounts().await?, 1);
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_taken_once() -> Result<(), Error> {
    let store = store().await;
    let wanted = invitation(1, 100);
    invite(&store, &[wanted.clone(), invitation(2, 100)]).await?;
    let mut unit = store.begin().await?;
    assert_eq!(unit.take_invitation([9; 32], at(101)).await?, None);
    assert_eq!(unit.take_invitation([1; 32], at(101)).await?, Some(wanted));
    assert_eq!(unit.take_invitation([1; 32], at(101)).await?, None);
    unit.commit().await?;
    let mut unit = store.begin().await?;
    assert_eq!(unit.take_invitation([1; 32], at(101)).await?, None);
    drop(unit);
    assert_eq!(open_at(&store, 101, FIRST).await?, (vec![2], 1));
    Ok(())
}

#[tokio::test]
async fn of_two_who_take_an_invitation_at_once_one_gets_it() -> Result<(), Error> {
    let store = store().await;
    invite(&store, &[invitation(1, 100)]).await?;
    let take = async || -> Result<bool, Error> {
        let mut unit = store.begin().await?;
        let taken = unit.take_invitation([1; 32], at(101)).await?;
        tokio::task::yield_now().await;
        unit.commit().await?;
        Ok(taken.is_some())
    };
    let (one, other) = tokio::join!(take(), take());
    assert_ne!(one?, other?);
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_not_taken_after_its_end() -> Result<(), Error> {
    let store = store().await;
    invite(&store, &[invitation(1, 100), invitation(2, 100)]).await?;
    let mut unit = store.begin().await?;
    assert_eq!(unit.take_invitation([1; 32], at(110)).await?, None, "the end is over");
    assert_eq!(unit.take_invitation([1; 32], at(500)).await?, None);
    assert!(unit.take_invitation([2; 32], at(109)).await?.is_some());
    unit.commit().await
}

#[tokio::test]
async fn open_invitations_are_listed_newest_first() -> Result<(), Error> {
    let store = store().await;
    let all = [invitation(2, 103), invitation(1, 100), invitation(4, 105), invitation(3, 103)];
    invite(&store, &all).await?;
    assert_eq!(open_at(&store, 106, FIRST).await?, (vec![4, 3, 2, 1], 4));
    assert_eq!(open_at(&store, 110, FIRST).await?, (vec![4, 3, 2], 3), "1 ended at 110");
    assert_eq!(open_at(&store, 113, FIRST).await?, (vec![4], 1));
    assert_eq!(open_at(&store, 999, FIRST).await?, (vec![], 0));
    assert_eq!(open_at(&store, 106, Page { number: 1, size: 3 }).await?, (vec![1], 4));
    assert_eq!(open_at(&store, 106, Page { number: 2, size: 3 }).await?, (vec![], 4));
    let (list, _) = store.read().await?.list_invitations(at(113), FIRST).await?;
    assert_eq!(list, [invitation(4, 105)]);
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_withdrawn_and_stays_without_its_owner() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada")]).await?;
    invite(&store, &[invitation(1, 100), invitation(2, 100)]).await?;
    let mut unit = store.begin().await?;
    assert!(unit.remove_invitation(Uuid::from_u128(1)).await?);
    assert!(!unit.remove_invitation(Uuid::from_u128(1)).await?);
    assert_eq!(unit.take_invitation([1; 32], at(101)).await?, None);
    assert!(unit.remove_user(user_id(1)).await?);
    unit.commit().await?;
    assert_eq!(open_at(&store, 101, FIRST).await?, (vec![2], 1));
    Ok(())
}

#[tokio::test]
async fn a_code_opens_one_invitation() -> Result<(), Error> {
    let store = store().await;
    invite(&store, &[invitation(1, 100)]).await?;
    let mut unit = store.begin().await?;
    unit.add_invitation(&invitation(2, 100), [1; 32]).await.expect_err("the code is taken");
    Ok(())
}
