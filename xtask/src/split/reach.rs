//! What some exports reach, by a module's relocations.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    DataKind, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader,
    RelocationType, SymbolInfo,
};

/// Stretches of memory, in their order.
pub type Ranges = Vec<Range<u32>>;

/// A function or some data.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    /// By its index.
    Function(u32),
    /// By its place in `Graph::data`.
    Data(usize),
}

/// What refers to what.
pub struct Graph {
    functions: u32,
    exports: HashMap<String, u32>,
    /// All exports: several may have one plain name.
    exported: Vec<u32>,
    /// Where data lies in memory.
    data: Vec<Range<u32>>,
    /// Those of the data that are the paths of source files. Only panics tell them.
    sources: HashSet<usize>,
    uses: HashMap<Node, Vec<Node>>,
}

/// What is reached.
pub struct Reached {
    /// The indices of functions.
    pub functions: HashSet<u32>,
    /// The stretches of memory with known data of which something is reached.
    needed: HashSet<Range<u32>>,
}

/// A section's parts by where they are in the file.
#[derive(Default)]
struct Places {
    start: usize,
    parts: Vec<(Range<usize>, Node)>,
}

impl Places {
    /// The parts that a place is in.
    fn at(&self, offset: u32) -> impl Iterator<Item = Node> {
        let place = self.start + offset as usize;
        let end = self.parts.partition_point(|(range, _)| range.start <= place);
        let parts = self.parts.get(..end).unwrap_or_default();
        // Parts with several names have one place; none lies in another.
        parts.iter().rev().take(8).filter(move |(range, _)| range.contains(&place)).map(|(_, node)| *node)
    }
}

impl Graph {
    /// Reads a module that was linked with `--emit-relocs`.
    ///
    /// # Errors
    /// When it was not, or cannot be read.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let mut graph = Self {
            functions: 0,
            exports: HashMap::new(),
            exported: Vec::new(),
            data: Vec::new(),
            sources: HashSet::new(),
            uses: HashMap::new(),
        };
        let (mut code, mut data) = (Places::default(), Places::default());
        let mut segments: Vec<(u32, usize)> = Vec::new();
        let mut symbols: Vec<Option<Node>> = Vec::new();
        let mut relocations: Vec<(RelocSectionReader<'_>, bool)> = Vec::new();
        let (mut section, mut code_section) = (0, None);
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(reader) => {
                    for import in reader.clone().into_imports() {
                        graph.functions += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader.clone() {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            graph.exports.insert(plain(export.name).to_owned(), export.index);
                            graph.exported.push(export.index);
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => {
                    code.start = range.start;
                    code_section = Some(section);
                }
                Payload::CodeSectionEntry(body) => {
                    code.parts.push((body.range(), Node::Function(graph.functions)));
                    graph.functions += 1;
                }
                Payload::DataSection(reader) => {
                    data.start = reader.range().start;
                    for segment in reader.clone() {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("data without a place")
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("data whose place is no constant")
                        };
                        let start = segment.data.as_ptr() as usize - bytes.as_ptr() as usize;
                        segments.push((value as u32, start));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking {
                            let Linking::SymbolTable(table) = part? else { continue };
                            for symbol in table {
                                let node = match symbol? {
                                    SymbolInfo::Func { index, .. } => Some(Node::Function(index)),
                                    SymbolInfo::Data { symbol: Some(place), .. } => {
                                        let found = segments.get(place.index as usize);
                                        found.filter(|_| place.size > 0).map(|(memory, file)| {
                                            let from = memory + place.offset;
                                            graph.data.push(from..from + place.size);
                                            let node = Node::Data(graph.data.len() - 1);
                                            let file = file + place.offset as usize;
                                            let file = file..file + place.size as usize;
                                            if bytes.get(file.clone()).is_some_and(is_source) {
                                                graph.sources.insert(graph.data.len() - 1);
                                            }
                                            data.parts.push((file, node));
                                            node
                                        })
                                    }
                                    _ => None,
                                };
                                symbols.push(node);
                            }
                        }
                    }
                    KnownCustom::Reloc(reader) => {
                        let in_code = Some(reader.section_index()) == code_section;
                        relocations.push((reader, in_code));
                    }
                    _ => {}
                },
                _ => {}
            }
            // Sections are counted as the file has them; the code's is one, whatever the parser makes of it.
            section += u32::from(payload.as_section().is_some());
        }
        ensure!(!relocations.is_empty(), "the module was linked without --emit-relocs");
        data.parts.sort_by_key(|(range, _)| range.start);
        for (reader, in_code) in relocations {
            let places = if in_code { &code } else { &data };
            for entry in reader.entries() {
                let entry = entry?;
                if matches!(
                    entry.ty,
                    RelocationType::TypeIndexLeb
                        | RelocationType::GlobalIndexLeb
                        | RelocationType::TableNumberLeb
                ) {
                    continue;
                }
                let Some(Some(used)) = symbols.get(entry.index as usize) else { continue };
                for user in places.at(entry.offset) {
                    graph.uses.entry(user).or_default().push(*used);
                }
            }
        }
        Ok(graph)
    }

    /// How many functions there are, imported ones among them.
    pub fn functions(&self) -> u32 {
        self.functions
    }

    /// What all exports reach.
    pub fn reached_by_all(&self, traps: impl Fn(u32) -> bool) -> Reached {
        self.reached_from(self.exported.iter().map(|index| Node::Function(*index)).collect(), traps)
    }

    /// What these exports reach. Functions that trap at once reach nothing, and where a panic would have been is not needed.
    ///
    /// # Errors
    /// When there is no such export.
    pub fn reached<'a>(
        &self,
        exports: impl IntoIterator<Item = &'a str>,
        traps: impl Fn(u32) -> bool,
    ) -> Result<Reached> {
        let mut todo = Vec::new();
        for name in exports {
            let index =
                self.exports.get(name).with_context(|| format!("the module does not export `{name}`"))?;
            todo.push(Node::Function(*index));
        }
        Ok(self.reached_from(todo, traps))
    }

    fn reached_from(&self, mut todo: Vec<Node>, traps: impl Fn(u32) -> bool) -> Reached {
        let (mut functions, mut data) = (HashSet::new(), HashSet::new());
        while let Some(node) = todo.pop() {
            let (is_new, leads_on) = match node {
                Node::Function(index) => (functions.insert(index), !traps(index)),
                Node::Data(place) if self.is_location(place) => continue,
                Node::Data(place) => (data.insert(place), true),
            };
            if is_new && leads_on {
                todo.extend(self.uses.get(&node).into_iter().flatten());
            }
        }
        // Data with several names is reached by any of them.
        let needed = data.iter().filter_map(|place| self.data.get(*place)).cloned().collect();
        Reached { functions, needed }
    }

    /// The stretches of memory with known data of which nothing is reached.
    pub fn unneeded(&self, reached: &Reached) -> Ranges {
        let mut others: Ranges =
            self.data.iter().filter(|range| !reached.needed.contains(range)).cloned().collect();
        others.sort_by_key(|range| (range.start, range.end));
        others.dedup();
        without(merged(others), reached.needed.iter().cloned().collect())
    }
}

impl Graph {
    /// Whether some data is the path of a source file, or a `core::panic::Location`: a path, its length, a line and a column.
    fn is_location(&self, place: usize) -> bool {
        let uses = self.uses.get(&Node::Data(place)).map(Vec::as_slice);
        let size = self.data.get(place).map_or(0, |range| range.end - range.start);
        let is_source = |node: &Node| matches!(node, Node::Data(used) if self.sources.contains(used));
        self.sources.contains(&place) || (size == 16 && matches!(uses, Some([path]) if is_source(path)))
    }
}

/// Whether some data is the path of a source file, with or without a zero at its end.
fn is_source(data: &[u8]) -> bool {
    data.strip_suffix(b"\0").unwrap_or(data).ends_with(b".rs")
}

/// An export's name without the hash that wasm-bindgen gives it until its own program has run.
fn plain(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => plain,
        _ => name,
    }
}

/// Stretches that touch or overlap are one.
fn merged(ranges: Ranges) -> Ranges {
    let mut merged: Ranges = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The stretches without these.
fn without(ranges: Ranges, mut gone: Ranges) -> Ranges {
    gone.sort_by_key(|range| range.start);
    let mut left = Vec::new();
    for range in ranges {
        let mut from = range.start;
        for hole in gone.iter().filter(|hole| hole.start < range.end && hole.end > range.start) {
            if hole.start > from {
                left.push(from..hole.start);
            }
            from = from.max(hole.end);
        }
        if from < range.end {
            left.push(from..range.end);
        }
    }
    left
}
