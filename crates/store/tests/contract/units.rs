//! Units of work and views: what is seen when, and what a dropped unit leaves.

use meshery_model::{DesignId, OrganizationId};
use meshery_store::{
    AccountRecord, DesignFilter, DeviceRecord, Direction, Error, GrantRecord, InvitationRecord,
    OrganizationRecord, RoleRecord, SealedPlace, SealedValue, SessionKind, SessionRecord, SigningKeyRecord,
    UnitOfWork, UserRecord, UserSort,
};
use uuid::Uuid;

use crate::{FIRST, TestStore, add, at, design, store, user, user_id, words};

/// Something of each kind, for user 1, who has role `made`.
async fn add_everything(unit: &mut dyn UnitOfWork) -> Result<(), Error> {
    unit.add_user(&UserRecord { roles: words(&["made"]), ..user(1, "ada") }).await?;
    let id = user_id(1);
    let account = AccountRecord { user: id, password_hash: "hash".to_owned() };
    unit.save_account(&account).await?;
    let invitation = InvitationRecord {
        id: Uuid::from_u128(20),
        owner: id,
        email: String::new(),
        roles: words(&["made"]),
        created_at: at(1),
        expires_at: at(100),
    };
    unit.add_invitation(&invitation, [20; 32]).await?;
    unit.add_session(&SessionRecord {
        id: Uuid::from_u128(30).into(),
        user: id,
        kind: SessionKind::Browser,
        name: String::new(),
        scopes: Vec::new(),
        provider: "corporate".to_owned(),
        held: Some(b"held".to_vec()),
        created_at: at(1),
        expires_at: at(100),
        used_at: None,
    })
    .await?;
    let payload = b"payload".to_vec();
    unit.add_grant(&GrantRecord { digest: [40; 32], purpose: "flow", payload, expires_at: at(100) }).await?;
    unit.add_device(&DeviceRecord {
        digest: [50; 32],
        user_code: "CODE".to_owned(),
        client: String::new(),
        approved: None,
        user: None,
        created_at: at(1),
        expires_at: at(100),
        polled_at: None,
    })
    .await?;
    let role = RoleRecord {
        name: "made".to_owned(),
        description: String::new(),
        keys: Vec::new(),
        created_at: at(1),
        updated_at: at(1),
    };
    unit.save_role(&role).await?;
    unit.add_organization(&OrganizationRecord {
        id: OrganizationId(Uuid::from_u128(60)),
        name: "Analytical Engines".to_owned(),
        description: String::new(),
        country: String::new(),
        region: String::new(),
        created_at: at(1),
        updated_at: at(1),
    })
    .await?;
    unit.save_preferences(id, "{}", at(1)).await?;
    unit.save_setting("issuer", "one").await?;
    unit.add_signing_key(&key("first", 1)).await
}

fn key(id: &str, second: i64) -> SigningKeyRecord {
    SigningKeyRecord {
        id: id.to_owned(),
        public: [7; 32],
        sealed: b"sealed".to_vec(),
        created_at: at(second),
        retired_at: None,
    }
}

/// Describes everything that [`add_everything`] adds, as it is now.
async fn everything(store: &TestStore) -> Result<Vec<String>, Error> {
    let mut reader = store.read().await?;
    let id = user_id(1);
    let mut all = vec![
        format!("{:?}", reader.list_users(None, UserSort::Login, Direction::Ascending, FIRST).await?),
        format!("{:?}", reader.lookup_account(id).await?.map(|account| account.password_hash)),
        format!("{:?}", reader.list_invitations(at(2), FIRST).await?),
        format!("{:?}", reader.list_sessions(id, false, at(2), FIRST).await?),
        format!("{:?}", reader.count_grants().await?),
        format!("{:?}", reader.device_by_user_code("CODE").await?),
        format!("{:?}", reader.roles().await?),
        format!("{:?}", reader.organizations().await?),
        format!("{:?}", reader.preferences(id).await?),
        format!("{:?}", reader.setting("issuer").await?),
    ];
    for key in reader.signing_keys().await? {
        all.push(format!("{} {:?}", key.id, key.retired_at));
    }
    for place in SealedPlace::ALL {
        for sealed in reader.sealed_values(place).await? {
            all.push(format!("{place:?} {:?}", sealed.value));
        }
    }
    Ok(all)
}

#[tokio::test]
async fn a_unit_that_is_dropped_leaves_no_design() -> Result<(), Error> {
    let store = store().await;
    let mut unit = store.begin().await?;
    unit.add_design(design(7, "guestbook", 100)).await?;
    drop(unit);
    assert_eq!(store.read().await?.lookup_design(DesignId(Uuid::from_u128(7))).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_unit_that_is_dropped_adds_nobody_and_nothing() -> Result<(), Error> {
    let store = store().await;
    let before = everything(&store).await?;
    let mut unit = store.begin().await?;
    add_everything(&mut *unit).await?;
    assert_eq!(unit.count_accounts().await?, 1, "a unit sees what it wrote");
    drop(unit);
    assert_eq!(everything(&store).await?, before);

    let mut unit = store.begin().await?;
    add_everything(&mut *unit).await?;
    unit.commit().await?;
    assert_ne!(everything(&store).await?, before, "nothing of the dropped unit is in the way");
    Ok(())
}

#[tokio::test]
async fn a_unit_that_is_dropped_changes_and_removes_nothing() -> Result<(), Error> {
    let store = store().await;
    let mut unit = store.begin().await?;
    add_everything(&mut *unit).await?;
    unit.commit().await?;
    let before = everything(&store).await?;

    let mut unit = store.begin().await?;
    unit.save_setting("issuer", "two").await?;
    unit.save_preferences(user_id(1), "[]", at(3)).await?;
    unit.add_signing_key(&key("second", 3)).await?;
    for place in SealedPlace::ALL {
        for sealed in unit.sealed_values(place).await? {
            unit.replace_sealed(place, &SealedValue { value: b"other".to_vec(), ..sealed }).await?;
        }
    }
    assert!(unit.take_grant([40; 32], "flow", at(3)).await?.is_some());
    assert!(unit.take_invitation([20; 32], at(3)).await?.is_some());
    assert!(unit.remove_role("made").await?);
    unit.remove_expired(at(1000)).await?;
    assert!(unit.remove_user(user_id(1)).await?);
    drop(unit);
    assert_eq!(everything(&store).await?, before);
    Ok(())
}

#[tokio::test]
async fn readers_do_not_wait_for_a_writer() -> Result<(), Error> {
    let store = store().await;
    add(&store, design(1, "one", 1)).await?;
    let mut unit = store.begin().await?;
    unit.add_design(design(2, "two", 2)).await?;
    let all = DesignFilter { owner: user_id(1), ..DesignFilter::default() };
    assert_eq!(store.read().await?.count_designs(&all).await?, 1);
    unit.commit().await?;
    assert_eq!(store.read().await?.count_designs(&all).await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_view_stays_as_it_was_unless_only_one_call_is_made() -> Result<(), Error> {
    let store = store().await;
    let (mut view, mut once) = (store.read().await?, store.read_once().await?);
    assert_eq!((view.setting("issuer").await?, once.setting("issuer").await?), (None, None));
    let mut unit = store.begin().await?;
    unit.save_setting("issuer", "one").await?;
    unit.commit().await?;
    assert_eq!(view.setting("issuer").await?, None);
    assert_eq!(once.setting("issuer").await?.as_deref(), Some("one"));
    Ok(())
}

#[tokio::test]
async fn a_store_is_opened_again_with_what_was_in_it() -> Result<(), Error> {
    let store = store().await;
    let mut unit = store.begin().await?;
    unit.add_design(design(1, "one", 1)).await?;
    add_everything(&mut *unit).await?;
    unit.commit().await?;
    let before = everything(&store).await?;
    let again = store.reopen().await?;
    assert_eq!(everything(&again).await?, before);
    assert!(again.read().await?.lookup_design(DesignId(Uuid::from_u128(1))).await?.is_some());
    again.check().await
}
