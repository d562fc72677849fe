//! How a program gets a token: by a code from the browser, or by a code a person types elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_api::identity::{Authorize, DeviceGrant, DeviceRequest, TokenAnswer, TokenRefusal, TokenRequest};

use crate::endpoint::query;
use crate::{Answer, Client, Error};

/// What came of asking for a token.
#[derive(Clone, Debug)]
pub enum Redeemed {
    /// There it is.
    Token(TokenAnswer),
    /// There is none, or none yet.
    Refusal(TokenRefusal),
}

impl Client {
    /// Returns the page where a person signs in with a provider and lets a program in. The browser then goes
    /// to the program's own address, with a code.
    #[must_use]
    pub fn sign_in_page(&self, provider: &str, ask: &Authorize) -> String {
        let consent = query(
            "/authorize",
            &[
                ("redirect_uri", &ask.redirect_uri),
                ("state", &ask.state),
                ("code_challenge", &ask.code_challenge),
                ("code_challenge_method", &ask.code_challenge_method),
                ("client_id", &ask.client_id),
            ],
        );
        let path =
            query("/api/provider", &[("provider", provider), ("ref", &URL_SAFE_NO_PAD.encode(consent))]);
        format!("{}{path}", self.endpoint())
    }

    /// Begins a sign-in that a person completes in a browser on any machine.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn begin_device_sign_in(&self, request: &DeviceRequest) -> Result<Answer<DeviceGrant>, Error> {
        self.post("/api/auth/device", request)
    }

    /// Asks for a token with a code.
    ///
    /// # Errors
    /// When the server can't be reached, or fails for another reason than the code.
    pub fn redeem(&self, request: &TokenRequest) -> Result<Redeemed, Error> {
        match self.post_or(400, "/api/auth/token", request)? {
            Ok(answer) => answer.read().map(Redeemed::Token),
            Err(refusal) => Ok(Redeemed::Refusal(refusal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    #[test]
    fn the_page_of_a_sign_in_carries_what_the_consent_needs() {
        let client = Client::new("http://localhost:9081/", Settings::default()).expect("client");
        let ask = Authorize {
            client_id: "mesheryctl on a b".to_owned(),
            redirect_uri: "http://127.0.0.1:4/callback".to_owned(),
            state: "s".to_owned(),
            code_challenge: "c".to_owned(),
            code_challenge_method: "S256".to_owned(),
        };
        let page = client.sign_in_page("My Provider", &ask);
        let rest = page.strip_prefix("http://localhost:9081/api/provider?provider=My%20Provider&ref=");
        let consent = URL_SAFE_NO_PAD.decode(rest.expect("address")).expect("base64");
        assert_eq!(
            String::from_utf8(consent).expect("text"),
            "/authorize?redirect_uri=http%3A%2F%2F127.0.0.1%3A4%2Fcallback&state=s&code_challenge=c\
             &code_challenge_method=S256&client_id=mesheryctl%20on%20a%20b"
        );
    }
}
