//! Digests as texts: `sha256:…` of container registries, bare hexadecimal of chart indexes.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Error;

/// Returns bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Returns the SHA-256 digest of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns the hexadecimal digits of a SHA-256 digest, with or without `sha256:` before them.
pub(crate) fn parse(text: &str) -> Option<String> {
    let digits = text.strip_prefix("sha256:").unwrap_or(text);
    let right = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    right.then(|| digits.to_ascii_lowercase())
}

/// Compares what was promised with what came.
pub(crate) fn verify(what: &str, promised: &str, found: &str) -> Result<(), Error> {
    if promised == found { Ok(()) } else { Err(Error::Digest { what: what.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_with_and_without_their_algorithm() {
        let digits = sha256(b"");
        assert_eq!(digits, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(parse(&digits), Some(digits.clone()));
        assert_eq!(parse(&format!("sha256:{}", digits.to_uppercase())), Some(digits.clone()));
        assert_eq!(parse("sha512:00"), None);
        assert_eq!(parse(&digits[1..]), None);
    }
}
