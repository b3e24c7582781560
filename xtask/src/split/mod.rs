//! Splits the compiled module into several: the core, which imports nothing, and parts that are loaded into the core's memory
//! and table.
//!
//! A part gets the functions and data that its exports reach, according to the linker: every call, and every address of a
//! function or of data, is a relocation, which `--emit-relocs` keeps in the module. Code and data that several parts reach go
//! to the part that all of them build on.

mod memory;
mod modules;
mod owners;
mod parts;
mod reach;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::{ConstExpr, DataKind, FunctionId, FunctionKind, Module, ModuleConfig, ir::Value};

pub use memory::Memory;
pub use modules::split;
pub use parts::PARTS;

use crate::panics::{self, CutPanics};
use parts::{Place, check_owner, joint, of_export};

/// Prepares a compiled module for wasm-bindgen: replaces panics by traps, and marks functions with their parts by their names.
/// Returns it with the owners of its memory.
///
/// # Errors
/// When the module cannot be read, was linked without `--emit-relocs`, or lacks an export of a part; when a part reaches a
/// Rust module that belongs to another.
pub fn marked(file: &Path) -> Result<(Vec<u8>, Memory)> {
    let Linked { graph, mut module, ids } = Linked::read(file)?;
    let trapping: HashSet<FunctionId> = panics::cut_module(&mut module)?;
    let traps = |index: u32| ids.get(index as usize).is_some_and(|id| trapping.contains(id));
    for export in PARTS.iter().flat_map(|part| part.exports) {
        ensure!(graph.has_export(export), "the module does not export `{export}`");
    }
    let mut owners: HashMap<u32, Place> = HashMap::new();
    let mut memory = Memory::new(graph.data());
    let mut reached = Vec::new();
    for part in 0..PARTS.len() {
        let found = graph.reached(|export| of_export(export) == part, traps);
        for function in &found.functions {
            owners.entry(*function).and_modify(|owner| *owner = joint(*owner, part)).or_insert(part);
        }
        memory.give(part, &found.needed);
        reached.push(found);
    }
    let name = |index: u32| {
        let function = ids.get(index as usize).map(|id| module.funcs.get(*id));
        function.and_then(|function| function.name.clone()).unwrap_or_default()
    };
    for (index, owner) in &owners {
        let strangers = reached.iter().enumerate();
        check_owner(&name(*index), *owner, || {
            let paths = strangers.filter(|(_, reached)| reached.functions.contains(index));
            let paths = paths.map(|(part, reached)| {
                let path: Vec<String> = reached.path(*index).into_iter().map(name).collect();
                format!("\n{}: {}", PARTS.get(part).map_or("", |part| part.name), path.join("\n  > "))
            });
            paths.collect()
        })?;
    }
    let names: Vec<_> =
        owners.iter().map(|(index, owner)| (*index, mark(*owner, *index, &name(*index)))).collect();
    for (index, name) in names {
        if let Some(id) = ids.get(index as usize) {
            module.funcs.get_mut(*id).name = Some(name);
        }
    }
    trap_unreached(&mut module, &ids, &graph.reached_by_all(traps));
    Ok((emitted(module), memory))
}

/// Returns the name that marks a function with its part while wasm-bindgen processes the module. The index makes it unique,
/// because functions can share a name.
fn mark(owner: Place, index: u32, name: &str) -> String {
    format!("part {owner}:{index}:{name}")
}

/// Returns the part that a marked function belongs to.
fn part_of(name: &str) -> Option<Place> {
    let (part, _) = name.strip_prefix("part ")?.split_once(':')?;
    part.parse().ok()
}

/// Prepares a compiled module for wasm-bindgen, without splitting it: replaces panics by traps (with [`panics::cut_module`] or
/// [`panics::cut_panics`]), and removes what only panics use: functions trap, and data becomes zeros.
///
/// # Errors
/// When the module cannot be read, or was linked without `--emit-relocs`.
pub fn without_panics(file: &Path, cut: CutPanics) -> Result<Vec<u8>> {
    let Linked { graph, mut module, ids } = Linked::read(file)?;
    let trapping = cut(&mut module)?;
    let traps = |index: u32| ids.get(index as usize).is_some_and(|id| trapping.contains(id));
    let reached = graph.reached_by_all(traps);
    trap_unreached(&mut module, &ids, &reached);
    let mut memory = Memory::new(graph.data());
    memory.give(parts::CORE, &reached.needed);
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else {
            continue;
        };
        for (place, byte) in data.value.iter_mut().enumerate() {
            if memory.is_unused(start as u32 + place as u32) {
                *byte = 0;
            }
        }
    }
    Ok(emitted(module))
}

/// Makes functions trap that nothing reaches. Otherwise they would stay, because tables that only panics use refer to them.
fn trap_unreached(module: &mut Module, ids: &[FunctionId], reached: &reach::Reached) {
    for (index, id) in ids.iter().enumerate() {
        let is_own = matches!(module.funcs.get(*id).kind, FunctionKind::Local(_));
        if is_own && !reached.functions.contains(&(index as u32)) {
            panics::trap(module, *id);
        }
    }
}

/// A linked module, with its graph of references.
struct Linked {
    graph: reach::Graph,
    module: Module,
    /// The ids of its functions, by index.
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

/// Encodes the module without the linker's sections.
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
