//! One compiled module becomes several: the core, which is closed, and parts that are loaded into the core's memory and table.
//!
//! What belongs to a part is what its exports reach, by the linker's own account: every call, every address of a function or of
//! data in code and data is a relocation, and `--emit-relocs` has the linker keep them. What several parts reach belongs to the
//! part that they all build on.

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

use crate::panics;
use parts::{Place, check_owner, joint, of_export};

/// A compiled module, ready for wasm-bindgen: panics are cut, and functions are marked with their part. And whose its memory is.
///
/// # Errors
/// When the module cannot be read, or was linked without `--emit-relocs`; when a part reaches what is another's own.
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

/// The name of a function on its way through wasm-bindgen. Several functions may have one name of their own.
fn mark(owner: Place, index: u32, name: &str) -> String {
    format!("part {owner}:{index}:{name}")
}

/// The part that a marked function belongs to.
fn part_of(name: &str) -> Option<Place> {
    let (part, _) = name.strip_prefix("part ")?.split_once(':')?;
    part.parse().ok()
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
