//! Where people wanted to go before they had to sign in: `ref`, unpadded base64url of a path of this server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Longest path that is returned to.
const LONGEST: usize = 4096;
/// Pages of the sign-in itself: returning there would go in circles.
const SIGN_IN_PAGES: [&str; 6] = ["/provider", "/login", "/user/login", "/auth/login", "/invite", "/api/"];

/// Writes a path in the form of `ref`.
pub(in crate::rest) fn encode(path: &str) -> String {
    URL_SAFE_NO_PAD.encode(path)
}

/// Reads `ref`: only paths of this server, so that nobody can be sent elsewhere after signing in.
pub(super) fn decode(text: &str) -> Option<String> {
    let path = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= LONGEST
        && !path.contains('\\')
        && !path.contains(|letter: char| letter.is_control())
        && !SIGN_IN_PAGES.iter().any(|start| path.starts_with(start));
    local.then_some(path)
}

/// Returns where to go, the start page if nowhere in particular.
pub(super) fn target(text: Option<&str>) -> String {
    text.and_then(decode).unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_returned_to() {
        assert_eq!(decode(&encode("/designs?page=1")).as_deref(), Some("/designs?page=1"));
        assert_eq!(decode(&encode("/authorize?state=a%20b")).as_deref(), Some("/authorize?state=a%20b"));
        for path in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/provider",
            "/login?ref=x",
            "/a\r\nSet-Cookie: b",
            "",
        ] {
            assert_eq!(decode(&encode(path)), None, "{path}");
        }
        assert_eq!(decode("not base64!"), None);
        assert_eq!(target(None), "/");
    }
}
