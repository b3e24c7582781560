//! A local SeaX over real HTTP: the voice campaign API with seeded data, a call engine, and faults
//! on demand.
//!
//! `app` puts everything together. A request travels `server -> routes -> world -> engine`. On its way
//! in, `http` says who calls and reads what is asked, and `faults` decides whether something goes
//! wrong; `control` is the interface by which tests set all this up. `store` keeps what has to outlive
//! the process, and `openapi` tells what is served.

/// How everything that is served is put together.
pub mod app;
/// Real time, and the faster clocks of campaigns.
pub mod clock;
pub mod control;
pub mod engine;
/// The API's closed sets of words.
pub mod enumeration;
pub mod faults;
pub mod http;
/// Identifiers.
pub mod id;
/// Instants.
pub mod moment;
pub mod openapi;
/// Draws that depend on a seed alone.
pub mod random;
pub mod routes;
/// All workspaces of a running sandbox.
pub mod sandbox;
/// Connections.
pub mod server;
pub mod settings;
pub mod store;
pub mod world;
