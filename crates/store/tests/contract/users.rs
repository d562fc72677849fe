//! Users: how they are found, listed, counted and removed.

use meshery_model::DesignId;
use meshery_store::{Direction, Error, Page, UserRecord, UserSort};
use uuid::Uuid;

use crate::{FIRST, TestStore, at, design, store_with, user, user_id, words};

/// Somebody about whom everything is known.
fn ada() -> UserRecord {
    UserRecord {
        email: "ada@engines.example".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        avatar_url: "https://engines.example/ada.png".to_owned(),
        roles: words(&["editor", r#"a "quoted" role, ünusual"#]),
        provider_roles: words(&["viewer"]),
        created_at: at(10),
        updated_at: at(20),
        signed_in_at: Some(at(30)),
        ..user(1, "countess")
    }
}

/// Four users whose orders differ in every column, some of them alike in it but for case.
fn four() -> [UserRecord; 4] {
    let one = |number: u128, login: &str, first: &str, last: &str, email: &str| UserRecord {
        subject: number.to_string(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: email.to_owned(),
        ..user(number, login)
    };
    let times = |user, created, updated, signed_in: Option<i64>| UserRecord {
        created_at: at(created),
        updated_at: at(updated),
        signed_in_at: signed_in.map(at),
        ..user
    };
    [
        times(one(3, "alice", "Anna", "baker", "k@x.example"), 20, 100, Some(5)),
        times(one(1, "bob", "Zoe", "adams", "m@x.example"), 20, 300, None),
        times(one(4, "carol", "mia", "Baker", "a@x.example"), 10, 300, None),
        times(one(2, "Alice", "anna", "Clark", "K@x.example"), 40, 200, Some(9)),
    ]
}

fn numbers(users: &[UserRecord]) -> Vec<u128> {
    users.iter().map(|user| user.id.0.as_u128()).collect()
}

async fn found(store: &TestStore, search: &str) -> Result<Vec<u128>, Error> {
    let mut reader = store.read().await?;
    let (users, total) =
        reader.list_users(Some(search), UserSort::CreatedAt, Direction::Ascending, FIRST).await?;
    assert_eq!(users.len(), total);
    Ok(numbers(&users))
}

#[tokio::test]
async fn a_user_is_found_by_id_and_as_the_provider_knows_them() -> Result<(), Error> {
    let store = store_with(&[ada(), user(2, "blaise")]).await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.lookup_user(user_id(1)).await?, Some(ada()));
    assert_eq!(reader.lookup_user(user_id(2)).await?, Some(user(2, "blaise")));
    assert_eq!(reader.lookup_user(user_id(3)).await?, None);
    assert_eq!(reader.user_by_subject("corporate", "countess").await?, Some(ada()));
    assert_eq!(reader.user_by_subject("corporate", "Countess").await?, None);
    assert_eq!(reader.user_by_subject("other", "countess").await?, None);
    Ok(())
}

#[tokio::test]
async fn a_provider_knows_a_subject_once() -> Result<(), Error> {
    let store = store_with(&[ada()]).await?;
    for twin in [UserRecord { id: user_id(2), ..ada() }, UserRecord { subject: "other".to_owned(), ..ada() }]
    {
        let mut unit = store.begin().await?;
        unit.add_user(&twin).await.expect_err("twice");
    }
    let elsewhere = UserRecord { id: user_id(2), provider: "other".to_owned(), ..ada() };
    let namesake = UserRecord { id: user_id(3), subject: "another".to_owned(), ..ada() };
    let mut unit = store.begin().await?;
    unit.add_user(&elsewhere).await?;
    unit.add_user(&namesake).await?;
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.user_by_subject("corporate", "countess").await?, Some(ada()));
    assert_eq!(reader.user_by_subject("other", "countess").await?, Some(elsewhere));
    assert_eq!(reader.user_by_subject("corporate", "another").await?, Some(namesake));
    Ok(())
}

#[tokio::test]
async fn updating_overwrites_what_is_known_and_nobody_else() -> Result<(), Error> {
    let store = store_with(&[ada(), user(2, "blaise")]).await?;
    let changed = UserRecord {
        login: "king".to_owned(),
        email: String::new(),
        first_name: "Augusta".to_owned(),
        last_name: "King".to_owned(),
        avatar_url: String::new(),
        roles: Vec::new(),
        provider_roles: words(&["admin", "editor"]),
        updated_at: at(50),
        signed_in_at: None,
        ..ada()
    };
    let mut unit = store.begin().await?;
    assert!(unit.update_user(&changed).await?);
    assert!(!unit.update_user(&user(3, "nobody")).await?);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.lookup_user(user_id(1)).await?, Some(changed));
    assert_eq!(reader.lookup_user(user_id(2)).await?, Some(user(2, "blaise")));
    assert_eq!(reader.lookup_user(user_id(3)).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_search_looks_at_names_and_mail_whatever_the_case() -> Result<(), Error> {
    let percent = UserRecord { first_name: "100%".to_owned(), created_at: at(40), ..user(2, "a_b") };
    let hidden = UserRecord { subject: "hidden".to_owned(), created_at: at(50), ..user(3, "axb") };
    let store = store_with(&[ada(), percent, hidden]).await?;
    for search in ["COUNT", "ada", "LoveLace", "ada lovelace", "ENGINES.example", "@engines"] {
        assert_eq!(found(&store, search).await?, [1], "{search}");
    }
    assert_eq!(found(&store, "%").await?, [2], "a percent sign is one");
    assert_eq!(found(&store, "0%").await?, [2]);
    assert_eq!(found(&store, "A_B").await?, [2], "an underscore is one");
    assert_eq!(found(&store, "").await?, [1, 2, 3]);
    for search in ["hidden", "corporate", "ada.png", "editor", "'", "\\", "ada%lace"] {
        assert_eq!(found(&store, search).await?, [0_u128; 0], "{search}");
    }
    Ok(())
}

#[tokio::test]
async fn every_order_is_total_in_both_directions() -> Result<(), Error> {
    let store = store_with(&four()).await?;
    let mut reader = store.read().await?;
    for (sort, ascending) in [
        (UserSort::Login, [2, 3, 1, 4]),
        (UserSort::FirstName, [2, 3, 4, 1]),
        (UserSort::LastName, [1, 3, 4, 2]),
        (UserSort::Email, [4, 2, 3, 1]),
        (UserSort::CreatedAt, [4, 1, 3, 2]),
        (UserSort::UpdatedAt, [3, 2, 1, 4]),
        // Who never signed in comes before everybody who did.
        (UserSort::SignedInAt, [1, 4, 3, 2]),
    ] {
        let mut descending = ascending;
        descending.reverse();
        for (direction, expected) in [(Direction::Ascending, ascending), (Direction::Descending, descending)]
        {
            let (users, total) = reader.list_users(None, sort, direction, FIRST).await?;
            assert_eq!((numbers(&users), total), (expected.to_vec(), 4), "{sort:?} {direction:?}");
            let mut paged = Vec::new();
            for number in 0..4 {
                let (users, _) = reader.list_users(None, sort, direction, Page { number, size: 1 }).await?;
                paged.extend(numbers(&users));
            }
            assert_eq!(paged, expected, "{sort:?} {direction:?} page by page");
        }
    }
    Ok(())
}

#[tokio::test]
async fn pages_end_and_know_the_total() -> Result<(), Error> {
    let store = store_with(&four()).await?;
    let mut reader = store.read().await?;
    for (search, number, size, expected) in [
        (None, 1, 3, (vec![4], 4)),
        (None, 2, 3, (vec![], 4)),
        (None, 0, 0, (vec![], 4)),
        (None, usize::MAX, usize::MAX, (vec![], 4)),
        (Some("ALICE"), 0, 1, (vec![2], 2)),
        (Some("alice"), 1, 1, (vec![3], 2)),
        (Some("alice"), 9, 1, (vec![], 2)),
        (Some("nobody"), 0, 9, (vec![], 0)),
    ] {
        let page = Page { number, size };
        let (users, total) = reader.list_users(search, UserSort::Login, Direction::Ascending, page).await?;
        assert_eq!((numbers(&users), total), expected, "{search:?} {page:?}");
    }
    Ok(())
}

#[tokio::test]
async fn users_with_a_role_are_counted_whoever_gave_it() -> Result<(), Error> {
    let with = |number, roles: &[&str], provider_roles: &[&str]| UserRecord {
        roles: words(roles),
        provider_roles: words(provider_roles),
        ..user(number, &number.to_string())
    };
    let store = store_with(&[
        with(1, &["admin"], &[]),
        with(2, &["viewer"], &["admin"]),
        with(3, &["admin", "viewer"], &["admin"]),
        with(4, &["administrator"], &["not admin"]),
        with(5, &[], &[]),
    ])
    .await?;
    let mut reader = store.read().await?;
    for (role, expected) in
        [("admin", 3), ("viewer", 2), ("administrator", 1), ("adm", 0), ("Admin", 0), ("", 0)]
    {
        assert_eq!(reader.count_users_with_role(role).await?, expected, "{role}");
    }
    Ok(())
}

#[tokio::test]
async fn what_a_removed_user_made_stays() -> Result<(), Error> {
    let store = store_with(&[ada(), user(2, "blaise")]).await?;
    let mut unit = store.begin().await?;
    unit.add_design(design(7, "guestbook", 100)).await?;
    assert!(unit.remove_user(user_id(1)).await?);
    assert!(!unit.remove_user(user_id(1)).await?);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.lookup_user(user_id(1)).await?, None);
    assert_eq!(reader.lookup_user(user_id(2)).await?, Some(user(2, "blaise")));
    let kept = reader.lookup_design(DesignId(Uuid::from_u128(7))).await?.expect("design");
    assert_eq!(kept.owner, user_id(1));

    let mut unit = store.begin().await?;
    let again = UserRecord { id: user_id(3), ..ada() };
    unit.add_user(&again).await?;
    unit.commit().await?;
    let found = store.read().await?.user_by_subject("corporate", "countess").await?;
    assert_eq!(found, Some(again), "who comes back is somebody new");
    Ok(())
}
