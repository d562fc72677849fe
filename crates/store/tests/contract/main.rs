//! What every backend of the store must keep, one file per subject.

mod accounts;
mod designs;
mod grants;
mod keys;
mod migrations;
mod organizations;
mod registry;
mod sessions;
mod units;
mod users;

use std::ops::Deref;
use std::path::Path;

use jiff::Timestamp;
use meshery_model::{DesignId, UserId};
use meshery_store::{Error, NewDesign, NewVersion, Page, SqliteStore, Store, UserRecord};
use tempfile::TempDir;
use uuid::Uuid;

const FIRST: Page = Page { number: 0, size: 10 };

/// Opens the backend under test, with what earlier stores in this folder kept. The one place that knows it:
/// another backend is another answer here. What belongs to SQLite alone is in `migrations.rs`.
async fn open(folder: &Path) -> Result<Box<dyn Store>, Error> {
    Ok(Box::new(SqliteStore::open(&folder.join("meshery.db")).await?))
}

/// A store that goes with the test.
struct TestStore {
    store: Box<dyn Store>,
    folder: TempDir,
}

impl Deref for TestStore {
    type Target = dyn Store;

    fn deref(&self) -> &Self::Target {
        &*self.store
    }
}

impl TestStore {
    /// Closes the store and opens it again.
    async fn reopen(self) -> Result<Self, Error> {
        self.store.close().await;
        Ok(Self { store: open(self.folder.path()).await?, folder: self.folder })
    }
}

/// Returns an empty store.
async fn store() -> TestStore {
    let folder = tempfile::tempdir().expect("temporary folder");
    TestStore { store: open(folder.path()).await.expect("store"), folder }
}

/// Returns a store with these users, added in this order.
async fn store_with(users: &[UserRecord]) -> Result<TestStore, Error> {
    let store = store().await;
    let mut unit = store.begin().await?;
    for user in users {
        unit.add_user(user).await?;
    }
    unit.commit().await?;
    Ok(store)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("time")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().copied().map(str::to_owned).collect()
}

fn user_id(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

/// A user whose `subject` and `login` are this name.
fn user(number: u128, name: &str) -> UserRecord {
    UserRecord {
        id: user_id(number),
        provider: "corporate".to_owned(),
        subject: name.to_owned(),
        login: name.to_owned(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        avatar_url: String::new(),
        roles: Vec::new(),
        provider_roles: Vec::new(),
        created_at: at(100),
        updated_at: at(100),
        signed_in_at: None,
    }
}

fn version(name: &str, document: &str, second: i64) -> NewVersion {
    NewVersion {
        author: user_id(1),
        message: String::new(),
        name: name.to_owned(),
        version: "0.0.1".to_owned(),
        content_hash: format!("hash of {document}"),
        component_count: 2,
        relationship_count: 1,
        document: document.to_owned(),
        at: at(second),
    }
}

fn design(number: u128, name: &str, second: i64) -> NewDesign {
    NewDesign {
        id: DesignId(Uuid::from_u128(number)),
        owner: user_id(1),
        visibility: "private".to_owned(),
        source_type: "Kubernetes Manifest".to_owned(),
        source_name: Some("app.yaml".to_owned()),
        source: Some(b"kind: Pod\r\n".to_vec()),
        first: version(name, "{}", second),
    }
}

async fn add(store: &TestStore, design: NewDesign) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    unit.add_design(design).await?;
    unit.commit().await
}
