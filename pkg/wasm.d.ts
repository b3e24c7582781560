import type { WasmSource } from "./dist/seax_dialer.js";

/** One of the package's `.wasm` files, as your bundler provides it: its URL, its bytes, or a module. */
declare const wasm: WasmSource;
export default wasm;
