//! A client as a browser is one, or as a program with a token is one.

use std::sync::{Mutex, MutexGuard, PoisonError};

use cookie_store::{CookieStore, RawCookie};
use serde_json::Value;
use url::Url;

use crate::Reply;
use crate::reply::send;

/// Most redirects that are followed in a row.
const REDIRECTS: usize = 20;

/// Talks to one server, keeps the cookies it sets and, if it was given one, sends a bearer token.
///
/// Redirects are answers like any other; [`Client::follow`] goes along with them as long as they stay on the
/// server.
#[derive(Debug)]
pub struct Client {
    base: Url,
    jar: Mutex<CookieStore>,
    bearer: Option<String>,
}

impl Client {
    /// Makes a client without cookies and without a token.
    ///
    /// # Panics
    /// When the address is none.
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self { base: Url::parse(address).expect("an address"), jar: Mutex::default(), bearer: None }
    }

    /// Sends this token with every request from now on.
    #[must_use]
    pub fn with_bearer(mut self, token: &str) -> Self {
        self.bearer = Some(token.to_owned());
        self
    }

    /// Sends `GET`. A path is one of the server's; a whole address must be on it.
    #[must_use]
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None)
    }

    /// Sends a JSON body with `POST`.
    #[must_use]
    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send_json("POST", path, body)
    }

    /// Sends a JSON body with `PUT`.
    #[must_use]
    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.send_json("PUT", path, body)
    }

    /// Sends `DELETE`.
    #[must_use]
    pub fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, &[], None)
    }

    /// Sends a form with `POST`, as a page without scripts does.
    #[must_use]
    pub fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &headers, Some(form.as_bytes()))
    }

    /// Sends `GET` and follows redirects until there is none, or until one leaves the server: then that
    /// redirect is what is returned.
    ///
    /// # Panics
    /// When redirects go in circles.
    #[must_use]
    pub fn follow(&self, path: &str) -> Reply {
        self.visit(path).1
    }

    /// Follows redirects as [`Client::follow`] does and returns the address that answered as well.
    ///
    /// # Panics
    /// When redirects go in circles.
    #[must_use]
    pub fn visit(&self, path: &str) -> (String, Reply) {
        self.visit_from(self.resolve(path))
    }

    /// Goes on from a reply that may be a redirect.
    ///
    /// # Panics
    /// When redirects go in circles.
    #[must_use]
    pub fn follow_reply(&self, path: &str, reply: Reply) -> Reply {
        match self.next(&self.resolve(path), &reply) {
            Some(address) => self.visit_from(address).1,
            None => reply,
        }
    }

    /// Returns the value of a cookie that is kept for the server's pages.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let jar = self.jar();
        jar.iter_unexpired().find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
    }

    /// Keeps a cookie as if the server had set it for all its pages.
    ///
    /// # Panics
    /// When name or value can't be those of a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let cookie = RawCookie::build((name.to_owned(), value.to_owned())).path("/").build();
        self.jar().insert_raw(&cookie, &self.base).expect("a cookie");
    }

    /// Forgets all cookies.
    pub fn clear_cookies(&self) {
        self.jar().clear();
    }

    /// Sends any request.
    ///
    /// # Panics
    /// When the server does not answer.
    #[must_use]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Reply {
        let address = self.resolve(path);
        let cookies: Vec<String> =
            self.jar().get_request_values(&address).map(|(name, value)| format!("{name}={value}")).collect();
        let (cookies, bearer) =
            (cookies.join("; "), self.bearer.as_ref().map(|token| format!("Bearer {token}")));
        let mut all = headers.to_vec();
        if !cookies.is_empty() {
            all.push(("cookie", &cookies));
        }
        if let Some(bearer) = &bearer {
            all.push(("authorization", bearer));
        }
        let reply = send(method, address.as_str(), &all, body)
            .unwrap_or_else(|error| panic!("{method} {address}: {error}"));
        let set = reply.set_cookies();
        let set = set.iter().filter_map(|text| RawCookie::parse((*text).to_owned()).ok());
        self.jar().store_response_cookies(set, &address);
        reply
    }

    fn send_json(&self, method: &str, path: &str, body: &Value) -> Reply {
        let headers = [("content-type", "application/json")];
        self.send(method, path, &headers, Some(body.to_string().as_bytes()))
    }

    fn visit_from(&self, mut address: Url) -> (String, Reply) {
        for _ in 0..REDIRECTS {
            let reply = self.get(address.as_str());
            match self.next(&address, &reply) {
                Some(next) => address = next,
                None => return (address.into(), reply),
            }
        }
        panic!("more than {REDIRECTS} redirects, the last to {address}")
    }

    /// Returns where a redirect leads, if that is on the server.
    fn next(&self, from: &Url, reply: &Reply) -> Option<Url> {
        let next = from.join(reply.location()?).ok()?;
        (next.origin() == self.base.origin()).then_some(next)
    }

    fn resolve(&self, path: &str) -> Url {
        let address = self.base.join(path).unwrap_or_else(|error| panic!("`{path}`: {error}"));
        assert_eq!(address.origin(), self.base.origin(), "`{path}` is not on this server");
        address
    }

    fn jar(&self) -> MutexGuard<'_, CookieStore> {
        self.jar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::extract::Path;
    use axum::http::{HeaderMap, header};
    use axum::response::{AppendHeaders, IntoResponse as _, Redirect};
    use axum::routing::get;

    use super::*;
    use crate::host::Host;

    /// Answers with the request's cookies and token, and sets the cookies a test names.
    fn server() -> (Host, Client) {
        let seen = |headers: HeaderMap| async move {
            let value =
                |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
            format!("{}|{}", value(header::COOKIE), value(header::AUTHORIZATION))
        };
        let set = |Path(cookie): Path<String>| async move {
            (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/seen")).into_response()
        };
        let router = Router::new()
            .route("/seen", get(seen).post(seen))
            .route("/below/seen", get(seen))
            .route("/set/{cookie}", get(set))
            .route("/leave", get(|| async { Redirect::to("http://elsewhere.example/") }))
            .route("/circle", get(|| async { Redirect::to("/circle") }));
        let host = Host::serve(0, router);
        let client = Client::new(&format!("http://127.0.0.1:{}", host.port()));
        (host, client)
    }

    #[test]
    fn cookies_are_kept_by_path_and_forgotten_when_removed() {
        let (_host, client) = server();
        assert_eq!(client.get("/set/token=abc; Path=%2F; HttpOnly").status, 303);
        assert_eq!(client.follow("/set/narrow=1; Path=%2Fbelow").text(), "token=abc|");
        assert_eq!(client.cookie("token").as_deref(), Some("abc"));
        assert!(client.get("/below/seen").text().contains("narrow=1"));
        assert_eq!(client.follow("/set/token=; Path=%2F; Max-Age=0").text(), "|");
        assert_eq!(client.cookie("token"), None);
        client.set_cookie("token", "mine");
        assert_eq!(client.get("/below/seen").text().matches("token=mine").count(), 1);
        client.clear_cookies();
        assert_eq!(client.get("/seen").text(), "|");
    }

    #[test]
    fn a_bearer_token_is_sent_along() {
        let (_host, client) = server();
        let client = client.with_bearer("abc");
        assert_eq!(client.post("/seen", &Value::Null).text(), "|Bearer abc");
    }

    #[test]
    fn a_redirect_that_leaves_the_server_is_not_followed() {
        let (_host, client) = server();
        assert_eq!(client.follow("/leave").location(), Some("http://elsewhere.example/"));
    }

    #[test]
    #[should_panic(expected = "redirects")]
    fn redirects_in_circles_end() {
        let (_host, client) = server();
        let _ = client.follow("/circle");
    }

    #[test]
    #[should_panic(expected = "not on this server")]
    fn a_client_does_not_go_elsewhere() {
        let (_host, client) = server();
        let _ = client.get("http://elsewhere.example/");
    }
}
