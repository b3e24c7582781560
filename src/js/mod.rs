//! JavaScript's side: the only room that knows wasm-bindgen, js-sys and gloo-net.
//!
//! What is exported here turns JavaScript values into checked input, hands it to `api` and `client`, and turns replies
//! into JavaScript values. There is no policy in it.
//!
//! The exported classes are behind the feature `package`: they stay in any WebAssembly that has them, and the edge Worker,
//! which shares the transport, the clock and the figures, has exports of its own.

#[cfg(feature = "package")]
mod abort;
#[cfg(feature = "package")]
mod agents;
#[cfg(feature = "package")]
mod campaigns;
#[cfg(feature = "package")]
mod client;
pub mod clock;
#[cfg(feature = "package")]
mod config;
#[cfg(feature = "package")]
mod contacts;
#[cfg(feature = "package")]
mod core;
#[cfg(feature = "package")]
mod error;
pub mod fetch;
pub mod figures;
#[cfg(feature = "package")]
mod file;
mod flight;
mod global;
#[cfg(feature = "package")]
mod import;
#[cfg(feature = "package")]
mod input;
#[cfg(feature = "package")]
mod jobs;
#[cfg(feature = "package")]
mod labels;
#[cfg(feature = "package")]
mod launch;
pub mod object;
mod odd;
#[cfg(feature = "package")]
mod options;
#[cfg(feature = "package")]
mod phones;
mod pieces;
#[cfg(feature = "package")]
mod plan;
#[cfg(feature = "package")]
mod rows;
#[cfg(feature = "package")]
mod steps;
pub mod value;
#[cfg(feature = "package")]
mod watch;

/// Half the size of the default allocator, and faster on WebAssembly.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
