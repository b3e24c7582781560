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
    sandbox::{DEFAULT_KEY, DEFAULT_WORKSPACE, Sandbox},
    server::serve,
    settings::{Settings, SettingsOverride},
    store,
};
use tokio::net::TcpListener;

/// A local SeaX: the voice campaign API over HTTP, with seeded data and a call engine. Nobody is
/// called.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 picks a free one.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The same seed gives the same data and the same calls.
    /// [default: 1]
    #[arg(long)]
    seed: Option<u64>,
    /// How many contacts a workspace has. [default: 200]
    #[arg(long)]
    contacts: Option<u32>,
    /// How many times faster than real time campaigns run. [default: 1]
    #[arg(long, value_parser = positive)]
    speed: Option<f64>,
    /// The most rows that a list reply has, even with limit=0.
    #[arg(long, value_parser = at_least_one)]
    page_cap: Option<usize>,
    /// Keeps everything in this SQLite file, and goes on from it.
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
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
    let Arguments { port, seed, contacts, speed, page_cap, db } = arguments;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("cannot serve on 127.0.0.1:{port}: {error}"))?;
    let wishes = SettingsOverride { seed, contacts, speed, page_cap };
    let (sandbox, store) = match db {
        Some(file) => {
            let (sandbox, store) = store::open(&file, wishes, app::bare_router).await?;
            (sandbox, Some(store))
        }
        None => (Arc::new(Sandbox::new(wishes.or(Settings::default()))), None),
    };
    // Before the announcement: whoever has read it may ask for the end at once.
    let end_request = end_requests()?;
    announce(listener.local_addr()?.port())?;
    tokio::select! {
        served = serve(listener, app::router(&sandbox, store)) => Ok(served?),
        () = end_request => Ok(()),
    }
}

fn announce(port: u16) -> io::Result<()> {
    let origin = format!("http://127.0.0.1:{port}");
    let base = PREFIXES[0];
    let lines = format!(
        "listening on {origin}\n\
         workspace id  {DEFAULT_WORKSPACE}\n\
         API key       {DEFAULT_KEY}\n\
         base URL      {origin}{base}\n"
    );
    // All at once: a parent may close its end of the pipe after the first line.
    let mut out = io::stdout().lock();
    out.write_all(lines.as_bytes())?;
    out.flush()
}

/// ResponseSpec a future that waits for SIGINT or SIGTERM. Either is noted from this call on.
#[cfg(unix)]
fn end_requests() -> io::Result<impl Future<Output = ()>> {
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

/// ResponseSpec a future that waits for Ctrl-C.
#[cfg(not(unix))]
fn end_requests() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // If Ctrl-C cannot be waited for, it ends the process by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
