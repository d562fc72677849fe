//! The types of a file, as far as schemas need them.

use std::collections::BTreeMap;

use syn::ext::IdentExt as _;
use syn::{Fields, File, Item, ItemEnum, ItemStruct, Type};

use crate::attributes::{Kube, Serde};
use crate::{Error, docs};

/// The types of a file by name.
#[derive(Default)]
pub(crate) struct Declarations<'a> {
    pub types: BTreeMap<String, Declaration<'a>>,
    /// The type that is the `spec` of the kind, with what its attributes say.
    pub spec: Option<(String, Kube)>,
}

/// A struct or an enum.
pub(crate) struct Declaration<'a> {
    pub docs: Option<String>,
    pub body: Body<'a>,
}

pub(crate) enum Body<'a> {
    Struct(Vec<Member<'a>>),
    /// The names of the variants as JSON has them.
    Enum(Vec<String>),
}

/// A member of a struct.
pub(crate) struct Member<'a> {
    /// Its name in JSON.
    pub name: String,
    pub docs: Option<String>,
    pub required: bool,
    /// Its type without the `Option` around it.
    pub ty: &'a Type,
}

impl<'a> Declarations<'a> {
    pub(crate) fn read(file: &'a File) -> Result<Self, Error> {
        let mut all = Self::default();
        for item in &file.items {
            match item {
                Item::Struct(item) => all.add_struct(item)?,
                Item::Enum(item) => all.add_enum(item)?,
                // `mod prelude` and its use.
                Item::Mod(_) | Item::Use(_) => {}
                _ => return Err(Error::Unexpected("an item that is neither struct nor enum")),
            }
        }
        Ok(all)
    }

    fn add_struct(&mut self, item: &'a ItemStruct) -> Result<(), Error> {
        let name = item.ident.to_string();
        if let Some(kube) = Kube::read(&item.attrs)? {
            self.spec = Some((name.clone(), kube));
        }
        let members = match &item.fields {
            Fields::Named(fields) => fields.named.iter().map(member).collect::<Result<Vec<_>, Error>>()?,
            Fields::Unit => Vec::new(),
            Fields::Unnamed(_) => return Err(Error::Unexpected("a struct without names of members")),
        };
        self.types.insert(name, Declaration { docs: docs::text(&item.attrs), body: Body::Struct(members) });
        Ok(())
    }

    fn add_enum(&mut self, item: &ItemEnum) -> Result<(), Error> {
        let variants = item.variants.iter().map(|variant| {
            if !matches!(variant.fields, Fields::Unit) {
                return Err(Error::Unexpected("a variant with content"));
            }
            let name = Serde::read(&variant.attrs)?.rename;
            Ok(name.unwrap_or_else(|| variant.ident.unraw().to_string()))
        });
        let variants = variants.collect::<Result<Vec<_>, Error>>()?;
        // The docs that kopium writes at an enum are those of the struct around it.
        let declaration = Declaration { docs: None, body: Body::Enum(variants) };
        self.types.insert(item.ident.to_string(), declaration);
        Ok(())
    }
}

fn member(field: &syn::Field) -> Result<Member<'_>, Error> {
    let serde = Serde::read(&field.attrs)?;
    let name = field.ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default();
    let (ty, optional) = match inside(&field.ty, "Option") {
        Some(inner) => (inner, true),
        None => (&field.ty, false),
    };
    Ok(Member {
        name: serde.rename.unwrap_or(name),
        docs: docs::text(&field.attrs),
        required: !optional && !serde.default,
        ty,
    })
}

/// Returns the last type argument of a type with this name: `T` for `Vec<T>`, `V` for `BTreeMap<K, V>`.
pub(crate) fn inside<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.last()? {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
