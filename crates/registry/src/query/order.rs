//! Orders a list can have: an allow-list per list, read from text.

use std::str::FromStr;

use crate::Error;

/// Up or down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Largest first.
    Descending,
}

impl FromStr for Direction {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.trim() {
            word if word.is_empty() || word.eq_ignore_ascii_case("asc") => Ok(Self::Ascending),
            word if word.eq_ignore_ascii_case("desc") => Ok(Self::Descending),
            word => Err(Error::UnknownDirection { given: word.to_owned() }),
        }
    }
}

/// A key and a direction. Ties are broken by further keys, the last of which is unique.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order<K> {
    /// What is compared.
    pub key: K,
    /// Up or down.
    pub direction: Direction,
}

impl<K: OrderKey> Order<K> {
    /// Reads the key from one parameter and the direction from another. A direction behind the key
    /// (`name desc`) is read too and wins over the other parameter.
    ///
    /// # Errors
    /// When the key is not among those of the list, or the direction is neither `asc` nor `desc`.
    pub fn parse(order: &str, sort: &str) -> Result<Self, Error> {
        let (key, direction) = order.trim().split_once(char::is_whitespace).unwrap_or((order.trim(), sort));
        Ok(Self { key: K::parse(key)?, direction: direction.parse()? })
    }
}

impl<K: OrderKey> FromStr for Order<K> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text, "")
    }
}

/// A key that one kind of list can be ordered by.
pub trait OrderKey: Copy + Default + 'static {
    /// The names of all keys; further spellings of one key follow each other.
    const NAMES: &'static [(&'static str, Self)];

    /// Reads a key by its name.
    ///
    /// # Errors
    /// When no key has that name; the error names those there are.
    fn parse(name: &str) -> Result<Self, Error> {
        let found = Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, key)| *key).ok_or_else(|| Error::UnknownOrder {
            given: name.to_owned(),
            allowed: Self::NAMES.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        })
    }
}

/// Orders of categories and registrants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameOrder {
    /// By name.
    #[default]
    Name,
}

impl OrderKey for NameOrder {
    const NAMES: &'static [(&'static str, Self)] = &[("name", Self::Name)];
}

/// Orders of models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModelOrder {
    /// By display name.
    #[default]
    DisplayName,
    /// By name.
    Name,
    /// By version of the modelled product, older first.
    Version,
    /// By category.
    Category,
    /// By kind of registrant.
    Registrant,
}

impl OrderKey for ModelOrder {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("name", Self::Name),
        ("displayName", Self::DisplayName),
        ("display_name", Self::DisplayName),
        ("version", Self::Version),
        ("category", Self::Category),
        ("registrant", Self::Registrant),
    ];
}

/// Orders of components.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ComponentOrder {
    /// By display name. Wire name `name` or `displayName`.
    #[default]
    DisplayName,
    /// By kind.
    Kind,
    /// By API version, as text.
    Version,
    /// By name of the model.
    Model,
    /// By category of the model.
    Category,
}

impl OrderKey for ComponentOrder {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("name", Self::DisplayName),
        ("displayName", Self::DisplayName),
        ("display_name", Self::DisplayName),
        ("kind", Self::Kind),
        ("version", Self::Version),
        ("model", Self::Model),
        ("category", Self::Category),
    ];
}

/// Orders of relationship definitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RelationshipOrder {
    /// By kind, then type and subtype.
    #[default]
    Kind,
    /// By type. Wire name `type`.
    RelType,
    /// By subtype.
    SubType,
    /// By name of the model.
    Model,
}

impl OrderKey for RelationshipOrder {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("kind", Self::Kind),
        ("type", Self::RelType),
        ("subType", Self::SubType),
        ("sub_type", Self::SubType),
        ("model", Self::Model),
    ];
}
