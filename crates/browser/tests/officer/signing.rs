//! Signing for the party: a text is put on the table, and signed with a passkey on one node and with a key file on another.

use super::{GUANGDONG, HONG_KONG, MACAO, at, says};
use browser::session::keep;
use browser::table::World;
use browser::{Officer, Session};

const TEXT: &str = "展期協議（示範）：有效期延長五年";

pub fn with_a_passkey(world: &World) {
    let reader = world.officer(MACAO, Officer::Leader);
    reader.open(&at(world, MACAO, "send/propose_extension/extension"));
    reader.write("#act-text", TEXT);
    reader.write("#act-years", "5");
    reader.choose("#act-audience", "all parties");
    reader.follow("Next: check it");
    reader.follow("Send");
    let place = reader.address().rsplit_once("/act/").expect("an act").1.replace('/', "-");
    reader.plug_in_authenticator();
    reader.go("form.here a");
    reader.write("#passkey-name", "示範簽署密鑰");
    reader.go("#new-passkey button");
    let row = reader.all("main tbody tr").into_iter().find(|row| row.contains("示範簽署密鑰")).expect("the passkey");
    let public = row.split("passkey-p256 ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("its public key");
    let path = format!("sign/sign/extension/{place}");
    // Before the root has entered it, the key signs for nobody.
    prepare(world, &reader, &path);
    reader.click("#sign-passkey button");
    reader.wait_for("why not", |reader| reader.holds("return !document.querySelector('#sign-passkey [role=alert]').hidden"));
    let why = reader.all("#sign-passkey [role=alert]").concat();
    assert!(why.contains("no longer, a key of the post"), "the record's own reason: {why}");
    assert!(reader.address().ends_with(&path), "{}", reader.address());
    let empower = ["empower", "--post", "head", "--rank", "head", "--public", "passkey-p256", public];
    world.demo.command("macao", &[&empower[..], &["--root", &world.demo.key("macao", "root")]].concat());
    prepare(world, &reader, &path);
    reader.go("#sign-passkey button");
    assert!(reader.address().contains("/act/macao/"), "{}: {}", reader.address(), reader.read());
    says(&reader, "signed by: the head");
    reader.shot("officer-signed");
}

/// Makes the statement, up to the button by which a passkey signs it.
fn prepare(world: &World, reader: &browser::Session<'_>, path: &str) {
    reader.open(&at(world, MACAO, path));
    says(reader, TEXT);
    reader.follow("Next: make the statement");
    reader.wait_for("the way to sign", |reader| reader.holds("return !document.querySelector('#sign-passkey').hidden"));
    reader.shot("officer-signing");
}

pub fn with_a_key_file(world: &World) {
    let reader = world.officer(HONG_KONG, Officer::Leader);
    reader.wait_for("the extension", |reader| {
        reader.open(&at(world, HONG_KONG, "matter/extension"));
        !reader.all("main a[href*='extension/macao-']").is_empty()
    });
    reader.go("main a[href*='extension/macao-']");
    reader.follow("Sign");
    reader.follow("Next: make the statement");
    let file = statement_file(&reader);
    world.demo.command("hong_kong", &["sign", &file, "--key", &world.demo.key("hong_kong", "head")]);
    keep("signed.act", &std::fs::read(&file).expect("the signed file"));
    reader.fill("#signed-file", &file);
    reader.follow("Send the signed file");
    assert!(reader.address().contains("/act/hong_kong/"), "{}: {}", reader.address(), reader.read());
    says(&reader, "signed by: the head");
}

/// Takes the statement as a file, and says where it is.
fn statement_file(reader: &Session<'_>) -> String {
    let downloads = std::path::Path::new(reader.profile()).join("downloads");
    std::fs::create_dir_all(&downloads).expect("a folder");
    reader.download_to(&downloads);
    reader.click("form[action$=sign_file] button");
    let file = || {
        std::fs::read_dir(&downloads)
            .ok()?
            .flatten()
            .map(|file| file.path())
            .find(|path| path.extension().is_some_and(|end| end == "act"))
    };
    reader.wait_for("the statement", |_| file().is_some());
    file().expect("it is there").to_string_lossy().into_owned()
}

/// Guangdong's head signs a letter by hand. Its director, who has a mandate of the head, records that with the scan.
pub fn on_paper(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Leader);
    reader.wait_for("the extension", |reader| {
        reader.open(&at(world, GUANGDONG, "matter/extension"));
        !reader.all("main a[href*='extension/macao-']").is_empty()
    });
    reader.go("main a[href*='extension/macao-']");
    reader.follow("Sign");
    assert!(reader.all("input[type=file]").is_empty(), "nobody may keep papers yet");
    let key = world.demo.key("guangdong", "director");
    let public = world.demo.command("guangdong", &["new-key", "--suite", "p256-sha256", "--name", "guangdong/director", &key]);
    let (suite, base64) = public.trim().split_once(' ').expect("suite and key");
    let empower = ["empower", "--post", "director", "--rank", "mandated", "--public", suite, base64];
    world.demo.command("guangdong", &[&empower[..], &["--root", &world.demo.key("guangdong", "root")]].concat());
    reader.open(&reader.address());
    let scan = std::path::Path::new(reader.profile()).join("signed letter.pdf");
    std::fs::write(&scan, b"%PDF-1.7 sample, no letter of anybody").expect("a file");
    reader.choose("#statement-post", "head (the head)");
    reader.fill("#statement-file", &scan.to_string_lossy());
    reader.follow("Next: make the statement");
    says(&reader, "Say how the paper is marked");
    reader.fill("#statement-file", &scan.to_string_lossy());
    reader.choose("#statement-marking", "internal");
    reader.choose("#statement-audience", "all parties");
    reader.follow("Next: make the statement");
    says(&reader, "This records a signature on paper.");
    reader.shot("officer-signing-on-paper");
    let file = statement_file(&reader);
    world.demo.command("guangdong", &["sign", &file, "--key", &key]);
    reader.fill("#signed-file", &file);
    reader.follow("Send the signed file");
    assert!(reader.address().contains("/act/guangdong/"), "{}: {}", reader.address(), reader.read());
    says(&reader, "signed by: the head");
    says(&reader, "done on paper");
    let place = reader.address().rsplit_once("/act/").expect("an act").1.to_owned();
    let other = world.officer(MACAO, Officer::Liaison);
    other.wait_for("the act and its scan at Macao", |other| {
        other.open(&at(world, MACAO, &format!("act/{place}")));
        !other.all("main a[href*='/scan/guangdong/']").is_empty()
    });
    says(&other, "signed by: the head");
}
