//! How values are written into columns.

use jiff::Timestamp;

use crate::Error;

pub(super) fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

pub(super) fn time(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Writes a list of words as JSON.
pub(super) fn words(list: &[String]) -> String {
    serde_json::Value::from(list).to_string()
}

/// Reads a list of words.
pub(super) fn read_words(text: &str) -> Result<Vec<String>, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::Damaged { what: "a list of words".to_owned(), source: error.into() })
}

/// Reads 32 bytes.
pub(super) fn read_bytes(bytes: &[u8]) -> Result<[u8; 32], Error> {
    bytes.try_into().map_err(|_| Error::Damaged {
        what: "a digest".to_owned(),
        source: std::io::Error::other("it does not have 32 bytes"),
    })
}
