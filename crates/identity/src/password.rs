//! Passwords: what is accepted, and how they are kept (argon2id with the parameters OWASP recommends, which
//! are the defaults of the `argon2` crate: 19 MiB, 2 passes).
//!
//! Hashing takes tens of milliseconds of one core: callers run it off the async threads and bound how many run
//! at the same time.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

use crate::{Error, random};

/// Fewest characters of a password.
const SHORTEST: usize = 12;
/// Most characters of a password: what is longer only costs time.
const LONGEST: usize = 128;
/// Fewest different characters of a password.
const VARIETY: usize = 5;
/// A hash that no password has, of the cost of any other: for names that don't exist, so that the time of an
/// answer does not tell which names do.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Refuses a password that is easy to guess.
///
/// # Errors
/// Says what it lacks.
pub fn check(password: &str, login: &str) -> Result<(), Error> {
    let weak = |reason| Err(Error::WeakPassword { reason });
    let length = password.chars().count();
    if length < SHORTEST {
        return weak("it needs at least 12 characters");
    }
    if length > LONGEST {
        return weak("it may have 128 characters at most");
    }
    let mut letters: Vec<char> = password.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < VARIETY {
        return weak("it needs at least 5 different characters");
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        return weak("it must not contain the name");
    }
    Ok(())
}

/// Returns the hash under which a password is stored, in PHC form. Takes tens of milliseconds.
///
/// # Errors
/// When the operating system has no randomness.
pub fn hash(password: &str) -> Result<String, Error> {
    let salt = random::bytes::<16>()?;
    let hash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|_| Error::Crypto { what: "hashing a password" })?;
    Ok(hash.to_string())
}

/// Tells whether a password is the one behind a hash. Without a hash the answer is no, after the same time.
#[must_use]
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    // What is too long was never accepted; hashing it would only take time.
    password.len() <= LONGEST * 4
        && Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
        && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_let_in() {
        let stored = hash("correct horse battery").expect("hash");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse battery", Some(&stored)));
        assert!(!verify("correct horse batterz", Some(&stored)));
        assert!(!verify("correct horse battery", None));
        assert!(!verify("correct horse battery", Some("garbage")));
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_any() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(NOBODY.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[test]
    fn passwords_that_are_easy_to_guess_are_refused() {
        for (password, login) in [
            ("short", "ada"),
            ("aaaaaaaaaaaaaaaa", "ada"),
            ("this-is-Ada-lovelace", "ada"),
            (&"x1y2z3".repeat(30), ""),
        ] {
            assert!(matches!(check(password, login), Err(Error::WeakPassword { .. })), "{password}");
        }
        check("correct horse battery", "ada").expect("good");
    }
}
