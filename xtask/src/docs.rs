//! `cargo xtask docs`: writes the guides' generated tables, and the generated parts of declarations. The tests that compare them
//! with the code write them if `SEAX_WRITE_DOCS` is set.

use std::process::ExitCode;

use anyhow::Result;

use crate::{cargo, process};

/// Writes the tables and declarations. If a test fails, such as for a row with a cell that has to be written by hand, the exit
/// code is a failing one.
///
/// # Errors
/// When cargo cannot be started.
pub fn run() -> Result<ExitCode> {
    let writers =
        [["seax-dialer", "--test", "docs_table"].as_slice(), &["seax-edge", "--lib", "the_declarations"]];
    for writer in writers {
        let mut tests = cargo::command();
        tests.args(["test", "--quiet", "--package"]).args(writer);
        // Run one test at a time, because several write to the same file.
        tests.args(["--", "--test-threads=1"]);
        if !process::attached(tests.env("SEAX_WRITE_DOCS", "1"))?.success() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
