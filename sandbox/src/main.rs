//! The `seax-sandbox` command.

use std::{
    error::Error,
    io::{self, Write},
    net::Ipv4Addr,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use clap::Parser;
use seax_sandbox::{
    app,
    routes::PREFIXES,
    runtime::tokio::TokioRuntime,
    sandbox::{DEFAULT_KEY, DEFAULT_WORKSPACE, Sandbox},
    server::serve,
    settings::{MAX_CONTACTS, Settings, SettingsOverride},
    store::sqlite,
};
use tokio::net::TcpListener;

/// A local SeaX: the voice campaign API over HTTP, with seeded data and a call engine. It calls nobody.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 picks a free one.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Seed of the data and the calls: the same seed gives the same. [default: 1]
    #[arg(long)]
    seed: Option<u64>,
    /// Number of contacts in a workspace. [default: 200]
    #[arg(long, value_parser = clap::value_parser!(u32).range(..=i64::from(MAX_CONTACTS)))]
    contacts: Option<u32>,
    /// How many times faster than real time campaigns run. [default: 1]
    #[arg(long, value_parser = positive)]
    speed: Option<f64>,
    /// Maximum rows in a list reply, even with limit=0.
    #[arg(long, value_parser = at_least_one)]
    page_cap: Option<usize>,
    /// Refuse calls outside the calling hours of the one who is called.
    #[arg(long)]
    enforce_hours: bool,
    /// Keep all data in this SQLite file, and continue from it.
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Print the address and the key as one line of JSON, for programs.
    #[arg(long)]
    json: bool,
}

fn positive(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if number.is_finite() && number > 0.0 { Ok(number) } else { Err("must be above 0".to_owned()) }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&cap| cap > 0).ok_or_else(|| "must be 1 or more".to_owned())
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let Arguments { port, seed, contacts, speed, page_cap, enforce_hours, db, json } = arguments;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("cannot listen on 127.0.0.1:{port}: {error}"))?;
    let settings = SettingsOverride { seed, contacts, speed, page_cap, enforce_hours };
    let (sandbox, store) = match db {
        Some(file) => {
            let (sandbox, store) = sqlite::open(&file, settings, app::handlers).await?;
            (sandbox, Some(store))
        }
        None => {
            let runtime = Arc::new(TokioRuntime::start());
            (Arc::new(Sandbox::new(settings.or(Settings::default()), runtime)), None)
        }
    };
    // Installed before the address is printed: a parent process may stop this one as soon as it has read it.
    let shutdown = shutdown_signal()?;
    print_address(listener.local_addr()?.port(), json)?;
    tokio::select! {
        () = serve(listener, app::router(&sandbox, store)) => Ok(()),
        () = shutdown => Ok(()),
    }
}

fn print_address(port: u16, json: bool) -> io::Result<()> {
    let origin = format!("http://127.0.0.1:{port}");
    let base = format!("{origin}{}", PREFIXES[0]);
    let text = if json {
        let address = serde_json::json!({
            "origin": origin,
            "base_url": base,
            "workspace_id": DEFAULT_WORKSPACE,
            "api_key": DEFAULT_KEY,
        });
        format!("{address}\n")
    } else {
        format!(
            "listening on {origin}\n\
             workspace id  {DEFAULT_WORKSPACE}\n\
             API key       {DEFAULT_KEY}\n\
             base URL      {base}\n"
        )
    };
    // In one write: a parent process may close its end of the pipe after the first line.
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Returns a future that waits for SIGINT or SIGTERM. A signal that arrives after this call is not lost.
#[cfg(unix)]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Returns a future that waits for Ctrl-C.
#[cfg(not(unix))]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // If the handler cannot be installed, Ctrl-C terminates the process by default.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
