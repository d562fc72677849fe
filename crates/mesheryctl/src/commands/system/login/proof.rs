//! What only the client knows about a sign-in in the browser, so that a code in foreign hands is worth nothing:
//! PKCE's verifier (RFC 7636), and the state that ties the browser's answer to this very request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// Secrets of one sign-in.
pub struct Proof {
    /// Goes to the server with the code.
    pub verifier: String,
    /// Comes back from the browser.
    pub state: String,
}

impl Proof {
    /// Draws new secrets.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { verifier: random::<32>()?, state: random::<16>()? })
    }

    /// Returns what the server may know beforehand, by the method `S256`.
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier))
    }
}

fn random<const N: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        let proof = Proof { verifier, state: String::new() };
        assert_eq!(proof.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn no_two_sign_ins_share_their_secrets() {
        let (one, other) = (Proof::new().expect("random"), Proof::new().expect("random"));
        assert_ne!(one.verifier, other.verifier);
        assert_ne!(one.state, other.state);
        assert_eq!((one.verifier.len(), one.state.len()), (43, 22));
    }
}
