//! What a server answered. Any status is an answer, and bodies are read whole.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;
use ureq::tls::TlsConfig;

/// What the server answered.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body as it came.
    pub body: Vec<u8>,
}

impl Reply {
    /// Returns the body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {} {:?}", self.status, self.text()))
    }

    /// Returns the body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns a header's first value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns where a redirect leads.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        (300..400).contains(&self.status).then(|| self.header("location"))?
    }

    /// Returns every `Set-Cookie` header, attributes included.
    #[must_use]
    pub fn set_cookies(&self) -> Vec<&str> {
        let all = self.headers.iter().filter(|(key, _)| key == "set-cookie");
        all.map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the value of a cookie that is set, empty where it is removed.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.set_cookies().into_iter().find_map(|cookie| {
            let (key, value) = cookie.split(';').next()?.split_once('=')?;
            (key.trim() == name).then(|| value.trim().to_owned())
        })
    }
}

/// Sends one request and follows no redirect. Certificates are not checked: tests make their own.
pub(crate) fn send(
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
) -> Result<Reply, ureq::Error> {
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .allow_non_standard_methods(true)
        .tls_config(TlsConfig::builder().disable_verification(true).build())
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into();
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = agent.run(request.body(body.unwrap_or_default())?)?;
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let body = response.body_mut().with_config().limit(256 << 20).read_to_vec()?;
    Ok(Reply { status: response.status().as_u16(), headers, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, headers: &[(&str, &str)]) -> Reply {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Reply { status, headers, body: Vec::new() }
    }

    #[test]
    fn each_cookie_is_found_by_its_name() {
        let reply = reply(
            200,
            &[
                ("set-cookie", "token=a.b=; Path=/; HttpOnly"),
                ("set-cookie", "meshery-provider=None; Path=/"),
            ],
        );
        assert_eq!(reply.set_cookies().len(), 2);
        assert_eq!(reply.cookie("token").as_deref(), Some("a.b="));
        assert_eq!(reply.cookie("meshery-provider").as_deref(), Some("None"));
        assert_eq!(reply.cookie("Path"), None);
    }

    #[test]
    fn only_a_redirect_leads_somewhere() {
        assert_eq!(reply(303, &[("location", "/provider")]).location(), Some("/provider"));
        assert_eq!(reply(201, &[("location", "/api/designs/1")]).location(), None);
    }
}
