//! The two modules of one that wasm-bindgen has made.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Context, Result, ensure};
use walrus::ir::{Call, RefFunc, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, Module, RefType,
};

use super::{CORE, MARK, Memory, reach::Ranges};

/// The module that the rest imports everything from.
const MODULE: &str = "a";

/// A function of up to so many instructions is in both modules: an export and an import of it would be longer.
const SMALL: u64 = 24;

/// Zeros between two pieces of data that are kept in one, because a piece has a header. In bytes.
const GAP: usize = 24;

/// Both modules.
pub struct Halves {
    /// The core: without imports.
    pub core: Vec<u8>,
    /// The rest.
    pub rest: Vec<u8>,
    /// What the rest imports from the glue, by the names that it has there, with the names in the module.
    pub imports: BTreeMap<String, String>,
    /// The names of what the rest exports, with the names in the module.
    pub exports: BTreeMap<String, String>,
}

/// Splits a module whose functions have been marked.
///
/// # Errors
/// When the core calls into the rest, or into JavaScript.
pub fn split(whole: &[u8], memory: &Memory) -> Result<Halves> {
    let is_other = |at: u32| is_in(&memory.others, at);
    let is_rests = |at: u32| is_other(at) && !is_in(&memory.unused, at);
    // The rest comes first, to know what it needs of the core.
    let mut rest = Module::from_buffer(whole)?;
    let core_functions = marked(&rest);
    let gone: Vec<_> =
        rest.exports.iter().filter(|export| CORE.contains(&export.name.as_str())).map(|e| e.id()).collect();
    for id in gone {
        rest.exports.delete(id);
    }
    keep_elements(&mut rest, |function| !core_functions.contains(&function));
    keep_data(&mut rest, is_rests)?;
    let counts = uses(&rest, |function| !core_functions.contains(&function));
    let mut shared: Vec<_> = core_functions.iter().copied().filter(|id| !is_small(&rest, *id)).collect();
    // The first places are the shortest to write.
    shared.sort_by_cached_key(|id| {
        (Reverse(counts.get(id).copied().unwrap_or(0)), name_of(&rest, *id).to_owned())
    });
    import_core(&mut rest, &shared);
    walrus::passes::gc::run(&mut rest);

    let mut names = short_names();
    let mut shared = BTreeMap::new();
    for name in by_use(&rest) {
        shared.insert(name, names.next().unwrap_or_default());
    }
    let mut imports = BTreeMap::new();
    let ids: Vec<_> = rest.imports.iter().map(|import| import.id()).collect();
    for id in ids {
        let import = rest.imports.get_mut(id);
        let short = match shared.get(&import.name) {
            Some(short) if import.module == MARK => short.clone(),
            _ => {
                let short = names.next().unwrap_or_default();
                imports.insert(import.name.clone(), short.clone());
                short
            }
        };
        (import.name, import.module) = (short, MODULE.into());
    }
    let mut exports = BTreeMap::new();
    // The names of functions that the glue exports under the same ones are those of users.
    for export in rest.exports.iter_mut().filter(|export| export.name.contains('_')) {
        let short = names.next().unwrap_or_default();
        exports.insert(std::mem::replace(&mut export.name, short.clone()), short);
    }

    let mut core = Module::from_buffer(whole)?;
    let core_functions = marked(&core);
    core.start = None;
    let gone: Vec<_> = core
        .exports
        .iter()
        .filter(|export| !CORE.contains(&export.name.as_str()) && export.name != "memory")
        .map(|export| export.id())
        .collect();
    for id in gone {
        core.exports.delete(id);
    }
    keep_elements(&mut core, |function| core_functions.contains(&function));
    keep_data(&mut core, |at| !is_other(at))?;
    export_shared(&mut core, &core_functions, &shared)?;
    walrus::passes::gc::run(&mut core);
    let calls: Vec<_> = core.imports.iter().map(|import| import.name.clone()).collect();
    ensure!(calls.is_empty(), "the core calls JavaScript: {}", calls.join(", "));
    let strangers: Vec<_> = core
        .funcs
        .iter_local()
        .filter(|(id, _)| !core_functions.contains(id))
        .map(|(id, _)| core.funcs.get(id).name.clone().unwrap_or_default())
        .collect();
    ensure!(strangers.is_empty(), "the core calls the rest: {}", strangers.join(", "));
    Ok(Halves { core: core.emit_wasm(), rest: rest.emit_wasm(), imports, exports })
}

/// Whether a place in memory is in one of these stretches.
fn is_in(ranges: &Ranges, at: u32) -> bool {
    let place = ranges.partition_point(|range| range.end <= at);
    ranges.get(place).is_some_and(|range| range.start <= at)
}

fn is_small(module: &Module, function: FunctionId) -> bool {
    matches!(&module.funcs.get(function).kind, FunctionKind::Local(local) if local.size() <= SMALL)
}

/// The core's functions.
fn marked(module: &Module) -> HashSet<FunctionId> {
    let functions = module.funcs.iter_local().map(|(id, _)| id);
    functions.filter(|id| name_of(module, *id).starts_with(MARK)).collect()
}

fn name_of(module: &Module, function: FunctionId) -> &str {
    module.funcs.get(function).name.as_deref().unwrap_or_default()
}

/// Keeps those functions in the table that are wanted, each where it is.
fn keep_elements(module: &mut Module, wanted: impl Fn(FunctionId) -> bool) {
    let ids: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    for id in ids {
        let element = module.elements.get(id);
        let ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(at)) } = element.kind else {
            continue;
        };
        let ElementItems::Functions(functions) = &element.items else { continue };
        let functions = functions.clone();
        module.elements.delete(id);
        module.tables.get_mut(table).elem_segments.remove(&id);
        let mut place = at;
        for run in functions.chunk_by(|left, right| wanted(*left) == wanted(*right)) {
            if run.first().is_some_and(|first| wanted(*first)) {
                let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(place)) };
                let kept = module.elements.add(kind, ElementItems::Functions(run.to_vec()));
                module.tables.get_mut(table).elem_segments.insert(kept);
            }
            place += run.len() as i32;
        }
    }
}

/// Keeps the bytes of data that are wanted, each where it is.
fn keep_data(module: &mut Module, wanted: impl Fn(u32) -> bool) -> Result<()> {
    let memory = module.memories.iter().next().context("the module has no memory")?.id();
    let ids: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in ids {
        let data = module.data.get(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } = data.kind else { continue };
        let bytes = data.value.clone();
        module.data.delete(id);
        module.memories.get_mut(memory).data_segments.remove(&id);
        let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
        for (place, byte) in bytes.iter().enumerate() {
            if *byte == 0 || !wanted(at as u32 + place as u32) {
                continue;
            }
            match pieces.last_mut() {
                // A place that this half does not need may be in use by the time it is loaded.
                Some(last)
                    if place - last.end < GAP
                        && (last.end..place).all(|zero| wanted(at as u32 + zero as u32)) =>
                {
                    last.end = place + 1;
                }
                _ => pieces.push(place..place + 1),
            }
        }
        for piece in pieces {
            let offset = ConstExpr::Value(Value::I32(at + piece.start as i32));
            let value = bytes.get(piece).unwrap_or_default().to_vec();
            let kept = module.data.add(DataKind::Active { memory, offset }, value);
            module.memories.get_mut(memory).data_segments.insert(kept);
        }
    }
    Ok(())
}

/// Has the rest import these functions of the core in this order, and memory, table and globals, by the names that they have
/// here.
fn import_core(rest: &mut Module, functions: &[FunctionId]) {
    for id in functions {
        let function = rest.funcs.get(*id);
        let (ty, name) = (function.ty(), function.name.clone().unwrap_or_default());
        let import = rest.imports.add(MARK, &name, ImportKind::Function(*id));
        rest.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    let memories: Vec<_> = rest.memories.iter().map(|memory| memory.id()).collect();
    for id in memories {
        rest.memories.get_mut(id).import = Some(rest.imports.add(MARK, "memory", ImportKind::Memory(id)));
    }
    // wasm-bindgen's table of JavaScript values is the rest's own.
    let tables: Vec<_> = rest
        .tables
        .iter()
        .filter(|table| table.element_ty == RefType::FUNCREF)
        .map(|table| table.id())
        .collect();
    for id in tables {
        rest.tables.get_mut(id).import = Some(rest.imports.add(MARK, "table", ImportKind::Table(id)));
    }
    for (place, id) in own_globals(rest).into_iter().enumerate() {
        let import = rest.imports.add(MARK, &global_name(place), ImportKind::Global(id));
        rest.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
}

/// Has the core export what the rest imports, by its short name.
fn export_shared(
    core: &mut Module,
    functions: &HashSet<FunctionId>,
    shared: &BTreeMap<String, String>,
) -> Result<()> {
    let mut items: HashMap<String, ExportItem> = HashMap::new();
    for id in functions {
        items.insert(name_of(core, *id).to_owned(), ExportItem::Function(*id));
    }
    for memory in core.memories.iter() {
        items.insert("memory".into(), ExportItem::Memory(memory.id()));
    }
    for table in core.tables.iter().filter(|table| table.element_ty == RefType::FUNCREF) {
        items.insert("table".into(), ExportItem::Table(table.id()));
    }
    for (place, id) in own_globals(core).into_iter().enumerate() {
        items.insert(global_name(place), ExportItem::Global(id));
    }
    for (name, short) in shared {
        let item = items.get(name).with_context(|| format!("the core has no `{name}`"))?;
        core.exports.add(short, *item);
    }
    Ok(())
}

fn own_globals(module: &Module) -> Vec<walrus::GlobalId> {
    let own = module.globals.iter().filter(|global| matches!(global.kind, GlobalKind::Local(_)));
    own.map(|global| global.id()).collect()
}

fn global_name(place: usize) -> String {
    format!("global {place}")
}

/// How often some of a module's functions name each function.
fn uses(module: &Module, wanted: impl Fn(FunctionId) -> bool) -> HashMap<FunctionId, usize> {
    struct Uses(HashMap<FunctionId, usize>);
    impl<'a> Visitor<'a> for Uses {
        fn visit_call(&mut self, call: &Call) {
            *self.0.entry(call.func).or_default() += 1;
        }
        fn visit_ref_func(&mut self, function: &RefFunc) {
            *self.0.entry(function.func).or_default() += 1;
        }
    }
    let mut uses = Uses(HashMap::new());
    for (_, function) in module.funcs.iter_local().filter(|(id, _)| wanted(*id)) {
        dfs_in_order(&mut uses, function, function.entry_block());
    }
    uses.0
}

/// The names of what a module imports from the core, what is used most first.
fn by_use(rest: &Module) -> Vec<String> {
    let uses = uses(rest, |_| true);
    let imports = rest.imports.iter().filter(|import| import.module == MARK);
    let mut counted: Vec<(usize, String)> = imports
        .map(|import| {
            let count = match import.kind {
                ImportKind::Function(id) => uses.get(&id).copied().unwrap_or(0),
                _ => usize::MAX,
            };
            (count, import.name.clone())
        })
        .collect();
    counted.sort_by(|left, right| right.cmp(left));
    counted.into_iter().map(|(_, name)| name).collect()
}

/// Names of one or two letters.
fn short_names() -> impl Iterator<Item = String> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let one = LETTERS.chars().map(String::from);
    let two =
        LETTERS.chars().flat_map(|first| LETTERS.chars().map(move |second| [first, second].iter().collect()));
    one.chain(two).filter(|name: &String| !["do", "if", "in", "as", "is", "of"].contains(&name.as_str()))
}
