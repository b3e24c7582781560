//! `cargo xtask docs`: writes the guides' tables of what the code does, and the edge's declarations. The tests that compare them
//! do it.

use std::process::ExitCode;

use anyhow::Result;

use crate::{cargo, process};

/// Writes them.
///
/// # Errors
/// When the tests cannot be compiled, or a row has a cell that has to be written by hand.
pub fn run() -> Result<ExitCode> {
    let writers =
        [["seax-dialer", "--test", "docs_table"].as_slice(), &["seax-edge", "--lib", "the_declarations"]];
    for writer in writers {
        let mut tests = cargo::command();
        tests.args(["test", "--quiet", "--package"]).args(writer);
        // Several write into one file.
        tests.args(["--", "--test-threads=1"]);
        if !process::attached(tests.env("SEAX_WRITE_DOCS", "1"))?.success() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
