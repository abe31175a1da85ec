//! The control socket: a Unix socket in the node's folder, open to its owner alone, by which commands reach a running node.

use crate::errand::{Request, Told};
use crate::serve::machine::Desk;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a command waits for its answer: as long as a bundle takes.
const ANSWER_TIME: Duration = Duration::from_secs(3_600);
/// How long a command may take to say what it wants.
const ASK_TIME: Duration = Duration::from_secs(10);
/// How many commands may be connected at once.
const CONNECTIONS_MAX: usize = 256;

/// A listening control socket; its file is removed when it is dropped.
pub struct Control {
    path: PathBuf,
    listener: UnixListener,
}

impl Control {
    /// Listens. The caller holds the lease on the record, so a socket that is there was left by a node that is gone.
    pub fn listen(path: &Path) -> io::Result<Control> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        // The folder is its owner's alone, so nobody can connect in between.
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
        Ok(Control { path: path.to_owned(), listener })
    }

    /// Answers commands until it is aborted. Each connection is one errand, answered on a thread that may wait.
    pub async fn serve(self, desk: Desk) -> io::Result<()> {
        let places = std::sync::Arc::new(Semaphore::new(CONNECTIONS_MAX));
        let listener = self.listener.try_clone()?;
        listener.set_nonblocking(true)?;
        let listener = tokio::net::UnixListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            let (stream, desk) = (stream.into_std()?, desk.clone());
            let Ok(place) = places.clone().acquire_owned().await else { return Ok(()) };
            tokio::spawn(async move {
                if let Err(error) = answer(stream, desk).await {
                    tracing::debug!(%error, "a command went away");
                }
                drop(place);
            });
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn answer(stream: UnixStream, desk: Desk) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(ASK_TIME))?;
    stream.set_write_timeout(Some(ASK_TIME))?;
    let mut input = stream.try_clone()?;
    let request = tokio::task::spawn_blocking(move || Request::read(&mut input)).await.map_err(io::Error::other)??;
    let told = match request {
        None => Told::refused(vec!["the node does not know this errand; are both of one version?".to_owned()]),
        Some(request) => desk.run(request).await.unwrap_or_else(|none| Told::refused(vec![none.to_string()])),
    };
    let mut output = stream;
    tokio::task::spawn_blocking(move || told.write(&mut output)).await.map_err(io::Error::other)?
}

/// Asks the node that listens at `path`; none if no node does.
pub fn ask(path: &Path, request: &Request) -> io::Result<Option<Told>> {
    let mut stream = match UnixStream::connect(path) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => return Ok(None),
        Err(error) => return Err(error),
    };
    stream.set_read_timeout(Some(ANSWER_TIME))?;
    request.write(&mut stream)?;
    Told::read(&mut stream).map(Some)
}
