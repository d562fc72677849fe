//! What the attributes `kube` and `serde` say.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr};

/// What `#[kube(…)]` says about the struct that is the `spec` of a kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Kube {
    pub kind: String,
    pub namespaced: bool,
}

impl Kube {
    /// Returns what the attributes say, or `None` when the struct is no `spec`.
    pub(crate) fn read(attributes: &[Attribute]) -> syn::Result<Option<Self>> {
        let mut kube = Self::default();
        let mut found = false;
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("kube")) {
            found = true;
            attribute.parse_nested_meta(|meta| kube.take(&meta))?;
        }
        Ok(found.then_some(kube))
    }

    fn take(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "kind" => self.kind = value(meta)?,
            "namespaced" => self.namespaced = true,
            // Group, version and plural are those of the place the file has; the others are about Rust, about
            // searching and about what a cluster reports.
            "group" | "version" | "plural" | "root" | "schema" | "derive" | "selectable" | "status" => {
                value(meta)?;
            }
            _ => return Err(meta.error("unknown attribute of kube")),
        }
        Ok(())
    }
}

/// What `#[serde(…)]` says about a member or a variant.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Serde {
    pub rename: Option<String>,
    /// The member may be absent.
    pub default: bool,
}

impl Serde {
    pub(crate) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut serde = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| serde.take(&meta))?;
        }
        Ok(serde)
    }

    fn take(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "rename" => self.rename = Some(value(meta)?),
            "default" => self.default = true,
            "skip_serializing_if" => {
                value(meta)?;
            }
            // What `flatten`, `untagged` and their like mean for a schema has to be thought of first.
            _ => return Err(meta.error("unknown attribute of serde")),
        }
        Ok(())
    }
}

fn value(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(text: &str) -> Vec<Attribute> {
        syn::parse_str::<syn::ItemStruct>(&format!("{text} struct X;")).expect("Rust").attrs
    }

    #[test]
    fn kind_and_scope_are_read() {
        let read = |text| Kube::read(&attributes(text));
        let all = r#"#[kube(group = "g", version = "v1", kind = "API", root = "Api", plural = "apis")]
                     #[kube(namespaced)] #[kube(status = "S")] #[kube(derive="Default")]"#;
        let expected = Kube { kind: "API".to_owned(), namespaced: true };
        assert_eq!(read(all).expect("read"), Some(expected));
        assert_eq!(read("#[derive(Default)]").expect("read"), None);
        assert!(read("#[kube(printcolumn = \"x\")]").is_err(), "what is not known is not passed over");
    }

    #[test]
    fn names_and_defaults_are_read() {
        let read = |text| Serde::read(&attributes(text));
        let all = r#"#[serde(default, skip_serializing_if = "Option::is_none", rename = "dnsNames")]"#;
        assert_eq!(read(all).expect("read"), Serde { rename: Some("dnsNames".to_owned()), default: true });
        assert_eq!(read("").expect("read"), Serde::default());
        assert!(read("#[serde(flatten)]").is_err());
    }
}
