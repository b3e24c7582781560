//! `cargo xtask …`: the one tool of this repository. It sets up what it needs, builds the npm package and its widget,
//! serves the sandbox, runs the demo and every check.

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
    /// Build the npm package into pkg/dist, and the widget into www/dist
    Build,
    /// Run every check and test, or only the steps named
    Test(test::Args),
    /// Formatting, lints and types only
    Check,
    /// Build everything and run the main job against the sandbox, or a real account with --live
    Demo(demo::Args),
    /// Build the sandbox and serve it
    Sandbox(sandbox::Args),
    /// Build the edge Worker and serve it before the sandbox
    Edge(edge::Args),
    /// Make the data of the calling hours anew, from pinned packages
    Hours(hours::Args),
    /// Write the guides' tables of operations, errors and findings
    Docs,
    /// Check licenses, sources, bans and advisories of all dependencies with cargo-deny
    Deny(deny::Args),
    /// Break the code in many small ways, and list those that no test notices
    Mutants(mutants::Args),
    /// Measure this package and its peers, side by side
    Bench(bench::Args),
    /// Build the documents as a site, into site/dist
    Site,
    /// Build with every bundler that users have, and print whether the result runs
    Matrix(matrix::Args),
    /// Make the files of a release in target/release-files; nothing is published
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
