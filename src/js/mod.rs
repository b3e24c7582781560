//! JavaScript's side: the only room that knows wasm-bindgen, js-sys and gloo-net.
//!
//! What is exported here turns JavaScript values into checked input, hands it to `api` and `client`, and turns replies
//! into JavaScript values. There is no policy in it.

mod abort;
mod agents;
mod campaigns;
mod client;
mod clock;
mod config;
mod contacts;
mod core;
mod error;
mod fetch;
mod figures;
mod file;
mod flight;
mod global;
mod import;
mod input;
mod jobs;
mod labels;
mod launch;
mod object;
mod odd;
mod options;
mod phones;
mod pieces;
mod plan;
mod rows;
mod steps;
mod value;
mod watch;

/// Half the size of the default allocator, and faster on WebAssembly.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
