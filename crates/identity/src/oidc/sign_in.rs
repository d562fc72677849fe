//! The code flow: where the browser goes, and what it brings back.

use std::sync::Arc;

use chrono::DateTime;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, TokenResponse as _, http,
};
use secrecy::ExposeSecret as _;
use url::Url;

use super::claims::Claims;
use super::discovery::{Metadata, chain};
use super::{LEEWAY, Oidc};
use crate::http::HttpError;
use crate::{Answer, Arrival, Begun, Error, Memory, Provider as _, random};

type HttpClientError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Oidc {
    pub(super) async fn begin_code_flow(
        &self,
        callback: &Url,
        state: &str,
        now: Timestamp,
    ) -> Result<Begun, Error> {
        let metadata =
            self.discovery.get(&self.http, now).await.map_err(|reason| self.unavailable(&reason))?;
        let (nonce, verifier) = (random::secret()?, random::secret()?);
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let client = self.client(&metadata, callback);
        let (state, same_nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(nonce.clone()));
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || same_nonce)
            .set_pkce_challenge(challenge);
        for scope in self.scopes(&metadata) {
            request = request.add_scope(Scope::new(scope));
        }
        let (address, _, _) = request.url();
        Ok(Begun { address, memory: Memory { nonce, verifier } })
    }

    pub(super) async fn finish_code_flow(
        &self,
        callback: &Url,
        memory: Memory,
        answer: Answer,
        now: Timestamp,
    ) -> Result<Arrival, Error> {
        if let Some(error) = answer.error {
            let short: String = error.chars().filter(char::is_ascii_graphic).take(64).collect();
            return Err(self.failed(&format!("the issuer refused ({short})")));
        }
        let metadata =
            self.discovery.get(&self.http, now).await.map_err(|reason| self.unavailable(&reason))?;
        // RFC 9207: an answer that another issuer wrote must not be given to this one.
        match answer.issuer {
            Some(issuer) if issuer != self.settings.issuer => {
                return Err(self.failed("another issuer answered"));
            }
            None if metadata.additional_metadata().names_itself => {
                return Err(self.failed("the answer does not say which issuer wrote it"));
            }
            _ => {}
        }
        let code = answer.code.ok_or_else(|| self.failed("the answer carries no code"))?;
        let tokens = self
            .client(&metadata, callback)
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| self.failed(&chain(&error)))?
            .set_pkce_verifier(PkceCodeVerifier::new(memory.verifier))
            .request_async(&self.http)
            .await
            .map_err(|error| self.failed(&format!("the code was not exchanged: {}", refusal(&error))))?;
        let id_token = tokens.id_token().ok_or_else(|| self.failed("the issuer sent no id token"))?;
        self.verified(id_token, Some(&Nonce::new(memory.nonce)), now).await?;
        let mut claims =
            Claims::read(&id_token.to_string()).ok_or_else(|| self.failed("the id token can't be read"))?;
        if claims.has_not_begun(now) {
            return Err(self.failed("the id token is not good yet"));
        }
        if !claims.has(&self.settings.groups_claim) || claims.email().is_none() {
            let more = self.user_info(&metadata, tokens.access_token().secret()).await;
            claims.complete_with(more);
        }
        self.arrival(&claims)
    }

    pub(super) fn check_claims(
        &self,
        metadata: &Metadata,
        token: &CoreIdToken,
        nonce: Option<&Nonce>,
        now: Timestamp,
    ) -> Result<(), ClaimsVerificationError> {
        let time = |second| DateTime::from_timestamp(second, 0).unwrap_or_default();
        let keys = metadata.jwks().clone();
        let issuer = metadata.issuer().clone();
        let verifier = match &self.settings.client_secret {
            Some(secret) => {
                let secret = ClientSecret::new(secret.expose_secret().to_owned());
                CoreIdTokenVerifier::new_confidential_client(self.client_id.clone(), secret, issuer, keys)
            }
            None => CoreIdTokenVerifier::new_public_client(self.client_id.clone(), issuer, keys),
        };
        let latest = time(now.as_second() + LEEWAY);
        let verifier = verifier
            .set_allowed_algs(algorithms(metadata))
            .set_time_fn(move || time(now.as_second() - LEEWAY))
            .set_issue_time_verifier_fn(move |issued| {
                if issued <= latest { Ok(()) } else { Err("it was issued in the future".to_owned()) }
            });
        match nonce {
            Some(nonce) => token.claims(&verifier, nonce).map(drop),
            None => {
                // A bearer token is for this server, or for one of the audiences the operator named.
                let verifier = verifier.require_audience_match(false);
                let claims = token.claims(&verifier, |_: Option<&Nonce>| Ok(()))?;
                let meant = claims.audiences().iter().any(|audience| self.is_ours(audience));
                if meant {
                    Ok(())
                } else {
                    Err(ClaimsVerificationError::InvalidAudience("it is for somebody else".to_owned()))
                }
            }
        }
    }

    fn is_ours(&self, audience: &str) -> bool {
        audience == self.settings.client_id || self.settings.audiences.iter().any(|ours| ours == audience)
    }

    fn client(&self, metadata: &Arc<Metadata>, callback: &Url) -> Client {
        let secret = self.settings.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        CoreClient::from_provider_metadata(metadata.as_ref().clone(), self.client_id.clone(), secret)
            .set_redirect_uri(RedirectUrl::from_url(callback.clone()))
    }

    /// Scopes to ask for: an issuer that publishes a list refuses what is not on it.
    fn scopes(&self, metadata: &Metadata) -> Vec<String> {
        let offered = metadata.scopes_supported();
        let is_offered =
            |scope: &&String| offered.is_none_or(|all| all.iter().any(|one| one.as_str() == **scope));
        self.settings.scopes.iter().filter(is_offered).cloned().collect()
    }

    /// Asks for what the id token left out. Failing is no reason to keep somebody out.
    async fn user_info(&self, metadata: &Metadata, access_token: &str) -> Option<Claims> {
        let address = metadata.userinfo_endpoint()?.as_str();
        let headers = [(http::header::AUTHORIZATION, format!("Bearer {access_token}"))];
        let request = crate::http::request(http::Method::GET, address, &headers, Vec::new()).ok()?;
        let answer = self.http.send(request).await.ok().filter(|answer| answer.status().is_success())?;
        Claims::from_json(answer.body())
    }
}

/// Says why a code was not exchanged, with nothing of an answer that can't be read: there may be tokens in it.
fn refusal(error: &HttpClientError) -> String {
    match error {
        RequestTokenError::Parse(error, _) => {
            format!("the answer can't be read (`{}` is not as it should be)", error.path())
        }
        error => chain(error),
    }
}

/// Algorithms a signature may have: those the issuer names, as far as they need a key that only the issuer has.
fn algorithms(metadata: &Metadata) -> Vec<CoreJwsSigningAlgorithm> {
    let safe = |algorithm: &&CoreJwsSigningAlgorithm| {
        !matches!(
            algorithm,
            CoreJwsSigningAlgorithm::None
                | CoreJwsSigningAlgorithm::HmacSha256
                | CoreJwsSigningAlgorithm::HmacSha384
                | CoreJwsSigningAlgorithm::HmacSha512
        )
    };
    metadata.id_token_signing_alg_values_supported().iter().filter(safe).cloned().collect()
}
