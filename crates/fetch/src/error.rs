//! Why something can't be fetched. No text holds credentials, the query of an address, or what a server sent.

use std::io;

use meshery_errors::{Code, Coded};

use crate::Range;

/// Why something can't be fetched.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An entry of the allow-list is neither a network nor a host.
    #[error("`{given}` can't be allowed: write a network like `10.0.0.0/8`, an address or a host name")]
    Allowed {
        /// The entry.
        given: String,
    },
    /// A certificate authority can't be used.
    #[error("a certificate authority can't be used")]
    Authority(#[source] rustls::Error),
    /// The text is no address.
    #[error("the address can't be used: {reason}")]
    Url {
        /// What is wrong with it.
        reason: String,
    },
    /// The address is of another scheme.
    #[error("addresses of the scheme `{scheme}` are not fetched, use https or http")]
    Scheme {
        /// The scheme.
        scheme: String,
    },
    /// The address holds a user name or a password.
    #[error("the address holds a user name or a password, leave them out")]
    Userinfo,
    /// The port belongs to a service that is no web server.
    #[error("port {port} is not connected to, it belongs to another kind of service")]
    Port {
        /// The port.
        port: u16,
    },
    /// The host is not public.
    #[error("`{host}` is a {} address, which is not fetched from unless the operator allows it", range.name())]
    Forbidden {
        /// The host as it was named.
        host: String,
        /// What kind of address it is, or leads to.
        range: Range,
    },
    /// The name has no address.
    #[error("the host `{host}` can't be found")]
    Unresolved {
        /// The name.
        host: String,
        /// What the resolver says.
        #[source]
        source: Option<io::Error>,
    },
    /// No connection.
    #[error("no connection to `{host}` on port {port}")]
    Unreachable {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The other side could not prove who it is.
    #[error("no secure connection to `{host}`")]
    Tls {
        /// The host.
        host: String,
        /// What is wrong.
        #[source]
        source: io::Error,
    },
    /// It took too long.
    #[error("`{url}` did not answer in time")]
    TimedOut {
        /// The address.
        url: String,
    },
    /// The conversation broke off, or was none.
    #[error("the answer of `{url}` broke off or is not HTTP")]
    Broken {
        /// The address.
        url: String,
        /// What is wrong.
        #[source]
        source: hyper::Error,
    },
    /// The server says no.
    #[error("`{url}` answers with status {status}")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
    },
    /// The server wants other credentials, or any.
    #[error("`{url}` may not be read without the right credentials")]
    Denied {
        /// The address.
        url: String,
    },
    /// Too many bytes.
    #[error("`{url}` sends more than {limit} bytes")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit.
        limit: u64,
    },
    /// A redirect that is not followed.
    #[error("the redirect of `{url}` is not followed: {reason}")]
    Redirect {
        /// The address that redirects.
        url: String,
        /// Why.
        reason: &'static str,
    },
    /// Too many redirects.
    #[error("`{url}` redirects more than {limit} times")]
    Redirects {
        /// The address.
        url: String,
        /// The limit.
        limit: usize,
    },
    /// The temporary file failed.
    #[error("what was fetched can't be kept in a temporary file")]
    Spool(#[source] io::Error),
    /// The content is not what was promised.
    #[error("{what} is not what its digest says")]
    Digest {
        /// What was fetched.
        what: String,
    },
    /// A name or an address of some kind is not of its form.
    #[error("`{given}` can't be used: {reason}")]
    Reference {
        /// What was given.
        given: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A server speaks, but not what it should.
    #[error("the answer of `{url}` is not understood: {reason}")]
    Answer {
        /// Who answers.
        url: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// An image has no layer of the kind that is wanted, or several.
    #[error("the image `{image}` has {count} layers{wanted} where one is expected")]
    Layer {
        /// The image.
        image: String,
        /// How many there are.
        count: usize,
        /// Of which type, as the end of the sentence.
        wanted: String,
    },
    /// A chart repository has no index that can be read.
    #[error("the index of charts at `{url}` can't be read: {reason}")]
    Index {
        /// Where it is.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// A chart is not listed.
    #[error("the repository has no chart `{chart}`")]
    NoChart {
        /// Its name.
        chart: String,
    },
    /// No version of a chart fits.
    #[error("the chart `{chart}` has no version that fits `{wanted}`")]
    NoVersion {
        /// Its name.
        chart: String,
        /// What was wanted.
        wanted: String,
    },
    /// A name means nothing in a Git repository.
    #[error("`{repository}` has no branch, tag or commit `{name}`")]
    NoRef {
        /// Address of the repository.
        repository: String,
        /// The name.
        name: String,
    },
    /// A path leads nowhere in a Git repository.
    #[error("`{repository}` has nothing at `{path}`")]
    NoPath {
        /// Address of the repository.
        repository: String,
        /// The path.
        path: String,
    },
    /// A Git repository holds more than is taken.
    #[error("`{repository}` holds more than {limit} {what} there, name a folder that holds less")]
    Checkout {
        /// Address of the repository.
        repository: String,
        /// What there is too much of.
        what: &'static str,
        /// How much is taken.
        limit: u64,
    },
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Allowed { .. } => Code::new("meshery-server-1650"),
            Self::Authority(_) => Code::new("meshery-server-1651"),
            Self::Url { .. } => Code::new("meshery-server-1652"),
            Self::Scheme { .. } => Code::new("meshery-server-1653"),
            Self::Userinfo => Code::new("meshery-server-1654"),
            Self::Port { .. } => Code::new("meshery-server-1655"),
            Self::Forbidden { .. } => Code::new("meshery-server-1656"),
            Self::Unresolved { .. } => Code::new("meshery-server-1657"),
            Self::Unreachable { .. } => Code::new("meshery-server-1658"),
            Self::Tls { .. } => Code::new("meshery-server-1659"),
            Self::TimedOut { .. } => Code::new("meshery-server-1660"),
            Self::Broken { .. } => Code::new("meshery-server-1661"),
            Self::Status { .. } => Code::new("meshery-server-1662"),
            Self::Denied { .. } => Code::new("meshery-server-1663"),
            Self::TooLarge { .. } => Code::new("meshery-server-1664"),
            Self::Redirect { .. } => Code::new("meshery-server-1665"),
            Self::Redirects { .. } => Code::new("meshery-server-1666"),
            Self::Spool(_) => Code::new("meshery-server-1667"),
            Self::Digest { .. } => Code::new("meshery-server-1668"),
            Self::Reference { .. } => Code::new("meshery-server-1669"),
            Self::Answer { .. } => Code::new("meshery-server-1670"),
            Self::Layer { .. } => Code::new("meshery-server-1671"),
            Self::Index { .. } => Code::new("meshery-server-1672"),
            Self::NoChart { .. } => Code::new("meshery-server-1673"),
            Self::NoVersion { .. } => Code::new("meshery-server-1674"),
            Self::NoRef { .. } => Code::new("meshery-server-1675"),
            Self::NoPath { .. } => Code::new("meshery-server-1676"),
            Self::Checkout { .. } => Code::new("meshery-server-1677"),
        }
    }
}
