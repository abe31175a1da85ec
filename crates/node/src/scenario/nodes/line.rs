//! The lines between the nodes, which the story can cut: each is a port on loopback whose connections go on to the node behind it.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// One line from one machine to the node of another party.
pub struct Line {
    port: SocketAddr,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    /// Where it leads; nowhere while it is cut.
    to: Option<SocketAddr>,
    /// Both ends of what goes through it.
    streams: Vec<TcpStream>,
    ended: bool,
}

impl Line {
    /// A line that leads nowhere yet.
    pub fn new() -> io::Result<Line> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                // Whoever is turned away finds the connection closed, as behind a line that was cut.
                let done = stream.and_then(|near| join(near, &shared));
                if done.is_ok_and(|ended| ended) {
                    return;
                }
            }
        });
        Ok(Line { port, state, thread: Some(thread) })
    }

    /// The port at which it begins.
    pub fn port(&self) -> SocketAddr {
        self.port
    }

    /// Leads it to a node, or nowhere. What goes through it is broken off where it led elsewhere before.
    pub fn lead(&self, to: Option<SocketAddr>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.to != to {
            state.to = to;
            state.streams.drain(..).for_each(|stream| _ = stream.shutdown(Shutdown::Both));
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.lead(None);
        self.state.lock().unwrap_or_else(PoisonError::into_inner).ended = true;
        // Wakes the thread, which then finds that it has ended.
        let _ = TcpStream::connect(self.port);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Joins a connection to the node behind the line. True if the line has ended.
fn join(near: TcpStream, state: &Mutex<State>) -> io::Result<bool> {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(to) = state.to.filter(|_| !state.ended) else { return Ok(state.ended) };
    let far = TcpStream::connect(to)?;
    carry(near.try_clone()?, far.try_clone()?);
    carry(far.try_clone()?, near.try_clone()?);
    state.streams.retain(|stream| stream.peer_addr().is_ok());
    state.streams.extend([near, far]);
    Ok(false)
}

/// Carries bytes one way until either end closes; then both are closed.
fn carry(mut from: TcpStream, mut to: TcpStream) {
    std::thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};

    #[test]
    fn a_line_carries_both_ways_until_it_is_cut() {
        let node = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let line = Line::new().unwrap();
        assert_eq!(TcpStream::connect(line.port()).unwrap().read(&mut [0]).unwrap_or(0), 0, "it leads nowhere");
        line.lead(Some(node.local_addr().unwrap()));
        let mut near = TcpStream::connect(line.port()).unwrap();
        near.write_all(b"ask").unwrap();
        let (mut far, _) = node.accept().unwrap();
        let mut heard = [0; 3];
        far.read_exact(&mut heard).unwrap();
        far.write_all(b"yes").unwrap();
        near.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"yes");
        line.lead(None);
        assert_eq!(near.read(&mut heard).unwrap_or(0), 0, "it is cut");
    }
}
