//! A program that runs beside a test and never outlives it, however the test ends.
//!
//! A shell stands between: it waits for its standard input to end, which the system sees to when the test is gone, also when it was
//! killed; then it ends the program by its id.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts its arguments as a program, and ends it when the standard input ends. The shell lets go of the output, so that a reader of it
/// sees the end of the program itself.
const SHELL: &str = r#""$@" & program=$!; exec >&-; cat >/dev/null; kill "$program" 2>/dev/null; wait "$program""#;

/// How long a program may take to end when it is told to, before its shell is killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A program that runs until this is dropped.
pub struct Companion {
    shell: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Companion {
    /// Starts a program with these arguments.
    pub fn start(program: &Path, arguments: &[&str]) -> Companion {
        let mut command = Command::new("sh");
        command.args(["-c", SHELL, "sh"]).arg(program).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut shell = command.spawn().expect("a shell");
        let lines = BufReader::new(shell.stdout.take().expect("its output")).lines();
        Companion { shell, lines }
    }

    /// The next line that the program prints; none when it has ended.
    pub fn line(&mut self) -> Option<String> {
        self.lines.next().and_then(Result::ok)
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let end = Instant::now() + PATIENCE;
        while matches!(self.shell.try_wait(), Ok(None)) {
            if Instant::now() > end {
                let _ = self.shell.kill();
                let _ = self.shell.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
