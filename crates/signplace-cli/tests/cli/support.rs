//! Running the command, and small PDFs made by hand.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// What a run of the command left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// stdout as the one JSON document that it must be.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.stdout.ends_with('\n'), "no newline at the end: {self:#?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|why| panic!("not one JSON document: {why}\n{self:#?}"))
    }

    /// stdout as JSON values, one a line.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|why| panic!("not JSON: {why}\n{self:#?}"));
        self.stdout.lines().map(parse).collect()
    }

    /// Asserts the error in JSON with its exit status, and that nothing else was said.
    #[track_caller]
    pub(crate) fn fails(&self, status: i32, code: &str) -> Value {
        let json = self.json();
        assert_eq!(json["error"]["code"], code, "{self:#?}");
        assert_eq!(self.status, status, "{self:#?}");
        assert_eq!(self.stderr, "", "{self:#?}");
        assert_eq!(json.as_object().map(serde_json::Map::len), Some(1), "{self:#?}");
        json["error"].clone()
    }
}

/// The command, ready to be started.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_signplace"));
    command.args(args).env_remove("SIGNPLACE_PASSWORD").env_remove("RUST_BACKTRACE").env("NO_COLOR", "1");
    command
}

/// Runs the command without input.
#[track_caller]
pub(crate) fn signplace(args: &[&str]) -> Run {
    signplace_reading(args, b"")
}

/// Runs the command with this on stdin.
#[track_caller]
pub(crate) fn signplace_reading(args: &[&str], stdin: &[u8]) -> Run {
    let mut child = start(args);
    let mut input = child.stdin.take().expect("stdin is piped");
    let stdin = stdin.to_owned();
    let feeder = std::thread::spawn(move || {
        // The command may end without reading all of it.
        let _ = input.write_all(&stdin);
    });
    let output = child.wait_with_output().expect("the command runs");
    feeder.join().expect("the feeder ends");
    Run {
        status: output.status.code().expect("an exit status, not a signal"),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// Starts the command with all its streams piped.
pub(crate) fn start(args: &[&str]) -> Child {
    command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

/// A file with these bytes, of its own for each call.
pub(crate) fn file(name: &str, bytes: &[u8]) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let dir: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{count}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory for the test");
    let path = dir.join(name);
    std::fs::write(&path, bytes).expect("a file for the test");
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// A file with a PDF whose pages are A4, upright, and show these lines of Helvetica 12 from (72, 700) downwards.
pub(crate) fn pdf_file(pages: &[&[&str]]) -> String {
    file("test.pdf", &pdf(pages))
}

/// The first page of a contract, in the fewest bytes.
pub(crate) fn contract() -> String {
    pdf_file(&[
        &["This Agreement is made by both parties.", "Signature of Party A", "Signature of Party B"],
        &["Annex"],
    ])
}

/// A PDF with a correct cross-reference table.
pub(crate) fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 595.28 841.89] >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (i, lines) in pages.iter().enumerate() {
        let shown: String = lines.iter().map(|line| format!("({line}) Tj 0 -40 Td ")).collect();
        let content = format!("BT /F1 12 Tf 72 700 Td {shown}ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * i
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    assemble(&objects)
}

fn assemble(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (i, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", i + 1).as_bytes());
    }
    let (size, at) = (objects.len() + 1, bytes.len());
    let tail = format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
    bytes.extend_from_slice(tail.as_bytes());
    bytes
}
