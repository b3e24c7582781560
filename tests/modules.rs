//! Checks that the modules of each crate use each other in one direction only, without cycles of any length, and those of the
//! client in the order that ARCHITECTURE.md shows.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The modules that each module uses. A module and its submodules are separate, but their use of each other does not count.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// The crates of this repository, by their source folders, each with one module and another that it uses.
const CRATES: [(&str, &str, &str); 6] = [
    ("src", "client::launch", "preflight"),
    ("src/schema", "checked", "scan"),
    ("src/tables", "format", "timestamp"),
    ("edge/src", "authorize", "claims"),
    ("sandbox/src", "routes::campaigns::create", "rules::resolution"),
    ("xtask/src", "package", "split"),
];

#[test]
fn files_form_no_cycle() {
    for (folder, module, used) in CRATES {
        let uses = uses(folder);
        assert!(uses[module].iter().any(|path| path.starts_with(used)), "{folder}: {:?}", uses[module]);
        assert_eq!(cycle(&uses), None, "{folder}");
    }
}

#[test]
fn folders_form_no_cycle() {
    for (folder, ..) in CRATES {
        assert_eq!(cycle(&folders(folder)), None, "{folder}");
    }
}

#[test]
fn a_folder_of_the_client_uses_only_those_below_it() {
    let layers = layers();
    let place = |folder: &String| layers.iter().position(|layer| layer == folder);
    for (folder, used) in folders("src") {
        let own = place(&folder).unwrap_or_else(|| panic!("ARCHITECTURE.md does not list `{folder}`"));
        for used in used {
            assert!(place(&used).is_some_and(|used| used > own), "`{folder}` uses `{used}`");
        }
    }
}

/// Returns the client's modules as ARCHITECTURE.md lists them, from the top. The last one is a crate.
fn layers() -> Vec<String> {
    let document = include_str!("../ARCHITECTURE.md");
    let (_, section) = document.split_once("\n## Modules of the client\n").expect("the section");
    let list = section.split("```").nth(1).expect("the list");
    list.trim().lines().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_cycle_is_found() {
    let uses = |pairs: &[(&str, &str)]| {
        let mut uses = Uses::new();
        for (module, used) in pairs {
            uses.entry((*module).to_owned()).or_default().insert((*used).to_owned());
        }
        uses
    };
    assert_eq!(cycle(&uses(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    assert_eq!(
        cycle(&uses(&[("a", "b"), ("b", "c"), ("c", "b")])),
        Some(vec!["b".to_owned(), "c".to_owned()])
    );
    let tree = "{a::{self, B}, c::d::E,\n f}";
    assert_eq!(paths(tree), ["a::self", "a::B", "c::d::E", "f"]);
}

/// Returns what the files and folders directly in a crate's source folder use of each other.
fn folders(folder: &str) -> Uses {
    let top = |module: &String| module.split("::").next().unwrap_or_default().to_owned();
    let mut folders = Uses::new();
    for (module, used) in uses(folder) {
        let module = top(&module);
        let others = used.iter().map(top).filter(|used| *used != module).collect::<Vec<_>>();
        folders.entry(module).or_default().extend(others);
    }
    folders
}

fn uses(folder: &str) -> Uses {
    let mut sources = BTreeMap::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "", &mut sources);
    let used = |module: &String, source: &str| {
        let own = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let found = references(own, module).into_iter().filter_map(|path| module_of(&path, &sources));
        let is_within = |outer: &str, inner: &str| inner == outer || inner.starts_with(&format!("{outer}::"));
        found.filter(|used| !is_within(used, module) && !is_within(module, used)).collect()
    };
    sources.iter().map(|(module, source)| (module.clone(), used(module, source))).collect()
}

/// Collects the sources below a folder, by their modules.
fn collect(folder: &Path, module: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inner = if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") };
        if path.is_dir() {
            // A nested crate is not a module of this one.
            if !path.join("Cargo.toml").exists() {
                collect(&path, &inner, sources);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !["lib", "main"].contains(&name)
        {
            let module = if name == "mod" { module.to_owned() } else { inner };
            sources.insert(module, fs::read_to_string(&path).unwrap());
        }
    }
}

/// Returns the paths within the crate that a module's source refers to.
fn references(source: &str, module: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let source = &code.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for statement in source.split("use ").skip(1) {
        let Some((tree, _)) = statement.split_once(';') else { continue };
        if let Some(tree) = tree.strip_prefix("crate::") {
            found.extend(paths(tree));
        }
        let (mut base, mut tree) = (module, tree);
        while let Some(rest) = tree.strip_prefix("super::") {
            (base, tree) = (base.rsplit_once("::").map_or("", |(outer, _)| outer), rest);
            found.extend(paths(rest).into_iter().map(|path| format!("{base}::{path}")));
        }
    }
    let is_path = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let direct = source.split("crate::").skip(1);
    found.extend(direct.map(|rest| rest.split(|char| !is_path(char)).next().unwrap_or_default().to_owned()));
    found
}

/// Returns the paths in a use tree, such as `a::{b, c::d}`.
fn paths(tree: &str) -> Vec<String> {
    let Some((prefix, inner)) = tree.trim().split_once('{') else { return vec![tree.trim().to_owned()] };
    let inner = inner.trim_end().trim_end_matches('}');
    let (mut depth, mut items) = (0, vec![String::new()]);
    for char in inner.chars() {
        match char {
            ',' if depth == 0 => items.push(String::new()),
            _ => items.last_mut().unwrap().push(char),
        }
        depth += i32::from(char == '{') - i32::from(char == '}');
    }
    let items = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
    // Trimming the outer closing brace also removed those of nested trees at the end.
    let closed = items.map(|item| {
        let open = item.matches('{').count() - item.matches('}').count();
        format!("{item}{}", "}".repeat(open))
    });
    closed.flat_map(|item| paths(&item)).map(|path| format!("{prefix}{path}")).collect()
}

/// Returns the module that a path leads to.
fn module_of(path: &str, sources: &BTreeMap<String, String>) -> Option<String> {
    let mut path = path;
    loop {
        if sources.contains_key(path) {
            return Some(path.to_owned());
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// Returns the modules that form cycles, if any.
fn cycle(uses: &Uses) -> Option<Vec<String>> {
    let mut left: BTreeMap<&String, BTreeSet<&String>> = uses
        .iter()
        .map(|(module, used)| (module, used.iter().filter(|used| uses.contains_key(*used)).collect()))
        .collect();
    // A module that uses none of the remaining ones is in no cycle.
    while let Some(done) = left.iter().find(|(_, used)| used.is_empty()).map(|(module, _)| *module) {
        left.remove(done);
        for used in left.values_mut() {
            used.remove(done);
        }
    }
    // Neither is one that none of the remaining ones use.
    while let Some(unused) =
        left.keys().copied().find(|module| left.values().all(|used| !used.contains(*module)))
    {
        left.remove(unused);
    }
    (!left.is_empty()).then(|| left.into_keys().cloned().collect())
}
