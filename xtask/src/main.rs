//! `cargo xtask …`: the development tool of this repository. It sets up what it needs, builds the npm package and the launcher,
//! serves the sandbox, and runs the demo, the checks and the tests.

mod apt;
mod bench;
mod bindings;
mod build;
mod cargo;
mod check;
mod chromium;
mod commonjs;
mod crates;
mod demo;
mod deny;
mod docs;
mod draft_schema;
mod edge;
mod engines;
mod glue;
mod hours;
mod inputs;
mod licenses;
mod matrix;
mod mutants;
mod notices;
mod once;
mod package;
mod panics;
mod process;
mod release;
mod sandbox;
mod serve;
mod setup;
mod site;
mod split;
mod steps;
mod supervise;
mod tarball;
mod test;
mod testing;
mod tools;
mod types;
mod unused;
mod wasm;
mod widget;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, checks and demonstrates seax-dialer")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the npm package into pkg/dist, and the launcher into www/dist
    Build,
    /// Run all checks and tests, or only the named steps
    Test(test::Args),
    /// Check formatting, lints and types
    Check,
    /// Build everything and run a campaign against the sandbox, or a real account with --live
    Demo(demo::Args),
    /// Build the sandbox and serve it
    Sandbox(sandbox::Args),
    /// Build the edge Worker and serve it in front of the sandbox
    Edge(edge::Args),
    /// Regenerate the calling-hours data from pinned packages
    Hours(hours::Args),
    /// Write the generated tables of the guides, and the edge's declarations
    Docs,
    /// Check licenses, sources, bans and advisories of all dependencies with cargo-deny
    Deny(deny::Args),
    /// Run mutation tests with cargo-mutants, and list the mutants that no test catches
    Mutants(mutants::Args),
    /// Benchmark this package against other clients
    Bench(bench::Args),
    /// Build the documentation site into site/dist
    Site,
    /// Test the package in bundlers, frameworks, test runners and package managers
    Matrix(matrix::Args),
    /// Build the files of a release into target/release-files, without publishing them
    Release(release::Args),
    #[command(hide = true)]
    Supervise(supervise::Args),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Build => build::run(),
        Command::Test(args) => test::run(&args),
        Command::Check => check::run(),
        Command::Demo(args) => demo::run(&args),
        Command::Sandbox(args) => sandbox::run(&args),
        Command::Edge(args) => edge::run(&args),
        Command::Hours(args) => hours::run(&args),
        Command::Docs => docs::run(),
        Command::Deny(args) => deny::run(&args),
        Command::Mutants(args) => mutants::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Site => site::run(),
        Command::Matrix(args) => matrix::run(&args),
        Command::Release(args) => release::run(&args),
        Command::Supervise(args) => supervise::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
