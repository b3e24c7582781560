//! `cargo xtask hours`: generates the calling-hours data. Reads pinned Python packages, writes the generated sections of
//! `src/hours/data/hours.txt`, and packs that file as text into `hours.bin`, which the package ships as `hours_table.js`.

mod pack;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, anyhow};

use crate::{process, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// Only pack hours.txt as it is, after a change to its hand-written sections
    #[arg(long)]
    offline: bool,
}

/// Writes both files.
///
/// # Errors
/// When Python or its packages are missing and cannot be installed; when a prefix is mapped to a zone that its country does not
/// have, or that of a city to others than the city's; when a file cannot be read, packed or written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let data = workspace::root().join("src/hours/data");
    let source = data.join("hours.txt");
    if !args.offline {
        generate(&source)?;
    }
    let text = fs::read_to_string(&source).context("reading hours.txt")?;
    let packed = pack::pack(&text).map_err(|problem| anyhow!("packing hours.txt: {problem}"))?;
    fs::write(data.join("hours.bin"), &packed).context("writing hours.bin")?;
    println!("hours.bin has {} bytes", packed.len());
    Ok(ExitCode::SUCCESS)
}

/// Returns the table as a JavaScript module. Its characters are valid in a string literal; only `\` and `"` are escaped.
///
/// # Errors
/// When `hours.bin` cannot be read.
pub fn module() -> Result<String> {
    let table = fs::read_to_string(workspace::root().join("src/hours/data/hours.bin"))
        .context("reading hours.bin")?;
    let table = table.replace('\\', "\\\\").replace('"', "\\\"");
    Ok(format!("export default \"{table}\";\n"))
}

fn generate(source: &Path) -> Result<()> {
    let root = workspace::root();
    let (here, packages) = (root.join("xtask/src/hours"), root.join("target/hours"));
    let mut install = python();
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
        "--upgrade",
    ]);
    install.arg("--target").arg(&packages).arg("--requirement").arg(here.join("requirements.txt"));
    process::captured(&mut install).context("installing packages: Python 3.9 or newer with pip is needed")?;
    process::captured(python().arg(here.join("source.py")).arg(packages).arg(source))
        .context("writing the generated sections of hours.txt")?;
    Ok(())
}

fn python() -> Command {
    let mut python = process::command(if cfg!(windows) { "python" } else { "python3" });
    // Do not read zones from the system's copy, which can be older.
    python.env("PYTHONTZPATH", "");
    python
}
