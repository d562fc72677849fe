//! Secrets from the operating system's source of randomness.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::Error;

/// Letters of codes that people type: no vowels, so that no words appear, and nothing that looks alike.
const CODE_LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Letters in a code that people type: 20^8 codes, of which few are good at any time and guesses are counted.
const CODE_LENGTH: usize = 8;

/// Returns random bytes.
///
/// # Errors
/// When the operating system has none.
pub fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Crypto { what: "randomness" })?;
    Ok(bytes)
}

/// Returns a secret of 256 bits as text that is safe in addresses and headers.
///
/// # Errors
/// When the operating system has no randomness.
pub fn secret() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<32>()?))
}

/// Returns a code for people to type, such as `WDJB-MJHT`.
///
/// # Errors
/// When the operating system has no randomness.
pub fn user_code() -> Result<String, Error> {
    let mut code = String::with_capacity(CODE_LENGTH + 1);
    while code.len() <= CODE_LENGTH {
        if code.len() == CODE_LENGTH / 2 {
            code.push('-');
        }
        // 240 is the largest multiple of 20 in a byte: what lies above would favour the first letters.
        let [byte] = bytes::<1>()?;
        if let Some(&letter) = CODE_LETTERS.get(usize::from(byte % 20)).filter(|_| byte < 240) {
            code.push(char::from(letter));
        }
    }
    Ok(code)
}

/// Returns the form in which a secret with 256 bits of randomness is stored: nothing leads back from it.
#[must_use]
pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Returns the PKCE challenge of a verifier (RFC 7636, S256).
#[must_use]
pub fn pkce_challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(verifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_easy_to_type() {
        for _ in 0..100 {
            let code = user_code().expect("code");
            let (left, right) = code.split_once('-').expect("dash");
            assert_eq!((left.len(), right.len()), (4, 4), "{code}");
            assert!(code.bytes().all(|byte| byte == b'-' || CODE_LETTERS.contains(&byte)), "{code}");
        }
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(pkce_challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(secret().expect("secret"), secret().expect("secret"));
    }
}
