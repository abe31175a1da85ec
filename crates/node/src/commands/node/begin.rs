//! `init` and `found`: a folder for a node, and the founding that every party writes from the same cards.

use super::NodeFault;
use crate::book::Book;
use crate::card::{Card, CardFault};
use crate::certificate;
use crate::commands::{Done, Options};
use crate::config::{self, Config, Peer};
use crate::hex;
use crate::home::{self, CARD, HomeFault, ROOT};
use crate::key_file::{KeyFile, write_secret};
use crate::seal;
use counterpart::Founding;
use counterpart::founding::Party;
use counterpart::officer_signature::{OfficerKey, Suite};
use keeper::{Keeper, KeeperError, Setup};
use record::{KeyKind, SigningKey};
use std::net::SocketAddr;
use std::path::Path;
use store::StoreError;

/// What `init` takes beside the party and the agreement.
#[derive(clap::Args, Debug)]
pub struct Init {
    /// The name of the party's log, such as ministry.example/gba/guangdong/1
    #[arg(long)]
    pub origin: String,
    /// Where the node listens, such as 0.0.0.0:7443; without it the node only calls out
    #[arg(long)]
    pub listen: Option<SocketAddr>,
    /// Where the others call it, such as https://node.ministry.example:7443
    #[arg(long)]
    pub url: Option<String>,
    /// Where figures for monitoring are served, a loopback address
    #[arg(long)]
    pub metrics: Option<SocketAddr>,
    /// Where pages are served, a loopback address
    #[arg(long)]
    pub pages: Option<SocketAddr>,
    /// Where browsers find the pages, such as https://counterpart.ministry.example; this machine, if not said. The party's passkeys count
    /// there and nowhere else
    #[arg(long)]
    pub pages_origin: Option<String>,
    /// Where the public side is served; it can stand behind a server for TLS, or be written to a folder by `publish`
    #[arg(long)]
    pub public: Option<SocketAddr>,
    /// Record time minus machine time; only under an origin that contains sample.invalid
    #[arg(long, allow_negative_numbers = true)]
    pub record_offset_seconds: Option<i64>,
    /// How long the party may still withdraw before its node commits
    #[arg(long)]
    pub commit_delay_seconds: Option<u32>,
    /// How often each peer is called when there is no news
    #[arg(long)]
    pub exchange_seconds: Option<u32>,
}

/// `init`: keys, certificate, configuration and card in a new folder.
pub fn init(options: &Options, folder: &Path, init: &Init) -> Result<Done, NodeFault> {
    let book = Book::open(&options.agreement)?;
    let id =
        options.party.clone().ok_or_else(|| NodeFault::Use("init needs --party, one of the agreement's parties".to_owned()))?;
    home::party(&book, &id)?;
    let text = configuration(options, &id, init);
    // Nothing is written before the whole of it is known to be read again.
    let config =
        Config::read(&text, folder).map_err(|problems| HomeFault::Config { path: folder.join(config::FILE), problems })?;
    let url = init
        .url
        .as_deref()
        .map(|text| config::url(text).ok_or_else(|| NodeFault::Use(format!("--url {text}: https://host:port and no more"))));
    let url = url.transpose()?;
    if !record::key::is_name(&init.origin) {
        return Err(NodeFault::Use(format!("`{}` is no name for a log: no spaces, no `+`", init.origin)));
    }
    crate::clock::Clock::new(config.record_offset_seconds, &init.origin).map_err(HomeFault::from)?;
    make_folder(folder)?;
    make_folder(&config.keys)?;
    let card = make_keys(&book, &id, folder, &config, (&init.origin, url))?;
    home::write_new(&folder.join(CARD), &card.to_string())?;
    home::write_new(&folder.join(config::FILE), &text)?;
    let at = |name: &str| folder.join(name).display().to_string();
    Ok(Done::ok(vec![
        format!("{} is the node of {id}, under the log {}.", folder.display(), init.origin),
        format!("Give the other parties {}; it holds nothing secret.", at(CARD)),
        format!("Move {} to a medium that is kept offline: it is the party's root key, and the node never needs it.", at(ROOT)),
        format!("When you have every party's card: counterpart found CARD… --dir {}", folder.display()),
    ]))
}

fn configuration(options: &Options, party: &str, init: &Init) -> String {
    // A folder is meant from where the command runs, the configuration from where it stands.
    let agreement = if options.agreement.contains('/') {
        std::path::absolute(&options.agreement).map_or(options.agreement.clone(), |path| path.display().to_string())
    } else {
        options.agreement.clone()
    };
    let mut lines = vec![
        "# The node of one party. `counterpart found` adds the other parties.".to_owned(),
        format!("party = {}", quoted(party)),
        format!("agreement = {}", quoted(&agreement)),
    ];
    lines.extend(init.listen.map(|address| format!("listen = \"{address}\"")));
    lines.extend(init.metrics.map(|address| format!("metrics = \"{address}\"")));
    lines.extend(init.pages.map(|address| format!("pages = \"{address}\"")));
    lines.extend(init.pages_origin.as_deref().map(|origin| format!("pages_origin = {}", quoted(origin))));
    lines.extend(init.exchange_seconds.map(|seconds| format!("exchange_seconds = {seconds}")));
    lines.extend(init.commit_delay_seconds.map(|seconds| format!("commit_delay_seconds = {seconds}")));
    lines.extend(init.record_offset_seconds.map(|seconds| format!("record_offset_seconds = {seconds}")));
    // Tables come last: whatever stands below one belongs to it.
    lines.extend(init.public.map(|address| format!("[public]\nlisten = \"{address}\"")));
    lines.join("\n") + "\n"
}

/// A string of TOML. What it cannot hold is refused when the whole is read again.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn make_folder(folder: &Path) -> Result<(), NodeFault> {
    use std::os::unix::fs::DirBuilderExt as _;
    let is_empty = std::fs::read_dir(folder).map_or(true, |mut files| files.next().is_none());
    if !is_empty {
        return Err(HomeFault::Present { path: folder.into() }.into());
    }
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|source| HomeFault::Io { path: folder.into(), source }.into())
}

/// Makes and writes all keys of the party, and gives their public side.
fn make_keys(
    book: &Book,
    id: &str,
    folder: &Path,
    config: &Config,
    (origin, url): (&str, Option<String>),
) -> Result<Card, NodeFault> {
    let write = |purpose: &str, name: &str| -> Result<KeyFile, NodeFault> {
        let key = KeyFile::random(purpose, name);
        key.write(&config.keys.join(format!("{purpose}.key"))).map_err(HomeFault::from)?;
        Ok(key)
    };
    let (log, mirror) = (write("log", origin)?, write("mirror", &format!("{origin}/mirror"))?);
    let bundle = write("bundle", origin)?;
    let host = url.as_ref().and_then(|url| reqwest::Url::parse(url).ok()?.host_str().map(str::to_owned));
    let made = certificate::make(&host.unwrap_or_else(|| "node.invalid".to_owned())).map_err(HomeFault::from)?;
    write_secret(&config.keys.join(certificate::SECRET), made.secret.as_bytes()).map_err(HomeFault::from)?;
    home::write_new(&config.keys.join(certificate::CERTIFICATE), &made.certificate)?;
    let root = KeyFile::random(Suite::Ed25519.name(), &format!("root/{id}"));
    root.write(&folder.join(ROOT)).map_err(HomeFault::from)?;
    let root = OfficerKey::from_secret(Suite::Ed25519, &root.secret).expect("any 32 bytes are a secret of Ed25519");
    let verifier =
        |file: &KeyFile, kind| SigningKey::from_seed(&file.name, kind, &file.secret).expect("the name was checked").verifier();
    let (node, mirror) = (verifier(&log, KeyKind::Ed25519), verifier(&mirror, KeyKind::CosignatureEd25519));
    // A party without pages has no passkeys.
    let passkey = Some(&config.pages_origin).filter(|origin| !origin.is_empty()).map(|origin| config::passkey_policy(origin));
    Ok(Card {
        agreement: book.agreement.id.clone(),
        rules: book.agreement.digest,
        edition: 1,
        party: Party { passkey, ..Party::new(id.to_owned(), origin, root.public_key().clone(), node, mirror) },
        url,
        pin: made.pin,
        bundle_key: seal::public_key(&bundle.secret)?,
    })
}

/// `found`: the founding from all cards, the peers in the configuration, and an empty record.
pub fn found(folder: &Path, cards: &[String]) -> Result<Done, NodeFault> {
    let config = home::config(folder)?;
    let book = home::book(&config)?;
    if config.founding.exists() {
        return Err(HomeFault::Present { path: config.founding }.into());
    }
    let own = read_card(&folder.join(CARD))?;
    let mut known = vec![own.clone()];
    for path in cards {
        let card = read_card(Path::new(path))?;
        let mut rivals = known.iter().filter(|other| other.party.id == card.party.id);
        match rivals.next() {
            None => known.push(card),
            Some(same) if *same == card => {}
            Some(_) => return Err(NodeFault::Use(format!("{path}: there is another card of {}", card.party.id))),
        }
    }
    let founding = founding(&book, &known)?;
    // The cards stand in the agreement's order, whatever order they were given in.
    let ordered = founding.parties.iter().filter_map(|party| known.iter().find(|card| card.party.id == party.id));
    let peers: Vec<Peer> = ordered.filter(|card| card.party.id != own.party.id).map(Card::peer).collect();
    add_peers(folder, &config, &peers)?;
    let home_keys = home::keys(&config, &founding)?;
    create_record(&book, &config, &founding, home_keys)?;
    home::write_new(&config.founding, &founding.to_string())?;
    let digest = founding.digest().to_string();
    let groups: Vec<&str> = (0..digest.len()).step_by(8).map(|at| &digest[at..at + 8]).collect();
    Ok(Done::ok(vec![
        format!("{} is written.", config.founding.display()),
        "Compare its digest with every other party, by a way that is not this network:".to_owned(),
        format!("  {}", groups.join(" ")),
        format!("Then: counterpart serve --dir {}", folder.display()),
    ]))
}

fn read_card(path: &Path) -> Result<Card, NodeFault> {
    let text = home::read_text(path)?;
    Card::parse(&text).map_err(|fault: CardFault| NodeFault::Card { path: path.into(), fault })
}

/// The founding of these cards, which must be of every party and of the rules that are here.
fn founding(book: &Book, cards: &[Card]) -> Result<Founding, NodeFault> {
    for card in cards {
        if (&card.agreement, card.rules) != (&book.agreement.id, book.agreement.digest) {
            return Err(NodeFault::OtherRules {
                party: card.party.id.clone(),
                theirs: format!("{} {}", card.agreement, card.rules),
                ours: format!("{} {}", book.agreement.id, book.agreement.digest),
            });
        }
        home::party(book, &card.party.id)?;
    }
    let parties = book.agreement.parties().map(|party| {
        let id = &book.agreement.body_of(party).id;
        let card = cards.iter().find(|card| card.party.id == *id);
        card.map(|card| card.party.clone()).ok_or_else(|| NodeFault::Use(format!("the card of {id} is missing")))
    });
    let founding = Founding::new(&book.agreement, parties.collect::<Result<_, _>>()?);
    // Keys, names and origins that two cards share are found by the founding's own reader.
    let read = Founding::parse(&founding.to_string());
    read.map_err(|problems| HomeFault::Founding { path: "the founding of these cards".into(), problems }.into())
}

/// Adds the peers to the configuration, which is read as a whole before it takes the place of the old one.
fn add_peers(folder: &Path, config: &Config, peers: &[Peer]) -> Result<(), NodeFault> {
    if config.peers == peers {
        return Ok(());
    }
    let path = folder.join(config::FILE);
    if !config.peers.is_empty() {
        return Err(NodeFault::Use(format!("{} names other peers already; nothing was changed", path.display())));
    }
    let mut text = home::read_text(&path)?;
    for peer in peers {
        text.push_str(&format!("\n[[peer]]\nparty = \"{}\"\n", peer.party));
        if let Some(url) = &peer.url {
            text.push_str(&format!("url = {}\n", quoted(url)));
        }
        let pins: Vec<String> = peer.pins.iter().map(|pin| format!("\"{pin}\"")).collect();
        text.push_str(&format!("pins = [{}]\n", pins.join(", ")));
        text.extend(peer.bundle_key.iter().map(|key| format!("bundle_key = \"{}\"\n", hex::write(key))));
    }
    Config::read(&text, folder).map_err(|problems| HomeFault::Config { path: path.clone(), problems })?;
    let io = |source| HomeFault::Io { path: path.clone(), source };
    let next = path.with_extension("toml.new");
    std::fs::write(&next, &text).and_then(|()| std::fs::File::open(&next)?.sync_all()).map_err(io)?;
    std::fs::rename(&next, &path).map_err(io)?;
    Ok(())
}

/// Makes the journal, which is empty, and its head file. One that a broken-off founding left is taken.
pub fn create_record(book: &Book, config: &Config, founding: &Founding, keys: keeper::Keys) -> Result<(), NodeFault> {
    let disk = store::FolderDisk::writer(&config.data)?;
    let setup = Setup {
        agreement: &book.agreement,
        calendars: &book.calendars,
        founding: founding.clone(),
        party: home::party(book, &config.party)?,
        keys,
        commit_delay_seconds: config.commit_delay.as_secs(),
        stop: exchange::StopKind::HeadMissing,
        token: [0; 16],
        secret: crate::random(),
        limits: exchange::Limits::default(),
    };
    match Keeper::create(disk, crate::random(), setup) {
        Ok(_) | Err(KeeperError::Store(StoreError::Present)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
