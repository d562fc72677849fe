//! Reading, importing and comparing in a few words.
#![allow(dead_code, reason = "each test file uses its own part")]

use meshery_convert::{Error, Imported, Limits, import, manifest, yaml};
use serde_json::Value;

/// Imports with the built-in registry.
pub fn imported(text: &str) -> Imported {
    try_import(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub fn try_import(bytes: &[u8]) -> Result<Imported, Error> {
    import(bytes, Some("dir/shop.yaml"), None, meshery_builtin::index(), &Limits::default())
}

/// The values of all documents.
pub fn read(text: &str) -> Result<Vec<Value>, Error> {
    let documents = yaml::read(text, &Limits::default())?;
    Ok(documents.into_iter().map(|document| document.value).collect())
}

/// The one value of a text.
pub fn one(text: &str) -> Value {
    let mut values = read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(values.len(), 1, "{text}");
    values.remove(0)
}

/// Imports, exports, reads again.
pub fn round_trip(text: &str) -> Vec<Value> {
    let design = imported(text).design;
    read(&manifest::to_yaml(&design)).expect("the export can be read")
}
