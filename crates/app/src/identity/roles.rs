//! Roles: those that come with the server, and those people make.

use meshery_identity::{BuiltInRole, Error as Refused, Permission, Principal, Rights};
use meshery_store::RoleRecord;
use uuid::Uuid;

use super::authenticate::require;
use crate::{Ctx, Error};

/// Longest name of a role.
const NAME_LENGTH: usize = 64;
/// Longest description of a role.
const DESCRIPTION_LENGTH: usize = 5000;
/// Most roles people can make.
const MOST: usize = 200;

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Identifies the role; follows from the name.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Short names of its permissions.
    pub keys: Vec<String>,
    /// Whether it comes with the server.
    pub is_built_in: bool,
    /// How many users have it.
    pub user_count: usize,
}

/// A role to be made or changed.
#[derive(Clone, Debug, Default)]
pub struct SaveRole {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Short names of its permissions.
    pub keys: Vec<String>,
}

/// Lists all roles: those that come with the server, then those people made, by name.
///
/// # Errors
/// When `who` may not, or the store fails.
pub async fn roles(ctx: &Ctx, who: &Principal) -> Result<Vec<Role>, Error> {
    require(who, Permission::ReadRoles)?;
    let mut reader = ctx.store.read().await?;
    let mut roles: Vec<Role> = BuiltInRole::ALL.iter().map(built_in).collect();
    roles.extend(reader.roles().await?.into_iter().map(made));
    for role in &mut roles {
        role.user_count = reader.count_users_with_role(&role.name).await?;
    }
    Ok(roles)
}

/// Makes a role.
///
/// # Errors
/// When `who` may not, the name is taken or no name, or it permits more than `who` may do.
pub async fn add_role(ctx: &Ctx, who: &Principal, request: SaveRole) -> Result<Role, Error> {
    require(who, Permission::WriteRoles)?;
    let role = checked(ctx, who, request)?;
    let mut unit = ctx.store.begin().await?;
    let existing = unit.roles().await?;
    if BuiltInRole::by_name(&role.name).is_some() || existing.iter().any(|other| other.name == role.name) {
        return Err(Refused::NameTaken { name: role.name }.into());
    }
    if existing.len() >= MOST {
        return Err(Refused::Invalid {
            field: "roleName",
            reason: format!("there are {MOST} roles already"),
        }
        .into());
    }
    unit.save_role(&role).await?;
    unit.commit().await?;
    tracing::info!(role.name = role.name, by.id = %who.id(), "role made");
    Ok(made(role))
}

/// Changes what a role is for and what it permits. Takes effect at once for everybody who has it.
///
/// # Errors
/// When `who` may not, the role comes with the server or does not exist, is to be called otherwise, or permits
/// more than `who` may do.
pub async fn change_role(ctx: &Ctx, who: &Principal, id: Uuid, request: SaveRole) -> Result<Role, Error> {
    require(who, Permission::WriteRoles)?;
    let role = checked(ctx, who, request)?;
    let mut unit = ctx.store.begin().await?;
    let existing = find(unit.roles().await?, id)?;
    if existing.name != role.name {
        let reason = format!("a role keeps its name, this one's is `{}`", existing.name);
        return Err(Refused::Invalid { field: "roleName", reason }.into());
    }
    refuse_beyond(who, &existing)?;
    let role = RoleRecord { created_at: existing.created_at, ..role };
    unit.save_role(&role).await?;
    let user_count = unit.count_users_with_role(&role.name).await?;
    unit.commit().await?;
    ctx.identity.forget_all();
    tracing::info!(role.name = role.name, by.id = %who.id(), "role changed");
    Ok(Role { user_count, ..made(role) })
}

/// Deletes a role, and takes it from everybody who has it, at once.
///
/// # Errors
/// When `who` may not, or the role comes with the server or does not exist.
pub async fn remove_role(ctx: &Ctx, who: &Principal, id: Uuid) -> Result<(), Error> {
    require(who, Permission::WriteRoles)?;
    let mut unit = ctx.store.begin().await?;
    let role = find(unit.roles().await?, id)?;
    refuse_beyond(who, &role)?;
    unit.remove_role(&role.name).await?;
    unit.commit().await?;
    ctx.identity.forget_all();
    tracing::info!(role.name = role.name, by.id = %who.id(), "role deleted");
    Ok(())
}

fn checked(ctx: &Ctx, who: &Principal, request: SaveRole) -> Result<RoleRecord, Error> {
    let invalid = |field, reason: &str| Err(Refused::Invalid { field, reason: reason.to_owned() }.into());
    let is_plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
    let name = &request.name;
    if name.is_empty() || name.len() > NAME_LENGTH || !name.chars().all(is_plain) {
        return invalid("roleName", "1 to 64 lower-case letters, digits, `-` or `_`");
    }
    if request.description.chars().count() > DESCRIPTION_LENGTH {
        return invalid("description", "at most 5000 characters");
    }
    if let Some(unknown) = request.keys.iter().find(|key| Permission::by_key(key).is_none()) {
        return invalid("keys", &format!("`{unknown}` is no permission"));
    }
    let rights = Rights::of_keys(&request.keys);
    let now = ctx.clock.now();
    let role = RoleRecord {
        name: request.name,
        description: request.description,
        keys: rights.iter().map(|permission| permission.key().to_owned()).collect(),
        created_at: now,
        updated_at: now,
    };
    refuse_beyond(who, &role)?;
    Ok(role)
}

fn refuse_beyond(who: &Principal, role: &RoleRecord) -> Result<(), Error> {
    match Rights::of_keys(&role.keys).iter().find(|&permission| !who.rights.has(permission)) {
        Some(permission) => Err(Refused::Forbidden { permission }.into()),
        None => Ok(()),
    }
}

fn find(roles: Vec<RoleRecord>, id: Uuid) -> Result<RoleRecord, Error> {
    if let Some(role) = BuiltInRole::ALL.iter().find(|role| role_id(role.name) == id) {
        return Err(Refused::BuiltInRole { name: role.name.to_owned() }.into());
    }
    let role = roles.into_iter().find(|role| role_id(&role.name) == id);
    Ok(role.ok_or_else(|| Refused::NotFound { what: "role", id: id.to_string() })?)
}

fn built_in(role: &BuiltInRole) -> Role {
    Role {
        id: role_id(role.name),
        name: role.name.to_owned(),
        description: role.description.to_owned(),
        keys: role.rights().iter().map(|permission| permission.key().to_owned()).collect(),
        is_built_in: true,
        user_count: 0,
    }
}

fn made(role: RoleRecord) -> Role {
    Role {
        id: role_id(&role.name),
        name: role.name,
        description: role.description,
        keys: role.keys,
        is_built_in: false,
        user_count: 0,
    }
}

fn role_id(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("meshery:role:{name}").as_bytes())
}
