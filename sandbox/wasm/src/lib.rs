//! What JavaScript calls of the sandbox. `sandbox/wasm/js` makes of it what the package exports as
//! `seax-dialer/testing`.

#[cfg(target_arch = "wasm32")]
mod body;
#[cfg(target_arch = "wasm32")]
mod exports;
