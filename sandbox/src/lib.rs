//! A local SeaX: the voice campaign API over HTTP, with seeded data, a call engine, and faults on demand.
//!
//! A request travels from `server` through the middleware (`fault_injection`, then `store`) to `routes` or `control`,
//! which read it with `http` and call `rules`. The rules change the `world` and run the `engine`. `app` assembles the
//! router, and `openapi` describes it. Without the feature `server`, the crate is a router that needs no sockets,
//! files, threads or clock, and runs as WebAssembly.

/// The router.
pub mod app;
pub mod control;
pub mod embedded;
pub mod engine;
/// The API's enumerations.
pub mod enumeration;
pub mod fault_injection;
pub mod faults;
/// Reading JSON objects.
pub mod fields;
pub mod http;
/// Identifiers.
pub mod id;
#[cfg(feature = "openapi")]
pub mod openapi;
/// Requests that are carried out later.
pub mod postponed;
/// The latest requests to a workspace.
pub mod request_log;
/// Random numbers that depend only on a seed.
pub mod rng;
pub mod routes;
pub mod rules;
pub mod runtime;
/// All workspaces of a running sandbox.
pub mod sandbox;
pub mod seed;
/// Serving connections.
#[cfg(feature = "server")]
pub mod server;
pub mod settings;
pub mod store;
/// Points in time.
pub mod timestamp;
pub mod world;
/// Recorded requests.
pub mod write;
