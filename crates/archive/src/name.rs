//! Names of files in archives: relative, forward, and possible on every system.

use crate::{Error, Limits};

/// Returns a name with its parts separated by single slashes, or `None` for the root folder.
pub(crate) fn clean(raw: &[u8], limits: &Limits) -> Result<Option<String>, Error> {
    let unsafe_name = |reason| Error::UnsafeName { name: printable(raw), reason };
    if raw.len() > limits.max_name_bytes {
        let limit = u64::try_from(limits.max_name_bytes).unwrap_or(u64::MAX);
        return Err(Error::Limit { what: "bytes in a name", limit, key: "limits.archive_name_bytes" });
    }
    let name = std::str::from_utf8(raw).map_err(|_| unsafe_name("is not UTF-8 text"))?;
    if name.contains(char::is_control) {
        return Err(unsafe_name("has control characters in it"));
    }
    if name.contains('\\') {
        return Err(unsafe_name("has a backslash in it"));
    }
    if name.starts_with('/') || is_drive(name) {
        return Err(unsafe_name("is absolute"));
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return Err(unsafe_name("leads out of the archive"));
    }
    if parts.len() > limits.max_depth {
        let limit = u64::try_from(limits.max_depth).unwrap_or(u64::MAX);
        return Err(Error::Limit { what: "folders in folders", limit, key: "limits.archive_depth" });
    }
    Ok((!parts.is_empty()).then(|| parts.join("/")))
}

/// Tells whether a name begins with a drive, as in `C:temp`.
fn is_drive(name: &str) -> bool {
    matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Returns a name as it can stand in a message.
pub(crate) fn printable(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let text: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(name: &str) -> Result<Option<String>, String> {
        clean(name.as_bytes(), &Limits::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn detours_are_taken_out() {
        assert_eq!(cleaned("./a//b/./c.json"), Ok(Some("a/b/c.json".to_owned())));
        assert_eq!(cleaned("./"), Ok(None));
        assert_eq!(cleaned("sha256:00"), Ok(Some("sha256:00".to_owned())));
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["/etc/passwd", "../x", "a/../../x", "C:/x", "c:x", "a\\..\\x", "a\0b", "a\nb", ".."] {
            assert!(cleaned(name).is_err(), "{name:?}");
        }
        assert!(clean(b"a\xff", &Limits::default()).is_err());
    }
}
