//! Organizations, roles made by people, and preferences.

use meshery_model::OrganizationId;
use meshery_store::{Error, InvitationRecord, OrganizationRecord, RoleRecord, UserRecord};
use uuid::Uuid;

use crate::{FIRST, TestStore, at, store, store_with, user, user_id, words};

fn organization(number: u128, second: i64) -> OrganizationRecord {
    OrganizationRecord {
        id: OrganizationId(Uuid::from_u128(number)),
        name: format!("organization {number}"),
        description: "Engines".to_owned(),
        country: "GB".to_owned(),
        region: "London".to_owned(),
        created_at: at(second),
        updated_at: at(second),
    }
}

fn role(name: &str, keys: &[&str], second: i64) -> RoleRecord {
    RoleRecord {
        name: name.to_owned(),
        description: format!("role {name}"),
        keys: words(keys),
        created_at: at(second),
        updated_at: at(second),
    }
}

async fn save_roles(store: &TestStore, roles: &[RoleRecord]) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    for role in roles {
        unit.save_role(role).await?;
    }
    unit.commit().await
}

#[tokio::test]
async fn organizations_are_listed_oldest_first() -> Result<(), Error> {
    let store = store().await;
    assert_eq!(store.read().await?.organizations().await?, []);
    let mut unit = store.begin().await?;
    for (number, second) in [(3, 10), (2, 20), (1, 20)] {
        unit.add_organization(&organization(number, second)).await?;
    }
    unit.commit().await?;
    let all = store.read().await?.organizations().await?;
    assert_eq!(all, [organization(3, 10), organization(1, 20), organization(2, 20)]);
    let mut unit = store.begin().await?;
    unit.add_organization(&organization(1, 50)).await.expect_err("twice");
    Ok(())
}

#[tokio::test]
async fn an_organization_is_overwritten_but_not_its_age() -> Result<(), Error> {
    let store = store().await;
    let mut unit = store.begin().await?;
    unit.add_organization(&organization(1, 10)).await?;
    unit.add_organization(&organization(2, 20)).await?;
    unit.commit().await?;
    let changed = OrganizationRecord {
        name: "Difference".to_owned(),
        description: String::new(),
        country: "FR".to_owned(),
        region: "Paris".to_owned(),
        updated_at: at(50),
        ..organization(1, 10)
    };
    let mut unit = store.begin().await?;
    let younger = OrganizationRecord { created_at: at(40), ..changed.clone() };
    assert!(unit.update_organization(&younger).await?);
    assert!(!unit.update_organization(&organization(9, 10)).await?);
    unit.commit().await?;
    assert_eq!(store.read().await?.organizations().await?, [changed, organization(2, 20)]);
    Ok(())
}

#[tokio::test]
async fn roles_are_listed_by_name_and_overwritten() -> Result<(), Error> {
    let store = store().await;
    assert_eq!(store.read().await?.roles().await?, []);
    save_roles(&store, &[role("writer", &["w", "r"], 10), role("reader", &[], 20)]).await?;
    let roles = store.read().await?.roles().await?;
    assert_eq!(roles, [role("reader", &[], 20), role("writer", &["w", "r"], 10)]);

    let changed = RoleRecord { description: String::new(), ..role("writer", &["w"], 50) };
    save_roles(&store, std::slice::from_ref(&changed)).await?;
    let kept = RoleRecord { created_at: at(10), ..changed };
    assert_eq!(store.read().await?.roles().await?, [role("reader", &[], 20), kept], "the age stays");
    Ok(())
}

#[tokio::test]
async fn a_removed_role_is_taken_from_everybody() -> Result<(), Error> {
    let with = |number, roles: &[&str], provider_roles: &[&str]| UserRecord {
        roles: words(roles),
        provider_roles: words(provider_roles),
        ..user(number, &number.to_string())
    };
    let store = store_with(&[
        with(1, &["admin", "made", "viewer"], &["viewer"]),
        with(2, &["made"], &[]),
        with(3, &["made-up", "viewer"], &[]),
        with(4, &[], &["made"]),
    ])
    .await?;
    save_roles(&store, &[role("made", &["w"], 10), role("made-up", &["r"], 10)]).await?;
    let invitation = |number, roles: &[&str]| InvitationRecord {
        id: Uuid::from_u128(number),
        owner: user_id(1),
        email: String::new(),
        roles: words(roles),
        created_at: at(10),
        expires_at: at(100),
    };
    let mut unit = store.begin().await?;
    unit.add_invitation(&invitation(1, &["made", "made-up"]), [1; 32]).await?;
    unit.add_invitation(&invitation(2, &["viewer"]), [2; 32]).await?;
    unit.commit().await?;

    let mut unit = store.begin().await?;
    assert!(unit.remove_role("made").await?);
    assert!(!unit.remove_role("made").await?);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.roles().await?, [role("made-up", &["r"], 10)]);
    for left in [
        with(1, &["admin", "viewer"], &["viewer"]),
        with(2, &[], &[]),
        with(3, &["made-up", "viewer"], &[]),
        // What the provider said is overwritten when it says something else.
        with(4, &[], &["made"]),
    ] {
        assert_eq!(reader.lookup_user(left.id).await?, Some(left));
    }
    let (open, _) = reader.list_invitations(at(20), FIRST).await?;
    assert_eq!(open, [invitation(2, &["viewer"]), invitation(1, &["made-up"])]);
    assert_eq!(reader.count_users_with_role("made-up").await?, 1);
    Ok(())
}

#[tokio::test]
async fn preferences_are_overwritten() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada"), user(2, "blaise"), user(3, "charles")]).await?;
    let document = r#"{"theme": "dark",  "ünusual": [1, 2.50]}"#;
    let mut unit = store.begin().await?;
    unit.save_preferences(user_id(1), "{}", at(10)).await?;
    unit.save_preferences(user_id(2), "[]", at(20)).await?;
    unit.commit().await?;
    let mut unit = store.begin().await?;
    unit.save_preferences(user_id(1), document, at(30)).await?;
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.preferences(user_id(1)).await?, Some((document.to_owned(), at(30))));
    assert_eq!(reader.preferences(user_id(2)).await?, Some(("[]".to_owned(), at(20))));
    assert_eq!(reader.preferences(user_id(3)).await?, None);
    Ok(())
}

#[tokio::test]
async fn preferences_belong_to_a_user_and_go_with_them() -> Result<(), Error> {
    let store = store_with(&[user(1, "ada"), user(2, "blaise")]).await?;
    let mut unit = store.begin().await?;
    unit.save_preferences(user_id(9), "{}", at(10)).await.expect_err("no such user");
    drop(unit);
    let mut unit = store.begin().await?;
    unit.save_preferences(user_id(1), "{}", at(10)).await?;
    unit.save_preferences(user_id(2), "{}", at(10)).await?;
    assert!(unit.remove_user(user_id(1)).await?);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.preferences(user_id(1)).await?, None);
    assert!(reader.preferences(user_id(2)).await?.is_some());
    Ok(())
}
