//! The compared facts about each operation from the vendor's document: method, path, status, fields and their types.
//!
//! They are stored in `facts.txt`, so that the comparison also works without the document. Where the document is available, the
//! facts are compared with it; `SEAX_FACTS=write cargo test --test contract` updates them.

use std::collections::BTreeMap;

use crate::{
    document::Document,
    fields::{Field, Fields},
};

const FACTS: &str = include_str!("facts.txt");

/// The words for the types of fields.
const SORTS: [&str; 6] = ["any", "bool", "list", "number", "object", "text"];

/// The facts about one operation.
#[derive(Debug, Default)]
pub struct Facts {
    /// The HTTP status of a success.
    pub status: String,
    /// Whether the body is a form with a file.
    pub form: bool,
    /// The fields of its query, JSON body and reply.
    pub parts: [Fields; 3],
}

/// The names of `parts`, in the same order.
const PARTS: [&str; 3] = ["query", "body", "reply"];

/// The operations by method and path.
#[derive(Debug, Default)]
pub struct Contract(pub BTreeMap<(String, String), Facts>);

impl Contract {
    /// Reads the stored facts.
    pub fn kept() -> Self {
        let mut contract = Self::default();
        let mut lines = FACTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let words: Vec<&str> = line.split(' ').collect();
            let mut facts = Facts { status: words[2].into(), form: words.len() > 3, ..Facts::default() };
            while let Some(part) = lines.next_if(|line| depth(line) == 1) {
                let place = PARTS.iter().position(|name| *name == part.trim()).expect("a part");
                facts.parts[place] = read(&mut lines, 2);
            }
            contract.0.insert((words[0].into(), words[1].into()), facts);
        }
        contract
    }

    /// Extracts the facts from a document.
    pub fn of(document: &Document) -> Self {
        let operations = document.paths().filter_map(|(method, path)| {
            let operation = document.operation(&method, &path)?;
            let replies = operation["responses"].as_object()?;
            let facts = Facts {
                status: replies.keys().find(|status| status.starts_with('2'))?.clone(),
                form: operation["requestBody"]["content"].get("multipart/form-data").is_some(),
                parts: [document.query(operation), document.body(operation), document.reply(operation)],
            };
            Some(((method, path), facts))
        });
        Self(operations.collect())
    }

    /// Formats the facts as they are stored.
    #[allow(dead_code, reason = "the client's tests write it")]
    pub fn to_text(&self) -> String {
        let mut text = String::from(
            "# What the vendor's OpenAPI document says of each operation: see facts.rs. A field with `!` is required; one with `=` has a \
             default.\n",
        );
        for ((method, path), facts) in &self.0 {
            text += &format!("{method} {path} {}{}\n", facts.status, if facts.form { " form" } else { "" });
            for (name, fields) in PARTS.iter().zip(&facts.parts).filter(|(_, fields)| !fields.0.is_empty()) {
                text += &format!("  {name}\n");
                write(fields, 2, &mut text);
            }
        }
        text
    }
}

fn write(fields: &Fields, depth: usize, text: &mut String) {
    for (name, Field { required, default, sort, inner }) in &fields.0 {
        let mark = match (required, default) {
            (true, _) => "!",
            (_, true) => "=",
            _ => "",
        };
        *text += &format!("{}{name}{mark} {sort}\n", "  ".repeat(depth));
        write(inner, depth + 1, text);
    }
}

fn read<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>, level: usize) -> Fields {
    let mut fields = Fields::default();
    while let Some(line) = lines.next_if(|line| depth(line) == level) {
        let (name, sort) = line.trim().split_once(' ').expect("a name and what it holds");
        let sort = SORTS.iter().find(|known| **known == sort).expect("a known word");
        let bare = name.trim_end_matches(['!', '=']);
        fields.add(bare, name.ends_with('!'), sort, read(lines, level + 1));
        if name.ends_with('=') {
            fields.add_default(bare);
        }
    }
    fields
}

fn depth(line: &str) -> usize {
    (line.len() - line.trim_start().len()) / 2
}
