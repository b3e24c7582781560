//! Random changes to contacts and labels, compared with a model: lists, filters and counts agree with it.

use std::collections::{BTreeMap, BTreeSet};

use seax_sandbox::{rng::Rng, settings::Settings};
use serde_json::{Value, json};

use crate::support::{Client, start};

/// The model: the contacts and labels by id, and which contact has which label.
#[derive(Default)]
struct Model {
    contacts: BTreeMap<String, BTreeSet<String>>,
    /// Whether each label is a system label.
    labels: BTreeMap<String, bool>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn rows(client: &Client, path: &str) -> Vec<Value> {
    client.ok(path)["data"].as_array().unwrap().clone()
}

fn label_ids(contact: &Value) -> BTreeSet<String> {
    contact["contact_labels"].as_array().unwrap().iter().map(|label| text(&label["id"])).collect()
}

/// Returns a random key of a map that is not empty.
fn one_of<T>(map: &BTreeMap<String, T>, rng: &mut Rng) -> String {
    rng.pick(&map.keys().collect::<Vec<_>>()).clone()
}

impl Model {
    fn of(client: &Client) -> Self {
        let contacts = rows(client, "contacts?limit=0");
        let labels = rows(client, "contact_labels?limit=0");
        Self {
            contacts: contacts.iter().map(|contact| (text(&contact["id"]), label_ids(contact))).collect(),
            labels: labels
                .iter()
                .map(|label| (text(&label["id"]), label["is_system"] == json!(true)))
                .collect(),
        }
    }

    fn some_labels(&self, rng: &mut Rng) -> BTreeSet<String> {
        self.labels.keys().filter(|_| rng.chance(30)).cloned().collect()
    }

    fn act(&mut self, client: &Client, rng: &mut Rng, number: usize) {
        match rng.below(10) {
            _ if self.contacts.is_empty() => self.add_contact(client, rng, number),
            0..3 => self.add_contact(client, rng, number),
            3..6 => self.relabel(client, rng),
            6..8 => {
                let id = one_of(&self.contacts, rng);
                assert_eq!(client.send("DELETE", &format!("contacts/{id}"), None).status, 204);
                self.contacts.remove(&id);
            }
            8 => {
                let wish = json!({ "name": format!("label {number}") });
                let reply = client.send("POST", "contact_labels", Some(&wish));
                self.labels.insert(text(&reply.body["id"]), false);
            }
            _ => self.delete_label(client, rng),
        }
    }

    fn add_contact(&mut self, client: &Client, rng: &mut Rng, number: usize) {
        let labels = self.some_labels(rng);
        let wish = json!({ "name": format!("Person {number}"), "contact_label_ids": labels });
        let reply = client.send("POST", "contacts", Some(&wish));
        self.contacts.insert(text(&reply.body["id"]), labels);
    }

    fn delete_label(&mut self, client: &Client, rng: &mut Rng) {
        let id = one_of(&self.labels, rng);
        let status = client.send("DELETE", &format!("contact_labels/{id}"), None).status;
        assert_eq!(status, if self.labels[&id] { 409 } else { 204 });
        if status == 204 {
            self.labels.remove(&id);
            for labels in self.contacts.values_mut() {
                labels.remove(&id);
            }
        }
    }

    fn relabel(&mut self, client: &Client, rng: &mut Rng) {
        let id = one_of(&self.contacts, rng);
        let (mut wanted, also_system) = (self.some_labels(rng), rng.chance(50));
        let wish = json!({ "contact_label_ids": wanted, "replace_all_labels": also_system });
        let reply = client.send("PATCH", &format!("contacts/{id}"), Some(&wish));
        if !also_system {
            wanted.extend(self.contacts[&id].iter().filter(|label| self.labels[*label]).cloned());
        }
        assert_eq!(label_ids(&reply.body), wanted);
        self.contacts.insert(id, wanted);
    }

    fn check(&self, client: &Client) {
        let now = Self::of(client);
        assert_eq!(now.contacts, self.contacts);
        assert_eq!(now.labels, self.labels);
        for label in rows(client, "contact_labels?limit=0") {
            let id = text(&label["id"]);
            let having = self.contacts.values().filter(|labels| labels.contains(&id)).count();
            assert_eq!(label["total_count"], json!(having), "{label}");
            for (filter, count) in [
                ("all_contact_label_ids", having),
                ("any_contact_label_ids", having),
                ("exclude_any_contact_label_ids", self.contacts.len() - having),
                ("exclude_all_contact_label_ids", self.contacts.len() - having),
            ] {
                assert_eq!(client.ok(&format!("contacts?limit=1&{filter}={id}"))["total"], json!(count));
            }
        }
    }
}

#[test]
fn lists_filters_and_counts_agree_with_all_that_was_done() {
    let client = start(Settings::default());
    for seed in 1..=3 {
        let workspace = client.open(json!({ "seed": seed, "contacts": 30 }));
        let mut model = Model::of(&workspace);
        let mut rng = Rng::new(&[seed]);
        for number in 0..120 {
            model.act(&workspace, &mut rng, number);
            if number % 20 == 19 {
                model.check(&workspace);
            }
        }
    }
}
