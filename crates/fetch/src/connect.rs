//! Connections, and TLS on top of them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::Host;

use crate::target::Target;
use crate::{Error, Policy};

/// Bytes in both directions.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Opens connections to addresses that were checked before.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Connects to an address.
    ///
    /// # Errors
    /// When nothing there takes the connection.
    async fn connect(&self, address: SocketAddr) -> io::Result<Box<dyn Stream>>;
}

/// Connects by TCP, directly: no proxy named in the environment is used.
#[derive(Clone, Copy, Debug, Default)]
pub struct TcpConnector;

#[async_trait]
impl Connector for TcpConnector {
    async fn connect(&self, address: SocketAddr) -> io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Box::new(stream))
    }
}

/// Makes the TLS configuration: the public authorities and those of the operator.
pub(crate) fn tls_config(policy: &Policy) -> Result<Arc<ClientConfig>, Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in &policy.authorities {
        roots.add(certificate.clone()).map_err(Error::Authority)?;
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::Authority)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Speaks TLS on a connection; the certificate must be for the host that was asked for.
pub(crate) async fn handshake(
    config: &Arc<ClientConfig>,
    target: &Target,
    stream: Box<dyn Stream>,
) -> io::Result<Box<dyn Stream>> {
    let name = match &target.host {
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(io::Error::other)?,
        Host::Ipv4(address) => ServerName::from(std::net::IpAddr::from(*address)),
        Host::Ipv6(address) => ServerName::from(std::net::IpAddr::from(*address)),
    };
    Ok(Box::new(TlsConnector::from(Arc::clone(config)).connect(name, stream).await?))
}
