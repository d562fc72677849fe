//! An honest provider that speaks the protocol of Meshery's remote providers. It asks nobody for a password.

mod endpoints;
mod state;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

pub use self::state::Call;
use self::state::State;
use crate::host::Host;
use crate::{Client, OldKey};

/// The provider, stopped when dropped.
#[derive(Debug)]
pub struct RemoteProvider {
    state: Arc<State>,
    host: Option<Host>,
    port: u16,
}

impl RemoteProvider {
    /// Starts the provider on a free port. Ada Lovelace signs in, with access tokens that are good for an hour.
    ///
    /// # Panics
    /// When it can't listen.
    #[must_use]
    pub fn start() -> Self {
        let state = Arc::new(State::new());
        let host = Host::serve(0, endpoints::router(Arc::clone(&state)));
        let port = host.port();
        Self { state, host: Some(host), port }
    }

    /// Returns the address, as in `PROVIDER_BASE_URLS`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the name the provider tells in its capabilities.
    #[must_use]
    pub fn name(&self) -> &'static str {
        state::NAME
    }

    /// Sets for how many seconds access tokens made from now on are good; `None` is for ever, negative is over.
    pub fn set_lifetime(&self, seconds: Option<i64>) {
        self.state.changeable().lifetime = seconds;
    }

    /// Sets the claims of access tokens made from now on, except for their times: who signs in.
    pub fn set_claims(&self, claims: Map<String, Value>) {
        self.state.changeable().claims = claims;
    }

    /// Returns the claims of access tokens, except for their times.
    #[must_use]
    pub fn claims(&self) -> Map<String, Value> {
        self.state.changeable().claims.clone()
    }

    /// Signs with a new key from now on.
    pub fn rotate_keys(&self, old: OldKey) {
        self.state.rotate(old);
    }

    /// Stops answering: nobody listens at the provider's address.
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

    /// Goes to the address of a sign-in as a browser would, and returns where the provider sends it back to.
    ///
    /// # Panics
    /// When the provider refuses the request, with its reason.
    #[must_use]
    pub fn sign_in(&self, login_url: &str) -> String {
        let reply = Client::new(&self.url()).get(login_url);
        let back = reply.location();
        back.unwrap_or_else(|| panic!("the provider refuses: {} {}", reply.status, reply.text())).to_owned()
    }

    /// Returns a token as a sign-in would bring it, for requests that never went through one.
    #[must_use]
    pub fn token(&self) -> String {
        self.state.issue()
    }

    /// Returns a token in the same form whose access token is signed with a key the provider does not publish,
    /// under the name of the one it does.
    #[must_use]
    pub fn forged_token(&self) -> String {
        self.state.forge()
    }

    /// Returns how often a call was made.
    #[must_use]
    pub fn calls(&self, call: Call) -> usize {
        self.state.changeable().calls.get(&call).copied().unwrap_or_default()
    }

    /// Returns the parameters of the last sign-in, `source` decoded.
    #[must_use]
    pub fn last_login(&self) -> Option<BTreeMap<String, String>> {
        self.state.changeable().last_login.clone()
    }

    /// Returns how many sessions there are in which nobody has signed out.
    #[must_use]
    pub fn open_sessions(&self) -> usize {
        self.state.changeable().sessions.len()
    }

    /// Returns how many refresh tokens are neither used nor revoked.
    #[must_use]
    pub fn live_refresh_tokens(&self) -> usize {
        self.state.changeable().grants.len()
    }
}
