//! An OpenID Connect issuer that a test controls: honest until told otherwise. It asks nobody for a password.

mod endpoints;
mod knobs;
mod state;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

pub use self::knobs::{Endpoint, Knobs, Signature, Trouble};
use self::state::State;
use crate::Client;
use crate::host::Host;

/// What becomes of the key that signed until now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldKey {
    /// It stays published, as in an orderly rotation.
    Kept,
    /// It is gone at once, as after a leak.
    Dropped,
}

/// The issuer, stopped when dropped.
#[derive(Debug)]
pub struct Issuer {
    state: Arc<State>,
    host: Option<Host>,
    port: u16,
}

impl Issuer {
    /// Starts an honest issuer on a free port.
    ///
    /// # Panics
    /// When it can't listen.
    #[must_use]
    pub fn start() -> Self {
        let state = Arc::new(State::new());
        let host = Host::serve(0, endpoints::router(Arc::clone(&state)));
        let port = host.port();
        state.settle(format!("http://127.0.0.1:{port}"));
        Self { state, host: Some(host), port }
    }

    /// Returns the issuer's identifier, without a slash at the end.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.state.issuer()
    }

    /// Returns the id of the one client.
    #[must_use]
    pub fn client_id(&self) -> &'static str {
        state::CLIENT_ID
    }

    /// Returns the secret of the one client.
    #[must_use]
    pub fn client_secret(&self) -> &'static str {
        state::CLIENT_SECRET
    }

    /// Changes how the issuer behaves from the next request on.
    pub fn set<T>(&self, change: impl FnOnce(&mut Knobs) -> T) {
        change(&mut self.state.changeable().knobs);
    }

    /// Makes the issuer honest again.
    pub fn reset(&self) {
        self.set(|knobs| *knobs = Knobs::default());
    }

    /// Signs with a new key from now on.
    pub fn rotate_keys(&self, old: OldKey) {
        self.state.rotate(old);
    }

    /// Stops answering: nobody listens at the issuer's address.
    pub fn go_offline(&mut self) {
        self.host = None;
    }

    /// Answers again, at the same address.
    ///
    /// # Panics
    /// When something else listens there by now.
    pub fn go_online(&mut self) {
        if self.host.is_none() {
            self.host = Some(Host::serve(self.port, endpoints::router(Arc::clone(&self.state))));
        }
    }

    /// Goes to the address of a sign-in as a browser would, and returns where the issuer sends it back to.
    ///
    /// # Panics
    /// When the issuer refuses the request, with its reason.
    #[must_use]
    pub fn sign_in(&self, authorize_url: &str) -> String {
        let reply = Client::new(self.issuer()).get(authorize_url);
        let back = reply.location();
        back.unwrap_or_else(|| panic!("the issuer refuses: {} {}", reply.status, reply.text())).to_owned()
    }

    /// Returns how many requests an endpoint has had, with those that met trouble.
    #[must_use]
    pub fn requests(&self, endpoint: Endpoint) -> usize {
        self.state.changeable().requests.get(&endpoint).copied().unwrap_or_default()
    }

    /// Returns the parameters of the last authorization request.
    #[must_use]
    pub fn last_authorize(&self) -> Option<BTreeMap<String, String>> {
        self.state.changeable().last_authorize.clone()
    }

    /// Returns the fields of the last token request, the client's secret among them if it came in the body.
    #[must_use]
    pub fn last_token_request(&self) -> Option<BTreeMap<String, String>> {
        self.state.changeable().last_token_request.clone()
    }

    /// Returns the claims of an honest id token for somebody who signs in now.
    #[must_use]
    pub fn honest_claims(&self) -> Map<String, Value> {
        self.state.claims(&Map::new())
    }

    /// Signs any claims honestly, for tokens that never went through a sign-in.
    #[must_use]
    pub fn sign(&self, claims: &Map<String, Value>) -> String {
        self.sign_with(&Signature::Honest, claims)
    }

    /// Signs any claims in some way.
    #[must_use]
    pub fn sign_with(&self, signature: &Signature, claims: &Map<String, Value>) -> String {
        self.state.sign(signature, claims)
    }
}
