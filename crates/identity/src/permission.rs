//! Permissions: what can be done, who may do it by which role. The one list both the law (extractors) and the
//! data (keys, roles, scopes) are made from.

use std::fmt;

use uuid::Uuid;

macro_rules! permissions {
    ($($variant:ident $key:literal $category:literal $function:literal $description:literal,)*) => {
        /// One thing that can be done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Permission {
            $(#[doc = $description] $variant,)*
        }

        impl Permission {
            /// Every permission, in the order they are listed.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the short name, such as `designs.read`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// Returns what it permits, for people.
            #[must_use]
            pub const fn function(self) -> &'static str {
                match self { $(Self::$variant => $function,)* }
            }

            /// Returns the group it belongs to.
            #[must_use]
            pub const fn category(self) -> &'static str {
                match self { $(Self::$variant => $category,)* }
            }

            /// Returns what it permits, in a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }
    };
}

permissions! {
    ReadDesigns "designs.read" "Designs" "View designs" "See, download and evaluate designs.",
    WriteDesigns "designs.write" "Designs" "Create and change designs" "Import designs and save new versions.",
    DeleteDesigns "designs.delete" "Designs" "Delete designs" "Delete designs with their history.",
    ReadRegistry "registry.read" "Registry" "View the registry" "See models, components and relationship definitions.",
    WriteRegistry "registry.write" "Registry" "Change the registry" "Import, ignore and delete models, components and relationship definitions.",
    ReadUsers "users.read" "Identity" "View users" "See who has access to the server.",
    WriteUsers "users.write" "Identity" "Manage users" "Invite and remove users and change their roles.",
    ReadRoles "roles.read" "Identity" "View roles" "See roles and what they permit.",
    WriteRoles "roles.write" "Identity" "Manage roles" "Make, change and delete roles.",
    ReadOrganizations "organizations.read" "Identity" "View organizations" "See the organization and its description.",
    WriteOrganizations "organizations.write" "Identity" "Manage organizations" "Change the organization's name and description.",
    WriteTokens "tokens.write" "Identity" "Make API tokens" "Make personal tokens for programs.",
    ReadMetrics "metrics.read" "System" "View metrics" "Read the metrics of the server.",
}

impl Permission {
    /// Finds a permission by its short name.
    #[must_use]
    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.key() == key)
    }

    /// Returns the id under which interfaces ask for it. It follows from the short name, so it is the same on
    /// every server.
    #[must_use]
    pub fn id(self) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("meshery:permission:{}", self.key()).as_bytes())
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.key())
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights(u32);

impl Rights {
    /// No permission.
    pub const NONE: Self = Self(0);

    /// Returns the set of all permissions.
    #[must_use]
    pub fn all() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    /// Returns the set of the permissions with these short names; what is not known is left out.
    #[must_use]
    pub fn of_keys(keys: &[String]) -> Self {
        keys.iter().filter_map(|key| Permission::by_key(key)).collect()
    }

    /// Tells whether a permission belongs to the set.
    #[must_use]
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u8) != 0
    }

    /// Tells whether every permission of this set belongs to another.
    #[must_use]
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Returns what belongs to either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns what belongs to both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the permissions of the set, in the order they are listed.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |&permission| self.has(permission))
    }
}

impl FromIterator<Permission> for Rights {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |bits, permission| bits | (1 << permission as u8)))
    }
}

/// A role that comes with the server.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInRole {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    lacks: &'static [Permission],
}

impl BuiltInRole {
    /// The role that may do everything.
    pub const ADMIN: &str = "admin";

    /// Every role that comes with the server, the mightiest first.
    pub const ALL: &[Self] = &[
        Self { name: Self::ADMIN, description: "May do everything.", lacks: &[] },
        Self {
            name: "editor",
            description: "Works on designs and the registry.",
            lacks: &[
                Permission::WriteUsers,
                Permission::ReadRoles,
                Permission::WriteRoles,
                Permission::WriteOrganizations,
            ],
        },
        Self {
            name: "viewer",
            description: "Looks, and changes nothing.",
            lacks: &[
                Permission::WriteDesigns,
                Permission::DeleteDesigns,
                Permission::WriteRegistry,
                Permission::ReadUsers,
                Permission::WriteUsers,
                Permission::ReadRoles,
                Permission::WriteRoles,
                Permission::WriteOrganizations,
            ],
        },
    ];

    /// Finds a role that comes with the server.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|role| role.name == name)
    }

    /// Returns what the role permits.
    #[must_use]
    pub fn rights(&self) -> Rights {
        Permission::ALL.iter().copied().filter(|permission| !self.lacks.contains(permission)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_found_by_its_name() {
        for &permission in Permission::ALL {
            assert_eq!(Permission::by_key(permission.key()), Some(permission));
        }
        assert!(Permission::ALL.len() <= 32, "a set has 32 places");
    }

    #[test]
    fn roles_nest() {
        let rights: Vec<_> = BuiltInRole::ALL.iter().map(BuiltInRole::rights).collect();
        assert_eq!(rights[0], Rights::all());
        assert!(rights[1].is_within(rights[0]) && rights[2].is_within(rights[1]));
        assert!(!rights[2].has(Permission::WriteDesigns) && rights[2].has(Permission::ReadDesigns));
    }

    #[test]
    fn sets_are_cut_and_joined() {
        let read = Rights::of_keys(&["designs.read".to_owned(), "no.such".to_owned()]);
        assert_eq!(read.iter().collect::<Vec<_>>(), [Permission::ReadDesigns]);
        assert_eq!(read.and(Rights::NONE), Rights::NONE);
        assert_eq!(read.or(Rights::all()), Rights::all());
    }
}
