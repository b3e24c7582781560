//! Finds the part that each function belongs to, after wasm-bindgen has added functions.

use std::collections::HashMap;

use walrus::ir::{Call, RefFunc, Visitor, dfs_in_order};
use walrus::{ElementItems, ExportItem, FunctionId, Module};

use super::{
    part_of,
    parts::{Place, REST, joint, of_export},
};

/// The functions of a module, with their parts.
pub struct Owners(HashMap<FunctionId, Owned>);

/// A function's position in the module, which is the same whenever the module is read, and its part.
struct Owned {
    place: usize,
    part: Option<Place>,
}

impl Owners {
    /// Reads the marks. Functions without one were added by wasm-bindgen. They belong to the part that uses them, or to the one
    /// that all parts using them build on.
    pub fn of(module: &Module) -> Self {
        let functions = module.funcs.iter().enumerate();
        let mut owners: HashMap<FunctionId, Owned> = functions
            .map(|(place, function)| {
                let part = function.name.as_deref().and_then(part_of);
                (function.id(), Owned { place, part })
            })
            .collect();
        let added: Vec<FunctionId> = module
            .funcs
            .iter_local()
            .map(|(id, _)| id)
            .filter(|id| owners.get(id).is_none_or(|owned| owned.part.is_none()))
            .collect();
        let mut users: HashMap<FunctionId, Vec<User>> = HashMap::new();
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item {
                users.entry(id).or_default().push(User::Part(of_export(&export.name)));
            }
        }
        for element in module.elements.iter() {
            if let ElementItems::Functions(functions) = &element.items {
                for id in functions {
                    users.entry(*id).or_default().push(User::Part(REST));
                }
            }
        }
        for (user, function) in module.funcs.iter_local() {
            let mut used = Uses::default();
            dfs_in_order(&mut used, function, function.entry_block());
            for id in used.0.into_keys() {
                users.entry(id).or_default().push(User::Function(user));
            }
        }
        // Repeat until nothing changes. This ends, because owners only move towards the part that all build on.
        loop {
            let mut changed = false;
            for id in &added {
                let parts = users.get(id).into_iter().flatten().filter_map(|user| match user {
                    User::Part(part) => Some(*part),
                    User::Function(id) => owners.get(id)?.part,
                });
                let part = parts.reduce(joint);
                if let Some(owned) = owners.get_mut(id) {
                    changed |= owned.part != part;
                    owned.part = part;
                }
            }
            if !changed {
                return Self(owners);
            }
        }
    }

    /// Returns the part that a function belongs to.
    pub fn of_function(&self, function: FunctionId) -> Place {
        self.0.get(&function).and_then(|owned| owned.part).unwrap_or(REST)
    }

    /// Returns a function's position in the module.
    pub fn place(&self, function: FunctionId) -> usize {
        self.0.get(&function).map_or(0, |owned| owned.place)
    }
}

/// A user of a function.
enum User {
    Function(FunctionId),
    /// A part that exports it or has it in the table.
    Part(Place),
}

/// Counts how often the wanted functions of a module refer to each function.
pub fn uses(module: &Module, wanted: impl Fn(FunctionId) -> bool) -> HashMap<FunctionId, usize> {
    let mut uses = Uses::default();
    for (_, function) in module.funcs.iter_local().filter(|(id, _)| wanted(*id)) {
        dfs_in_order(&mut uses, function, function.entry_block());
    }
    uses.0
}

/// The number of references to each function.
#[derive(Default)]
struct Uses(HashMap<FunctionId, usize>);

impl<'a> Visitor<'a> for Uses {
    fn visit_call(&mut self, call: &Call) {
        *self.0.entry(call.func).or_default() += 1;
    }
    fn visit_ref_func(&mut self, function: &RefFunc) {
        *self.0.entry(function.func).or_default() += 1;
    }
}
