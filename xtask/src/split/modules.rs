//! Splits the module that wasm-bindgen has made into one module for each part.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::{Context, Result, ensure};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, Module, ModuleConfig, RefType, ir::Value,
};

use super::{
    Memory,
    owners::{Owners, uses},
    parts::{CORE, PARTS, Place, REST, is_under},
};

/// The name of the module that all parts import from.
const MODULE: &str = "a";

/// The module name of imports from other parts, and the prefix of exports for them, until they get their short names.
const SHARED: &str = "shared:";

/// A function of at most this many instructions is copied into every module that calls it, because an export and an import
/// would be longer. The limit is higher for functions of the core, because every page downloads the core's exports.
const SMALL: u64 = 6;
const SMALL_OF_CORE: u64 = 24;

/// Data is split only at runs of at least this many bytes of zeros, because each segment has a header.
const GAP: usize = 24;

/// The modules of all parts, with their short names.
pub struct Modules {
    /// The encoded modules, in the order of [`PARTS`].
    pub modules: Vec<Vec<u8>>,
    /// The imports from the glue: names in the glue, and short names in the modules.
    pub imports: BTreeMap<String, String>,
    /// The exports to the glue: names in the glue, and short names in the modules.
    pub exports: BTreeMap<String, String>,
}

/// Splits a module whose functions are marked with their parts.
///
/// # Errors
/// When the core calls JavaScript, or a part calls another that it does not build on.
pub fn split(whole: &[u8], memory: &Memory) -> Result<Modules> {
    // The imports from other parts, and how often they are used. Parts that others build on come last, when it is known what
    // they have to export.
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    let mut parts = Vec::new();
    for part in (0..PARTS.len()).rev() {
        let module = only(whole, part, memory, &wanted)?;
        for (name, count) in shared(&module) {
            *wanted.entry(name).or_default() += count;
        }
        parts.push(module);
    }
    parts.reverse();

    let mut names = short_names();
    let mut by_use: Vec<_> = wanted.into_iter().collect();
    by_use.sort_by(|left, right| (right.1, &right.0).cmp(&(left.1, &left.0)));
    let mut short: HashMap<String, String> = HashMap::new();
    for (name, _) in by_use {
        // The memory's name is unique to the build, so that parts of different builds cannot be linked.
        let own = if name == "memory" { build(whole) } else { names.next().unwrap_or_default() };
        short.insert(name, own);
    }
    let (mut imports, mut exports) = (BTreeMap::new(), BTreeMap::new());
    for module in &mut parts {
        let ids: Vec<_> = module.imports.iter().map(|import| import.id()).collect();
        for id in ids {
            let import = module.imports.get_mut(id);
            let name = match short.get(&import.name) {
                Some(short) if import.module == SHARED => short.clone(),
                _ => imports
                    .entry(import.name.clone())
                    .or_insert_with(|| names.next().unwrap_or_default())
                    .clone(),
            };
            (import.name, import.module) = (name, MODULE.into());
        }
        for export in module.exports.iter_mut() {
            if let Some(name) = export.name.strip_prefix(SHARED) {
                export.name = short.get(name).cloned().unwrap_or_default();
            }
        }
    }
    for module in parts.iter_mut().skip(REST) {
        // Names without `_` are public: the glue exports these functions under the same names.
        for export in module.exports.iter_mut() {
            if export.name.contains('_') {
                let short = names.next().unwrap_or_default();
                exports.insert(std::mem::replace(&mut export.name, short.clone()), short);
            }
        }
    }
    Ok(Modules { modules: parts.iter_mut().map(Module::emit_wasm).collect(), imports, exports })
}

/// Returns a name that depends on the build.
fn build(whole: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    whole.hash(&mut hasher);
    format!("m{:04x}", hasher.finish() as u16)
}

/// Makes the module of one part, which exports what the parts that build on it import (`wanted`).
fn only(whole: &[u8], part: Place, memory: &Memory, wanted: &BTreeMap<String, usize>) -> Result<Module> {
    let mut module = ModuleConfig::new().generate_producers_section(false).parse(whole)?;
    let owners = Owners::of(&module);
    let is_own = |function: FunctionId| owners.of_function(function) == part;
    let gone: Vec<_> = module
        .exports
        .iter()
        .filter(|export| match export.item {
            ExportItem::Function(id) => !is_own(id),
            // All parts share the core's memory. wasm-bindgen's table of values belongs to the rest.
            ExportItem::Memory(_) => part != CORE,
            _ => part != REST,
        })
        .map(|export| export.id())
        .collect();
    for id in gone {
        module.exports.delete(id);
    }
    if part != REST {
        module.start = None;
    }
    keep_elements(&mut module, is_own);
    keep_data(&mut module, |at| memory.is_of(part, at))?;

    let counts = uses(&module, is_own);
    let mut foreign: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| {
            !is_own(*id)
                && is_under(owners.of_function(*id), part)
                && !is_small(&module, *id, owners.of_function(*id))
        })
        .collect();
    // Functions that are used often come first, because low indices have short encodings.
    foreign.sort_by_cached_key(|id| (Reverse(counts.get(id).copied().unwrap_or(0)), owners.place(*id)));
    for (name, item) in items(&module, &owners) {
        if wanted.contains_key(&name) && owner_of(&item, &module, &owners) == part {
            module.exports.add(&format!("{SHARED}{name}"), item);
        }
    }
    import(&mut module, part, &foreign, &owners);
    walrus::passes::gc::run(&mut module);

    let name = PARTS.get(part).map_or("", |part| part.name);
    if part == CORE {
        let calls: Vec<_> = module.imports.iter().map(|import| import.name.clone()).collect();
        ensure!(calls.is_empty(), "the core calls JavaScript: {}", calls.join(", "));
    }
    let strangers: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| !is_under(owners.of_function(*id), part))
        .map(|(id, _)| module.funcs.get(id).name.clone().unwrap_or_default())
        .collect();
    ensure!(strangers.is_empty(), "`{name}` calls what may not be loaded: {}", strangers.join(", "));
    Ok(module)
}

fn is_small(module: &Module, function: FunctionId, owner: Place) -> bool {
    let small = if owner == CORE { SMALL_OF_CORE } else { SMALL };
    matches!(&module.funcs.get(function).kind, FunctionKind::Local(local) if local.size() <= small)
}

/// Returns everything that a part can import from another, with a name that is the same in all modules.
fn items(module: &Module, owners: &Owners) -> Vec<(String, ExportItem)> {
    let functions = module.funcs.iter_local();
    let mut items: Vec<_> =
        functions.map(|(id, _)| (owners.place(id).to_string(), ExportItem::Function(id))).collect();
    items.extend(module.memories.iter().map(|memory| ("memory".into(), ExportItem::Memory(memory.id()))));
    items.extend(module.tables.iter().map(|table| {
        (
            if table.element_ty == RefType::FUNCREF { "table" } else { "values" }.into(),
            ExportItem::Table(table.id()),
        )
    }));
    let globals = own_globals(module).into_iter().enumerate();
    items.extend(globals.map(|(place, id)| (global_name(place), ExportItem::Global(id))));
    items
}

/// Makes a part import these functions, in this order, and the memory, the tables and the globals that it does not own.
fn import(module: &mut Module, part: Place, functions: &[FunctionId], owners: &Owners) {
    if part == CORE {
        return;
    }
    for id in functions {
        let ty = module.funcs.get(*id).ty();
        let import = module.imports.add(SHARED, &owners.place(*id).to_string(), ImportKind::Function(*id));
        module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    for (place, id) in own_globals(module).into_iter().enumerate() {
        let import = module.imports.add(SHARED, &global_name(place), ImportKind::Global(id));
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    let memories: Vec<_> = module.memories.iter().map(|memory| memory.id()).collect();
    for id in memories {
        module.memories.get_mut(id).import =
            Some(module.imports.add(SHARED, "memory", ImportKind::Memory(id)));
    }
    let tables: Vec<_> = module.tables.iter().map(|table| (table.id(), table.element_ty)).collect();
    for (id, ty) in tables {
        let name = if ty == RefType::FUNCREF { "table" } else { "values" };
        if part != owner_of_table(ty) {
            module.tables.get_mut(id).import = Some(module.imports.add(SHARED, name, ImportKind::Table(id)));
        }
    }
}

/// Returns the part that an item belongs to.
fn owner_of(item: &ExportItem, module: &Module, owners: &Owners) -> Place {
    match item {
        ExportItem::Function(id) => owners.of_function(*id),
        ExportItem::Table(id) => owner_of_table(module.tables.get(*id).element_ty),
        _ => CORE,
    }
}

/// Returns the part that a table belongs to: the core for functions, the rest for wasm-bindgen's table of JavaScript values.
fn owner_of_table(element: RefType) -> Place {
    if element == RefType::FUNCREF { CORE } else { REST }
}

/// Returns a module's imports from other parts, and how often it uses each. Other items than functions count as used [`OFTEN`].
fn shared(module: &Module) -> Vec<(String, usize)> {
    let uses = uses(module, |_| true);
    let imports = module.imports.iter().filter(|import| import.module == SHARED);
    let count = |kind: &ImportKind| match kind {
        ImportKind::Function(id) => uses.get(id).copied().unwrap_or(0),
        _ => OFTEN,
    };
    imports.map(|import| (import.name.clone(), count(&import.kind))).collect()
}

/// More than any function's number of uses.
const OFTEN: usize = 1_000_000;

/// Keeps only the wanted functions in the table, at the same positions.
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

/// Keeps only the wanted bytes of data, at the same addresses.
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
                // Zeros that belong to another part are not written: they may be in use by the time this part is loaded.
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

fn own_globals(module: &Module) -> Vec<walrus::GlobalId> {
    let own = module.globals.iter().filter(|global| matches!(global.kind, GlobalKind::Local(_)));
    own.map(|global| global.id()).collect()
}

fn global_name(place: usize) -> String {
    format!("global {place}")
}

/// Returns names of one or two letters, without JavaScript's keywords.
fn short_names() -> impl Iterator<Item = String> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let one = LETTERS.chars().map(String::from);
    let two =
        LETTERS.chars().flat_map(|first| LETTERS.chars().map(move |second| [first, second].iter().collect()));
    one.chain(two).filter(|name: &String| !["do", "if", "in", "as", "is", "of"].contains(&name.as_str()))
}
