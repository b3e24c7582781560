//! `cargo xtask docs`: writes the guides' tables of what the code does. The tests that compare them do it.

use std::process::ExitCode;

use anyhow::Result;

use crate::{cargo, process};

/// Writes the tables.
///
/// # Errors
/// When the tests cannot be compiled, or a row has a cell that has to be written by hand.
pub fn run() -> Result<ExitCode> {
    let mut tests = cargo::command();
    tests.args(["test", "--quiet", "--package", "seax-dialer", "--test", "docs_table"]);
    let status = process::attached(tests.env("SEAX_WRITE_DOCS", "1"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
