//! One compiled module becomes two: the core, which is closed, and the rest, which is loaded into the core's memory and table.
//!
//! What belongs to the core is what its exports reach, by the linker's own account: every call, every address of a function or
//! of data in code and data is a relocation, and `--emit-relocs` has the linker keep them.

mod halves;
mod reach;

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use walrus::{ConstExpr, DataKind, FunctionId, FunctionKind, Module, ModuleConfig, ir::Value};

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

/// A compiled module, ready for wasm-bindgen: panics are cut, and the core's functions are marked. And whose its memory is.
///
/// # Errors
/// When the module cannot be read, or was linked without `--emit-relocs`.
pub fn marked(file: &Path) -> Result<(Vec<u8>, Memory)> {
    let Linked { graph, mut module, ids } = Linked::read(file)?;
    let trapping: HashSet<FunctionId> = panics::cut_module(&mut module)?;
    let traps = |index: u32| ids.get(index as usize).is_some_and(|id| trapping.contains(id));
    let core = graph.reached(CORE, traps)?;
    for index in &core.functions {
        if let Some(id) = ids.get(*index as usize) {
            let function = module.funcs.get_mut(*id);
            // Several functions may have one name.
            let name = function.name.as_deref().unwrap_or_default();
            function.name = Some(format!("{MARK}{index}:{name}"));
        }
    }
    let all = graph.reached_by_all(traps);
    trap_unreached(&mut module, &ids, &all);
    let memory = Memory { others: graph.unneeded(&core), unused: graph.unneeded(&all) };
    Ok((emitted(module), memory))
}

/// A compiled module, ready for wasm-bindgen: panics are cut (by [`panics::cut_module`] or [`panics::cut_panics`]), and with them
/// all that only they lead to: functions trap, and data is zeros.
///
/// # Errors
/// When the module cannot be read, or was linked without `--emit-relocs`.
pub fn without_panics(file: &Path, cut: fn(&mut Module) -> Result<HashSet<FunctionId>>) -> Result<Vec<u8>> {
    let Linked { graph, mut module, ids } = Linked::read(file)?;
    let trapping = cut(&mut module)?;
    let traps = |index: u32| ids.get(index as usize).is_some_and(|id| trapping.contains(id));
    let reached = graph.reached_by_all(traps);
    trap_unreached(&mut module, &ids, &reached);
    let unused = graph.unneeded(&reached);
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else {
            continue;
        };
        for range in &unused {
            let from = range.start.saturating_sub(start as u32) as usize;
            let until = (range.end.saturating_sub(start as u32) as usize).min(data.value.len());
            if let Some(bytes) = data.value.get_mut(from..until) {
                bytes.fill(0);
            }
        }
    }
    Ok(emitted(module))
}

/// Has the functions trap that nobody calls: they would stay, because tables of panics name them.
fn trap_unreached(module: &mut Module, ids: &[FunctionId], reached: &reach::Reached) {
    for (index, id) in ids.iter().enumerate() {
        let is_own = matches!(module.funcs.get(*id).kind, FunctionKind::Local(_));
        if is_own && !reached.functions.contains(&(index as u32)) {
            panics::trap(module, *id);
        }
    }
}

/// A module, and what refers to what in it.
struct Linked {
    graph: reach::Graph,
    module: Module,
    /// Its functions by their indices.
    ids: Vec<FunctionId>,
}

impl Linked {
    fn read(file: &Path) -> Result<Self> {
        let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let graph = reach::Graph::read(&bytes)?;
        let (sender, receiver) = std::sync::mpsc::channel();
        let count = graph.functions();
        let mut config = ModuleConfig::new();
        config.on_parse(move |_, ids| {
            let all: Vec<FunctionId> = (0..count).filter_map(|index| ids.get_func(index).ok()).collect();
            Ok(sender.send(all)?)
        });
        let module = config.parse(&bytes)?;
        let ids = receiver.recv().context("walrus has not told the functions' places")?;
        Ok(Self { graph, module, ids })
    }
}

/// The module without what was for the linker.
fn emitted(mut module: Module) -> Vec<u8> {
    let linking: Vec<_> =
        module.customs.iter().map(|(id, section)| (id, section.name().to_owned())).collect();
    for (id, name) in linking {
        if name == "linking" || name.starts_with("reloc.") {
            module.customs.delete(id);
        }
    }
    module.emit_wasm()
}
