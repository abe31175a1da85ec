//! Signing for the party: a text is put on the table, and signed with a passkey on one node and with a key file on another.

use super::{HONG_KONG, MACAO, at, says};
use browser::Officer;
use browser::session::keep;
use browser::table::World;

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
    assert!(why.contains("key"), "the record's own reason: {why}");
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
    let file = file().expect("it is there").to_string_lossy().into_owned();
    world.demo.command("hong_kong", &["sign", &file, "--key", &world.demo.key("hong_kong", "head")]);
    keep("signed.act", &std::fs::read(&file).expect("the signed file"));
    reader.fill("#signed-file", &file);
    reader.follow("Send the signed file");
    assert!(reader.address().contains("/act/hong_kong/"), "{}: {}", reader.address(), reader.read());
    says(&reader, "signed by: the head");
}
