//! Panics, cut down to what is left of them anyway: the wasm stops. std writes their messages nowhere on this target, so
//! whatever composes them is dead weight.

use std::path::Path;

use anyhow::{Result, ensure};
use walrus::{FunctionBuilder, FunctionKind, Module};

/// What the symbols of functions that only ever panic have in them, as rustc mangles `core::panicking` and the like.
const PANICKING: [&str; 4] = [
    "4core9panicking",
    "3std9panicking",
    "4core3str16slice_error_fail",
    "4core5slice5index16slice_index_fail",
];

/// The module in this file, in which everything that panics traps at once.
///
/// # Errors
/// When the file cannot be read, or nothing in it panics: then the compiler writes its symbols in another way.
pub fn cut(file: &Path) -> Result<Vec<u8>> {
    let mut module = Module::from_file(file)?;
    let Module { funcs, types, locals, .. } = &mut module;
    let mut cut = 0;
    for function in funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        if PANICKING.iter().any(|word| name.contains(word)) {
            let ty = types.get(function.ty());
            let (parameters, results) = (ty.params().to_vec(), ty.results().to_vec());
            let mut trap = FunctionBuilder::new(types, &parameters, &results);
            trap.func_body().unreachable();
            let parameters = parameters.iter().map(|ty| locals.add(*ty)).collect();
            function.kind = FunctionKind::Local(trap.local_func(parameters));
            cut += 1;
        }
    }
    ensure!(cut > 0, "no function of this module panics, going by their names");
    Ok(module.emit_wasm())
}
