//! The JavaScript bindings: the only module that uses js-sys, web-sys and gloo-net, and wasm-bindgen for more than types.
//!
//! They convert JavaScript values into checked input, pass it to `api` and `client`, and convert replies into JavaScript
//! values. They do not decide what is sent, or when: `client` and `engine` do. They decide only about what JavaScript alone has:
//! whether a response was redirected (`fetch`), how a caller's store and callback together keep a ticket (`exports::launch`),
//! and what the snapshots of an edge add to the polls (`exports::watch`).
//!
//! Exports are behind the feature `package`, because an export is never removed as dead code. The edge Worker uses the
//! transport, the clock and the figures, but has exports of its own.

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
pub mod object;
#[cfg(feature = "package")]
mod option_checks;
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
