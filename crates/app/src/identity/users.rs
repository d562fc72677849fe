//! Users and the roles they have.

use meshery_identity::{BuiltInRole, Error as Refused, Permission, Principal, Rights};
use meshery_model::UserId;
use meshery_store::{Direction, Page, RoleRecord, UnitOfWork, UserRecord, UserSort};

use super::authenticate::require;
use crate::{Ctx, Error};

/// Returns a user.
///
/// # Errors
/// When there is none.
pub async fn user(ctx: &Ctx, id: UserId) -> Result<UserRecord, Error> {
    let user = ctx.store.read_once().await?.lookup_user(id).await?;
    user.ok_or_else(|| not_found(id))
}

/// Lists one page of the users whose names or mail address contain `search`, and counts them all.
///
/// # Errors
/// When `who` may not, or the store fails.
pub async fn users(
    ctx: &Ctx,
    who: &Principal,
    search: Option<&str>,
    sort: UserSort,
    direction: Direction,
    page: Page,
) -> Result<(Vec<UserRecord>, usize), Error> {
    require(who, Permission::ReadUsers)?;
    Ok(ctx.store.read().await?.list_users(search, sort, direction, page).await?)
}

/// Gives a user these roles, and no others. Roles that the provider gives stay beside them. Takes effect at
/// once.
///
/// # Errors
/// When `who` may not, a role is unknown or permits more than `who` may do, or nobody would be left to
/// administer the server.
pub async fn assign_roles(
    ctx: &Ctx,
    who: &Principal,
    id: UserId,
    mut roles: Vec<String>,
) -> Result<UserRecord, Error> {
    require(who, Permission::WriteUsers)?;
    roles.sort();
    roles.dedup();
    let mut unit = ctx.store.begin().await?;
    let mut user = unit.lookup_user(id).await?.ok_or_else(|| not_found(id))?;
    let custom = unit.roles().await?;
    let added: Vec<_> = roles.iter().filter(|role| !user.roles.contains(role)).cloned().collect();
    let taken: Vec<_> = user.roles.iter().filter(|role| !roles.contains(role)).cloned().collect();
    check_roles(&custom, who, &added)?;
    refuse_beyond(&custom, who, &taken)?;
    let was_admin = is_admin(&user);
    user.roles = roles;
    user.updated_at = ctx.clock.now();
    if was_admin && !is_admin(&user) {
        refuse_last_admin(unit.as_mut(), &user).await?;
    }
    unit.update_user(&user).await?;
    unit.commit().await?;
    ctx.identity.forget_all();
    tracing::info!(user.id = %id, by.id = %who.id(), "roles changed");
    Ok(user)
}

/// Removes a user with their sessions and tokens, at once. What they made stays, and is theirs again should they
/// come back.
///
/// # Errors
/// When `who` may not, the user may do more than `who`, or is the last administrator.
pub async fn remove_user(ctx: &Ctx, who: &Principal, id: UserId) -> Result<(), Error> {
    require(who, Permission::WriteUsers)?;
    let mut unit = ctx.store.begin().await?;
    let user = unit.lookup_user(id).await?.ok_or_else(|| not_found(id))?;
    refuse_beyond(&unit.roles().await?, who, &user.all_roles())?;
    if is_admin(&user) {
        refuse_last_admin(unit.as_mut(), &user).await?;
    }
    unit.remove_user(id).await?;
    unit.commit().await?;
    ctx.identity.forget_all();
    tracing::info!(user.id = %id, by.id = %who.id(), "user removed");
    Ok(())
}

/// Refuses roles that don't exist, or that permit what `who` may not do: nobody can hand out more than they have.
pub(super) fn check_roles(custom: &[RoleRecord], who: &Principal, roles: &[String]) -> Result<(), Error> {
    let exists =
        |name: &str| BuiltInRole::by_name(name).is_some() || custom.iter().any(|role| role.name == name);
    if let Some(unknown) = roles.iter().find(|name| !exists(name)) {
        return Err(
            Refused::Invalid { field: "roles", reason: format!("there is no role `{unknown}`") }.into()
        );
    }
    refuse_beyond(custom, who, roles)
}

fn refuse_beyond(custom: &[RoleRecord], who: &Principal, roles: &[String]) -> Result<(), Error> {
    let built_in = roles.iter().filter_map(|name| BuiltInRole::by_name(name)).map(BuiltInRole::rights);
    let made =
        custom.iter().filter(|role| roles.contains(&role.name)).map(|role| Rights::of_keys(&role.keys));
    let all = built_in.chain(made).fold(Rights::NONE, Rights::or);
    match all.iter().find(|&permission| !who.rights.has(permission)) {
        Some(permission) => Err(Refused::Forbidden { permission }.into()),
        None => Ok(()),
    }
}

fn is_admin(user: &UserRecord) -> bool {
    user.all_roles().iter().any(|role| role == BuiltInRole::ADMIN)
}

async fn refuse_last_admin(unit: &mut dyn UnitOfWork, user: &UserRecord) -> Result<(), Error> {
    if unit.count_users_with_role(BuiltInRole::ADMIN).await? <= 1 {
        return Err(Refused::LastAdministrator { login: user.login.clone() }.into());
    }
    Ok(())
}

fn not_found(id: UserId) -> Error {
    Refused::NotFound { what: "user", id: id.to_string() }.into()
}
