//! Finds the functions and data that exports reach, from a module's relocations.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use anyhow::{Result, bail, ensure};
use wasmparser::{
    DataKind, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader,
    RelocationType, SymbolInfo,
};

/// A function or a piece of data.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    /// A function, by its index.
    Function(u32),
    /// Data, by its position in `Graph::data`.
    Data(usize),
}

/// The references between a module's functions and data.
pub struct Graph {
    functions: u32,
    /// The exported functions, with their plain names, which are not unique.
    exported: Vec<(String, u32)>,
    /// The addresses of data in memory.
    data: Vec<Range<u32>>,
    /// The data that are paths of source files, which only panics use.
    sources: HashSet<usize>,
    uses: HashMap<Node, Vec<Node>>,
}

/// The functions and data that are reached.
pub struct Reached {
    /// The indices of functions.
    pub functions: HashSet<u32>,
    /// The ranges of memory with data that is reached.
    pub needed: HashSet<Range<u32>>,
    /// The node from which each was first reached. Exports are not in it.
    from: HashMap<Node, Node>,
}

impl Reached {
    /// Returns the path to a reached function: the functions from an export up to it.
    pub fn path(&self, function: u32) -> Vec<u32> {
        let way = std::iter::successors(Some(Node::Function(function)), |node| self.from.get(node).copied());
        let functions = way.filter_map(|node| match node {
            Node::Function(index) => Some(index),
            Node::Data(_) => None,
        });
        let mut path: Vec<u32> = functions.collect();
        path.reverse();
        path
    }
}

/// The functions or data in a section, by their ranges in the file.
#[derive(Default)]
struct Places {
    start: usize,
    parts: Vec<(Range<usize>, Node)>,
}

impl Places {
    /// Returns the nodes whose ranges contain an offset in the section.
    fn at(&self, offset: u32) -> impl Iterator<Item = Node> {
        let place = self.start + offset as usize;
        let end = self.parts.partition_point(|(range, _)| range.start <= place);
        let parts = self.parts.get(..end).unwrap_or_default();
        // Nodes with several symbols have the same range. No range is inside another.
        parts.iter().rev().take(8).filter(move |(range, _)| range.contains(&place)).map(|(_, node)| *node)
    }
}

impl Graph {
    /// Reads a module that was linked with `--emit-relocs`.
    ///
    /// # Errors
    /// When it was linked without that option, or cannot be read.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let mut graph = Self {
            functions: 0,
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
                            graph.exported.push((plain(export.name).to_owned(), export.index));
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
            // Count sections as they are in the file: for the code section, the parser returns several payloads.
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

    /// Returns the number of functions, including imported ones.
    pub fn functions(&self) -> u32 {
        self.functions
    }

    /// Returns what all exports reach.
    pub fn reached_by_all(&self, traps: impl Fn(u32) -> bool) -> Reached {
        self.reached(|_| true, traps)
    }

    /// Returns what the exports with wanted plain names reach. Functions that trap immediately reach nothing, and the locations
    /// of panics are not needed.
    pub fn reached(&self, wanted: impl Fn(&str) -> bool, traps: impl Fn(u32) -> bool) -> Reached {
        let wanted = self.exported.iter().filter(|(name, _)| wanted(name));
        self.reached_from(wanted.map(|(_, index)| Node::Function(*index)).collect(), traps)
    }

    /// Whether the module has an export of this plain name.
    pub fn has_export(&self, name: &str) -> bool {
        self.exported.iter().any(|(export, _)| export == name)
    }

    /// Returns the addresses of data in memory.
    pub fn data(&self) -> impl Iterator<Item = &Range<u32>> + Clone {
        self.data.iter()
    }

    fn reached_from(&self, exports: Vec<Node>, traps: impl Fn(u32) -> bool) -> Reached {
        let (mut functions, mut data) = (HashSet::new(), HashSet::new());
        let mut from = HashMap::new();
        let mut todo: Vec<(Node, Option<Node>)> = exports.into_iter().map(|node| (node, None)).collect();
        while let Some((node, user)) = todo.pop() {
            let (is_new, leads_on) = match node {
                Node::Function(index) => (functions.insert(index), !traps(index)),
                Node::Data(place) if self.is_location(place) => continue,
                Node::Data(place) => (data.insert(place), true),
            };
            if !is_new {
                continue;
            }
            from.extend(user.map(|user| (node, user)));
            if leads_on {
                let used = self.uses.get(&node).into_iter().flatten();
                todo.extend(used.map(|used| (*used, Some(node))));
            }
        }
        // Data with several symbols is needed if any of them is reached.
        let needed = data.iter().filter_map(|place| self.data.get(*place)).cloned().collect();
        Reached { functions, needed, from }
    }
}

impl Graph {
    /// Whether data is the path of a source file, or a `core::panic::Location`: a path, its length, a line and a column.
    fn is_location(&self, place: usize) -> bool {
        let uses = self.uses.get(&Node::Data(place)).map(Vec::as_slice);
        let size = self.data.get(place).map_or(0, |range| range.end - range.start);
        let is_source = |node: &Node| matches!(node, Node::Data(used) if self.sources.contains(used));
        self.sources.contains(&place) || (size == 16 && matches!(uses, Some([path]) if is_source(path)))
    }
}

/// Whether data is the path of a source file, with or without a trailing zero.
fn is_source(data: &[u8]) -> bool {
    data.strip_suffix(b"\0").unwrap_or(data).ends_with(b".rs")
}

/// Returns an export's name without the hash that wasm-bindgen's macro appends, which the glue generator removes.
fn plain(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => plain,
        _ => name,
    }
}
