//! Listening: TLS with bounds on handshakes, heads and the number of connections; and figures on a loopback address.

use super::app::{App, router};
use super::pages::lobby::Lobby;
use super::public::Hall;
use super::{pages, public, tls};
use crate::certificate::Identity;
use crate::config::Limits;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::middleware::AddExtension;
use axum::routing::get;
use axum_server::Handle;
use axum_server::accept::Accept;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use tokio::net::TcpStream;

/// Serves peers and readers until `handle` is told to stop.
///
/// `listener` is bound by the caller, so that its address is known and a port in use is found before anything starts.
pub async fn serve(listener: TcpListener, identity: Identity, app: Arc<App>, handle: Handle<SocketAddr>) -> io::Result<()> {
    let limits = app.limits;
    let config = tls::server(identity, app.pins.clone()).map_err(io::Error::other)?;
    let tls = RustlsAcceptor::new(RustlsConfig::from_config(Arc::new(config))).handshake_timeout(limits.handshake_time);
    let acceptor = Bounded { inner: tls, handle: handle.clone(), connections_max: limits.connections_max };
    serve_with(axum_server::from_tcp(listener)?.acceptor(acceptor), limits, handle, router(app)).await
}

/// Serves the figures, without TLS, on an address that the configuration allows only if it is a loopback one.
pub async fn serve_figures(listener: TcpListener, app: Arc<App>, handle: Handle<SocketAddr>) -> io::Result<()> {
    let limits = app.limits;
    let say = move || {
        let app = app.clone();
        async move { app.figures.render(&app.desk.status()) }
    };
    let pages = Router::new().route("/metrics", get(say));
    serve_with(axum_server::from_tcp(listener)?, limits, handle, pages).await
}

/// Serves the pages, without TLS, on an address that the configuration allows only if it is a loopback one.
pub async fn serve_pages(listener: TcpListener, lobby: Arc<Lobby>, limits: Limits, handle: Handle<SocketAddr>) -> io::Result<()> {
    serve_with(axum_server::from_tcp(listener)?, limits, handle, pages::router(lobby)).await
}

/// Serves the public side, without TLS: a server for TLS stands before it, or it is served by another machine from a folder.
pub async fn serve_public(listener: TcpListener, hall: Arc<Hall>, limits: Limits, handle: Handle<SocketAddr>) -> io::Result<()> {
    serve_with(axum_server::from_tcp(listener)?, limits, handle, public::router(hall)).await
}

async fn serve_with<A>(
    server: axum_server::Server<SocketAddr, A>,
    limits: Limits,
    handle: Handle<SocketAddr>,
    pages: Router,
) -> io::Result<()>
where
    A: Accept<TcpStream, AddExtension<Router, ConnectInfo<SocketAddr>>> + Clone + Send + Sync + 'static,
    A::Stream: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send,
    A::Service: axum_server::service::SendService<axum::http::Request<hyper::body::Incoming>> + Send,
    A::Future: Send,
{
    let mut server = server.handle(handle).http1_only().first_request_timeout(limits.handshake_time + limits.head_time);
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(limits.head_time).max_buf_size(64 << 10);
    server
        .accept_error_handler(|from: Option<&SocketAddr>, error| {
            // Anyone can cause this by knocking, so it is told only to whoever asks for details.
            tracing::debug!(from = ?from.map(SocketAddr::ip), %error, "a connection was not accepted");
        })
        .serve(pages.into_make_service_with_connect_info::<SocketAddr>())
        .await
}

/// Accepts connections up to a bound; those beyond are closed at once, and cost no handshake.
#[derive(Clone)]
struct Bounded {
    inner: RustlsAcceptor,
    handle: Handle<SocketAddr>,
    connections_max: usize,
}

impl<S: Send + 'static> Accept<TcpStream, S> for Bounded {
    type Stream = <RustlsAcceptor as Accept<TcpStream, S>>::Stream;
    type Service = <RustlsAcceptor as Accept<TcpStream, S>>::Service;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        // The connection that is being accepted is counted already.
        if self.handle.connection_count() > self.connections_max {
            return Box::pin(std::future::ready(Err(io::Error::other("too many connections"))));
        }
        // Peers send small batches and wait for the answer: holding them back to fill packets only delays.
        let _ = stream.set_nodelay(true);
        Box::pin(self.inner.accept(stream, service))
    }
}
