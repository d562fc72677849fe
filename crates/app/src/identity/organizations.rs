//! Organizations. A server has one; it is there from the first start.

use meshery_identity::{Error as Refused, Permission, Principal};
use meshery_model::OrganizationId;
use meshery_store::OrganizationRecord;

use super::authenticate::require;
use crate::{Ctx, Error};

/// What can be changed about an organization.
#[derive(Clone, Debug, Default)]
pub struct ChangeOrganization {
    /// Its name; `None` to keep it.
    pub name: Option<String>,
    /// What it is for; `None` to keep it.
    pub description: Option<String>,
    /// Country it is in; `None` to keep it.
    pub country: Option<String>,
    /// Region it is in; `None` to keep it.
    pub region: Option<String>,
}

/// Lists the organizations.
///
/// # Errors
/// When `who` may not, or the store fails.
pub async fn organizations(ctx: &Ctx, who: &Principal) -> Result<Vec<OrganizationRecord>, Error> {
    require(who, Permission::ReadOrganizations)?;
    Ok(ctx.store.read_once().await?.organizations().await?)
}

/// Returns one organization.
///
/// # Errors
/// When `who` may not, or there is none with this id.
pub async fn organization(
    ctx: &Ctx,
    who: &Principal,
    id: OrganizationId,
) -> Result<OrganizationRecord, Error> {
    find(organizations(ctx, who).await?, id)
}

/// Checks that there is an organization with this id.
///
/// # Errors
/// When there is none.
pub async fn check_organization(ctx: &Ctx, id: OrganizationId) -> Result<(), Error> {
    find(ctx.store.read_once().await?.organizations().await?, id).map(drop)
}

/// Changes an organization.
///
/// # Errors
/// When `who` may not, there is none with this id, or a value is not accepted.
pub async fn change_organization(
    ctx: &Ctx,
    who: &Principal,
    id: OrganizationId,
    change: ChangeOrganization,
) -> Result<OrganizationRecord, Error> {
    require(who, Permission::WriteOrganizations)?;
    let mut unit = ctx.store.begin().await?;
    let mut organization = find(unit.organizations().await?, id)?;
    for (field, value, target, least, most) in [
        ("name", change.name, &mut organization.name, 1, 255),
        ("description", change.description, &mut organization.description, 0, 5000),
        ("country", change.country, &mut organization.country, 0, 500),
        ("region", change.region, &mut organization.region, 0, 500),
    ] {
        let Some(value) = value else { continue };
        if !(least..=most).contains(&value.trim().chars().count()) {
            return Err(Refused::Invalid { field, reason: format!("{least} to {most} characters") }.into());
        }
        value.trim().clone_into(target);
    }
    organization.updated_at = ctx.clock.now();
    unit.update_organization(&organization).await?;
    unit.commit().await?;
    Ok(organization)
}

fn find(organizations: Vec<OrganizationRecord>, id: OrganizationId) -> Result<OrganizationRecord, Error> {
    let found = organizations.into_iter().find(|organization| organization.id == id);
    Ok(found.ok_or_else(|| Refused::NotFound { what: "organization", id: id.to_string() })?)
}
