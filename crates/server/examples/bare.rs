//! The peer of `bench/lists`: a bare axum handler that serves one file's bytes. `bare <address> <file>`

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(file)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: bare <address> <file>");
    };
    let body = Bytes::from(std::fs::read(file)?);
    let handler = move || async move { ([(header::CONTENT_TYPE, "application/json")], body.clone()) };
    let listener = tokio::net::TcpListener::bind(address).await?;
    Ok(axum::serve(listener, Router::new().route("/", get(handler))).await?)
}
