//! OpenSSL's command line against ours: SM2 signatures both ways, SM3, and time-stamps of RFC 3161 over our digests.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use record::{KeyKind, SigningKey, VerifierKey, hash, sm2};

use crate::system;

/// What stands before the 65 bytes of a point in an SM2 public key (RFC 5480, with the curve 1.2.156.10197.1.301).
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01,
    0x82, 0x2d, 0x03, 0x42, 0x00,
];

/// How OpenSSL signs and verifies with SM2: the digest and the distinguishing id, which it doesn't assume by itself.
const SM2: &str = "-rawin -digest sm3 -pkeyopt distid:1234567812345678";

/// A time-stamping authority for one run.
const AUTHORITY: &str = "\
[ tsa ]
default_tsa = sample
[ sample ]
serial = serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256, sm3
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
x509_extensions = extensions
prompt = no
[ name ]
CN = sample.invalid
[ extensions ]
extendedKeyUsage = critical, timeStamping
";

/// Runs all of it over `data` in a folder of its own. False when one side accepts what it must not, or the reverse.
pub fn check(folder: &Path, data: &[u8]) -> Result<bool> {
    system::ensure("openssl", &["version"], "openssl")?;
    super::fresh(folder)?;
    let openssl = OpenSsl { folder };
    println!("OpenSSL: {}", openssl.run("version")?.trim());
    openssl.write("data", data)?;
    let mut flipped = data.to_vec();
    flipped[data.len() / 2] ^= 1;
    openssl.write("flipped", &flipped)?;

    let verdicts = [
        ("SM2: OpenSSL verifies what we sign, and refuses a flipped bit", openssl.verifies_ours(data)?),
        ("SM2: we verify what OpenSSL signs, and refuse a flipped bit", openssl.signs_for_us(data, &flipped)?),
        ("SM3: both give the same digests, and another for a flipped bit", openssl.digests(data, &flipped)?),
        ("RFC 3161 over our SHA-256, and a flipped bit refused", openssl.stamps("sha256", &hash::sha256(&[data]))?),
        ("RFC 3161 over our SM3, and a flipped bit refused", openssl.stamps("sm3", &sm2::sm3(data))?),
    ];
    for (what, holds) in verdicts {
        println!("  {what}: {}", if holds { "yes" } else { "NO" });
    }
    Ok(verdicts.iter().all(|(_, holds)| *holds))
}

/// The program, working in one folder.
struct OpenSsl<'a> {
    folder: &'a Path,
}

impl OpenSsl<'_> {
    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        std::fs::write(self.folder.join(name), bytes).with_context(|| format!("cannot write {name}"))
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new("openssl");
        command.args(line.split_whitespace()).current_dir(self.folder);
        command
    }

    /// Runs a command that must succeed, and gives what it prints.
    fn run(&self, line: &str) -> Result<String> {
        let output = self.command(line).output().context("openssl did not start")?;
        if !output.status.success() {
            bail!("openssl {line}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether a command that verifies something is content.
    fn accepts(&self, line: &str) -> Result<bool> {
        Ok(self.command(line).output().context("openssl did not start")?.status.success())
    }

    fn verifies_ours(&self, data: &[u8]) -> Result<bool> {
        let key = SigningKey::from_seed("sample.invalid/sm2", KeyKind::Sm2, &[5; 32])?;
        self.write("ours.der", &[&SPKI, key.verifier().bytes()].concat())?;
        self.write("ours.signature", &to_der(&key.sign_bytes(data)))?;
        let verify =
            |of: &str| format!("pkeyutl -verify -pubin -keyform DER -inkey ours.der -sigfile ours.signature -in {of} {SM2}");
        Ok(self.accepts(&verify("data"))? && !self.accepts(&verify("flipped"))?)
    }

    fn signs_for_us(&self, data: &[u8], flipped: &[u8]) -> Result<bool> {
        self.run("genpkey -algorithm SM2 -out theirs.pem")?;
        self.run("pkey -in theirs.pem -pubout -outform DER -out theirs.der")?;
        self.run(&format!("pkeyutl -sign -inkey theirs.pem -in data -out theirs.signature {SM2}"))?;
        let public = std::fs::read(self.folder.join("theirs.der"))?;
        let point = public.strip_prefix(&SPKI).context("OpenSSL writes SM2 keys in another form")?;
        let key = VerifierKey::new("sample.invalid/theirs", KeyKind::Sm2, point.to_vec())?;
        let signature = from_der(&std::fs::read(self.folder.join("theirs.signature"))?).context("no signature in DER")?;
        Ok(key.verifies(data, &signature) && !key.verifies(flipped, &signature))
    }

    fn digests(&self, data: &[u8], flipped: &[u8]) -> Result<bool> {
        let digest = |name: &str| self.run(&format!("dgst -sm3 -r {name}"));
        let same = |said: &str, bytes: &[u8]| said.starts_with(&hex(&sm2::sm3(bytes)));
        let (of_data, of_flipped) = (digest("data")?, digest("flipped")?);
        Ok(same(&of_data, data) && same(&of_flipped, flipped) && !same(&of_flipped, data))
    }

    /// Has our digest stamped, and verifies the stamp against the data itself.
    fn stamps(&self, algorithm: &str, digest: &[u8]) -> Result<bool> {
        self.write("authority.cnf", AUTHORITY.as_bytes())?;
        let certificate = "req -x509 -config authority.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
                           -keyout authority.key -out authority.pem -days 30";
        self.run(certificate)?;
        self.run(&format!("ts -query -digest {} -{algorithm} -cert -out query", hex(digest)))?;
        self.run("ts -reply -config authority.cnf -queryfile query -signer authority.pem -inkey authority.key -out reply")?;
        let verify = |of: &str| format!("ts -verify -in reply -data {of} -CAfile authority.pem");
        Ok(self.accepts(&verify("data"))? && !self.accepts(&verify("flipped"))?)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A signature r ‖ s as the sequence of two integers that OpenSSL reads (GM/T 0009 §7.3).
fn to_der(signature: &[u8]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        let significant = number.iter().position(|byte| *byte != 0).map_or(&number[..0], |at| &number[at..]);
        // A first bit that is set would make the number negative; zero itself needs one byte.
        let sign = significant.first().is_none_or(|byte| *byte >= 0x80);
        let content = [&[0; 1][..usize::from(sign)], significant].concat();
        [&[0x02, content.len() as u8], &content[..]].concat()
    };
    let (r, s) = signature.split_at(signature.len() / 2);
    let content = [integer(r), integer(s)].concat();
    [&[0x30, content.len() as u8], &content[..]].concat()
}

/// r ‖ s of such a sequence.
fn from_der(der: &[u8]) -> Result<Vec<u8>> {
    let [0x30, length, content @ ..] = der else { bail!("no sequence") };
    ensure!(content.len() == usize::from(*length), "a wrong length");
    let (r, rest) = integer(content)?;
    let (s, rest) = integer(rest)?;
    ensure!(rest.is_empty(), "more than two integers");
    Ok([r, s].concat())
}

/// One integer as 32 bytes, and what follows it.
fn integer(der: &[u8]) -> Result<([u8; 32], &[u8])> {
    let [0x02, length, rest @ ..] = der else { bail!("no integer") };
    let (content, rest) = rest.split_at_checked(usize::from(*length)).context("an integer that is cut short")?;
    let content = content.strip_prefix(&[0]).unwrap_or(content);
    let padding = 32usize.checked_sub(content.len()).context("an integer of more than 32 bytes")?;
    let mut number = [0; 32];
    number[padding..].copy_from_slice(content);
    Ok((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_keep_their_sign_and_their_zeroes() {
        let mut signature = [0; 64];
        (signature[0], signature[63]) = (0x80, 1);
        let der = to_der(&signature);
        assert_eq!(der[..6], [0x30, 38, 0x02, 33, 0, 0x80]);
        assert_eq!(der[37..], [0x02, 1, 1]);
        assert_eq!(from_der(&der).unwrap(), signature);
        assert_eq!(to_der(&[0; 64]), [0x30, 6, 2, 1, 0, 2, 1, 0]);
        assert_eq!(from_der(&to_der(&[0; 64])).unwrap(), [0; 64]);
    }

    #[test]
    fn other_bytes_are_no_signature() {
        let bad: [&[u8]; 6] =
            [&[], &[0x30, 1], &[0x30, 0], &[0x30, 3, 2, 1, 1], &[0x30, 4, 2, 9, 1, 1], &[0x30, 7, 2, 1, 1, 2, 1, 1, 0]];
        bad.iter().for_each(|der| assert!(from_der(der).is_err(), "{der:02x?}"));
    }
}
