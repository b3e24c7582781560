//! JavaScript's side: the only room that knows wasm-bindgen, js-sys and gloo-net.
//!
//! What is exported here turns JavaScript values into checked input, hands it to `api` and `client`, and turns replies
//! into JavaScript values. There is no policy in it.
//!
//! What it exports is behind the feature `package`: it stays in any WebAssembly that has it, and the edge Worker, which shares
//! the transport, the clock and the figures, has exports of its own.

mod abort_guard;
#[cfg(feature = "package")]
pub mod bridge;
#[cfg(feature = "package")]
mod call_options;
mod cause;
#[cfg(feature = "package")]
mod client_config;
pub mod clock;
#[cfg(feature = "package")]
mod exports;
pub mod fetch;
pub mod figures;
mod global;
pub mod object;
#[cfg(feature = "package")]
mod option_names;
#[cfg(feature = "package")]
mod option_set;
mod response_body;
mod untrusted;
pub mod value;

/// Half the size of the default allocator, and faster on WebAssembly.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
