//! `[provider]`: the party's own identity provider (OpenID Connect), through which its officers may sign in.

use super::fields::Fields;
use std::path::{Path, PathBuf};

/// A party's own identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// What officers call it: it stands on the button.
    pub name: String,
    /// Its name as it writes it itself, which is an address: a slash at the end makes another issuer of it.
    pub issuer: String,
    /// The name under which it knows this node.
    pub client_id: String,
    /// The file of the secret that goes with that name; none for a client that has no secret.
    pub client_secret_file: Option<PathBuf>,
    /// Which of its words about somebody is an officer's sign-in name.
    pub claim: Claim,
}

/// A word of the provider about somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Claim {
    /// The name that they go by there.
    #[default]
    PreferredUsername,
    /// Their address for mail, if the provider has verified it.
    Email,
    /// The provider's own mark of them, which never becomes another's.
    Subject,
}

impl Claim {
    /// All of them.
    pub const ALL: [Claim; 3] = [Claim::PreferredUsername, Claim::Email, Claim::Subject];

    /// Its name in configurations and in tokens.
    pub fn name(self) -> &'static str {
        match self {
            Claim::PreferredUsername => "preferred_username",
            Claim::Email => "email",
            Claim::Subject => "sub",
        }
    }
}

/// Reads the table. Both files are meant from `folder`.
pub(super) fn read(mut fields: Fields<'_>, folder: &Path) -> Option<Provider> {
    let name = fields.text("name");
    let issuer = fields.issuer("issuer");
    let client_id = fields.text("client_id");
    let file = if fields.lacks("client_secret_file") { Some(None) } else { fields.text("client_secret_file").map(Some) };
    let claim = fields.formed("claim", "`preferred_username`, `email` or `sub`", |text| {
        Claim::ALL.into_iter().find(|claim| claim.name() == text)
    });
    fields.end();
    Some(Provider {
        name: name?,
        issuer: issuer?,
        client_id: client_id?,
        client_secret_file: file?.map(|file| folder.join(file)),
        claim: claim?.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Config, assert_problems};
    use super::*;

    const GOOD: &str = "party = \"macao\"\nagreement = \"greater_bay_area_2017\"\n[provider]\nname = \"Sample login\"\n\
                        issuer = \"https://login.example/realms/one\"\nclient_id = \"counterpart\"\n";

    fn provider(text: &str) -> Provider {
        Config::read(text, Path::new("/srv")).expect("a good file").provider.expect("a provider")
    }

    #[test]
    fn what_is_said_is_taken_and_the_rest_is_as_usual() {
        let found = provider(GOOD);
        assert_eq!((found.name.as_str(), found.client_id.as_str()), ("Sample login", "counterpart"));
        assert_eq!(found.issuer, "https://login.example/realms/one");
        assert_eq!((found.client_secret_file, found.claim), (None, Claim::PreferredUsername));
        let more = provider(&format!("{GOOD}client_secret_file = \"keys/provider\"\nclaim = \"sub\"\n"));
        assert_eq!((more.client_secret_file.as_deref(), more.claim), (Some(Path::new("/srv/keys/provider")), Claim::Subject));
        for issuer in
            ["https://login.example", "https://login.example/", "http://127.0.0.1:8080/x", "http://[::1]:1", "http://localhost:9"]
        {
            assert_eq!(provider(&GOOD.replace("https://login.example/realms/one", issuer)).issuer, issuer, "kept to the letter");
        }
        assert_eq!(Config::read(&GOOD[..GOOD.find('[').expect("a table")], Path::new("")).expect("a good file").provider, None);
    }

    /// A change to the good file, and the problem that must be named for it, with its line.
    #[test]
    fn each_problem_is_named_with_its_line() {
        const ISSUER: &str = "5: `provider.issuer` must be https://host with a path or without, and nothing after it";
        let one = "https://login.example/realms/one";
        let table = [
            ("name = \"Sample login\"\n", "", "3: `provider.name` is missing"),
            ("\"Sample login\"", "\"\"", "4: `provider.name` is empty"),
            ("issuer", "isuer", "5: there is no `provider.isuer`"),
            ("issuer", "isuer", "3: `provider.issuer` is missing"),
            (one, "http://login.example", ISSUER),
            (one, "http://127.0.0.1.example", ISSUER),
            (one, "https://login.example?x=1", ISSUER),
            (one, "https://login.example/#x", ISSUER),
            (one, "https://chan@login.example", ISSUER),
            (one, "https://chan:x@login.example", ISSUER),
            (one, "ftp://login.example", ISSUER),
            (one, "login.example", ISSUER),
            ("\"counterpart\"", "7", "6: `provider.client_id` must be a string, not an integer"),
            ("client_id", "client_secret_file = \"\"\nclient_id", "6: `provider.client_secret_file` is empty"),
            ("client_id", "client_secret = \"x\"\nclient_id", "6: there is no `provider.client_secret`"),
            ("client_id", "claim = \"name\"\nclient_id", "6: `provider.claim` must be `preferred_username`, `email` or `sub`"),
            ("[provider]", "[[provider]]", "3: `provider` must be a table, not a list"),
        ];
        assert_problems(GOOD, &table);
    }
}
