//! One compiled module becomes two: the core, which is closed, and the rest, which is loaded into the core's memory and table.
//!
//! What belongs to the core is what its exports reach, by the linker's own account: every call, every address of a function or
//! of data in code and data is a relocation, and `--emit-relocs` has the linker keep them.

mod halves;
mod reach;

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use walrus::{FunctionId, Module, ModuleConfig};

pub use halves::split;

use crate::panics;

/// The functions that `js::bridge` exports.
const CORE: [&str; 18] = [
    "mailbox",
    "room",
    "client",
    "close",
    "forget",
    "begin",
    "attempt",
    "identify",
    "identified",
    "answered",
    "piece",
    "came",
    "ended",
    "late",
    "failed",
    "unreadable",
    "masked",
    "end",
];

/// What the name of every function of the core begins with, on its way through wasm-bindgen.
const MARK: &str = "core:";

/// Which bytes of a module's memory are whose. What is in neither list is the core's.
pub struct Memory {
    /// Only the rest needs it, or nobody.
    others: reach::Ranges,
    /// Nobody needs it: it tells where a panic was.
    unused: reach::Ranges,
}

/// A compiled module in which panics are cut, and what its parts refer to.
struct Linked {
    module: Module,
    graph: reach::Graph,
    /// Its functions, by their indices in the file.
    functions: Vec<FunctionId>,
    /// Those that trap.
    trapping: HashSet<FunctionId>,
}

impl Linked {
    /// Whether the function with this index traps.
    fn traps(&self, index: u32) -> bool {
        self.functions.get(index as usize).is_some_and(|id| self.trapping.contains(id))
    }

    /// The stretches of memory that nobody needs.
    fn unused(&self) -> Result<reach::Ranges> {
        let all = self.graph.reached(self.graph.exports(), |index| self.traps(index))?;
        Ok(self.graph.unneeded(&all))
    }

    /// The module without what the linker has noted.
    fn emit(mut self) -> Vec<u8> {
        let linking: Vec<_> =
            self.module.customs.iter().map(|(id, section)| (id, section.name().to_owned())).collect();
        for (id, name) in linking {
            if name == "linking" || name.starts_with("reloc.") {
                self.module.customs.delete(id);
            }
        }
        self.module.emit_wasm()
    }
}

/// A compiled module, ready for wasm-bindgen: panics are cut, and what only they tell is left out.
///
/// # Errors
/// When the module cannot be read, or was linked without `--emit-relocs`.
pub fn trimmed(file: &Path) -> Result<Vec<u8>> {
    let mut linked = read(file)?;
    let unused = linked.unused()?;
    halves::keep_data(&mut linked.module, |at| !halves::is_in(&unused, at))?;
    Ok(linked.emit())
}

/// A compiled module, ready for wasm-bindgen: panics are cut, and the core's functions are marked. And whose its memory is.
///
/// # Errors
/// When the module cannot be read, or was linked without `--emit-relocs`.
pub fn marked(file: &Path) -> Result<(Vec<u8>, Memory)> {
    let mut linked = read(file)?;
    let core = linked.graph.reached(CORE, |index| linked.traps(index))?;
    let memory = Memory { others: linked.graph.unneeded(&core), unused: linked.unused()? };
    for index in &core.functions {
        if let Some(id) = linked.functions.get(*index as usize) {
            let function = linked.module.funcs.get_mut(*id);
            // Several functions may have one name.
            let name = function.name.as_deref().unwrap_or_default();
            function.name = Some(format!("{MARK}{index}:{name}"));
        }
    }
    Ok((linked.emit(), memory))
}

fn read(file: &Path) -> Result<Linked> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let graph = reach::Graph::read(&bytes)?;
    let (sender, receiver) = std::sync::mpsc::channel();
    let count = graph.functions();
    let mut config = ModuleConfig::new();
    config.on_parse(move |_, ids| {
        let all: Vec<FunctionId> = (0..count).filter_map(|index| ids.get_func(index).ok()).collect();
        Ok(sender.send(all)?)
    });
    let mut module = config.parse(&bytes)?;
    let functions = receiver.recv().context("walrus has not told the functions' places")?;
    let trapping = panics::cut_module(&mut module)?;
    Ok(Linked { module, graph, functions, trapping })
}
