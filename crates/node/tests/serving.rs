//! What a node serves and to whom, over real TLS on loopback: parties, readers, strangers, and bodies that are no good.

mod nodes;

use node::certificate::{self, Identity, Pin};
use node::serve::tls;
use nodes::{Two, wait};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A caller of the second party's node.
struct Caller {
    config: Arc<ClientConfig>,
    port: u16,
}

impl Caller {
    fn new(two: &Two, config: ClientConfig) -> Caller {
        Caller { config: Arc::new(config), port: two.listener.local_addr().unwrap().port() }
    }

    /// Sends these bytes and reads until the node closes or falls silent; what came, as text. An error is a refused connection.
    fn send(&self, parts: &[&[u8]]) -> std::io::Result<String> {
        let name = ServerName::try_from("node.example.invalid").unwrap();
        let connection = ClientConnection::new(self.config.clone(), name).map_err(std::io::Error::other)?;
        let socket = TcpStream::connect(("127.0.0.1", self.port))?;
        socket.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut stream = StreamOwned::new(connection, socket);
        for part in parts {
            // A node that has heard enough closes; what it answered is still to be read.
            if stream.write_all(part).is_err() {
                break;
            }
        }
        let _ = stream.flush();
        let mut answer = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => answer.extend_from_slice(&buffer[..read]),
                Err(error) if answer.is_empty() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    fn get(&self, path: &str) -> std::io::Result<String> {
        self.send(&[format!("GET {path} HTTP/1.1\r\nhost: node\r\nconnection: close\r\n\r\n").as_bytes()])
    }

    fn post(&self, head: &str, parts: &[&[u8]]) -> String {
        let head = format!("POST /exchange HTTP/1.1\r\nhost: node\r\nconnection: close\r\n{head}\r\n\r\n");
        self.send(&[&[head.as_bytes()], parts].concat()).unwrap_or_else(|error| error.to_string())
    }
}

fn pins(two: &Two) -> Vec<Pin> {
    vec![Identity::open(Path::new(&two.path("second/keys"))).unwrap().pin().unwrap()]
}

#[test]
fn parties_readers_and_strangers_are_told_apart() {
    let two = Two::found("serving");
    two.configure("second", "\n[limits]\nbody_seconds = 1\n");
    let _second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    assert_eq!(two.empower_head().0, 0);
    wait("held by all", || {
        let (_, said) = two.at("first", &["peers", "--json"]);
        if said.contains("\"held_by_all\":1") { Ok(()) } else { Err(said) }
    });
    assert_eq!(first.terminate(), Some(0));
    let own = Identity::open(Path::new(&two.path("first/keys"))).unwrap();
    let party = Caller::new(&two, tls::client(own.again(), pins(&two)).unwrap());
    let reader = Caller::new(&two, tls::reader(pins(&two)).unwrap());
    // Heads and hashes are for everybody, leaves for parties; what is not there is not there.
    let table = [
        ("/health", "200", "200"),
        ("/log/0/checkpoint", "200", "200"),
        ("/log/0/tile/0/000.p/1", "200", "200"),
        ("/log/0/tile/entries/000.p/1", "200", "403"),
        ("/log/0/tile/0/000.p/2", "404", "404"),
        ("/log/0/tile/0/000", "404", "404"),
        ("/log/9/checkpoint", "404", "404"),
        ("/log/00/checkpoint", "404", "404"),
        ("/blob/00", "404", "403"),
        ("/exchange", "405", "405"),
        ("/", "404", "404"),
    ];
    for (path, for_party, for_reader) in table {
        for (caller, wanted) in [(&party, for_party), (&reader, for_reader)] {
            let said = caller.get(path).unwrap();
            assert!(said.starts_with(&format!("HTTP/1.1 {wanted}")), "{path}: {said}");
        }
    }
    assert!(reader.post("content-length: 0", &[]).starts_with("HTTP/1.1 403"));
    assert!(reader.get("/log/0/checkpoint").unwrap().contains("\r\n\r\nsample.invalid/two/first_party/1\n1\n"));
    // A certificate that nobody pinned is no reader either, and a node with another certificate than ours is not spoken to.
    let made = certificate::make("stranger.example.invalid").unwrap();
    let stranger = Identity {
        certificate: CertificateDer::from_pem_slice(made.certificate.as_bytes()).unwrap(),
        secret: PrivateKeyDer::from_pem_slice(made.secret.as_bytes()).unwrap(),
    };
    assert!(Caller::new(&two, tls::client(stranger, pins(&two)).unwrap()).get("/health").is_err());
    assert!(Caller::new(&two, tls::reader(vec![made.pin]).unwrap()).get("/health").is_err());
    // Bodies: too long by their own word, too long in fact, too slow, nonsense, nothing.
    let most = 8 << 20;
    let chunk = [format!("{:x}\r\n", 1 << 20).into_bytes(), vec![0; 1 << 20], b"\r\n".to_vec()].concat();
    assert!(party.post("content-length: 9999999999", &[]).starts_with("HTTP/1.1 413"));
    let endless = party.post("transfer-encoding: chunked", &vec![chunk.as_slice(); most / (1 << 20) + 2]);
    assert!(endless.starts_with("HTTP/1.1 413") || !endless.starts_with("HTTP/1.1 2"), "{endless}");
    assert!(party.post("content-length: 100", &[b"slow"]).starts_with("HTTP/1.1 408"));
    let nonsense = party.post("content-length: 8", &[b"\0\0\0\x04abcd"]);
    assert!(nonsense.starts_with("HTTP/1.1 400") && nonsense.contains("not a message"), "{nonsense}");
    assert!(party.post("content-length: 0", &[]).starts_with("HTTP/1.1 200"));
    // After all this the node is as well as before.
    assert!(reader.get("/health").unwrap().contains("signing\n"));
}
