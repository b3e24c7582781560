//! Runs the targets of `fuzz/` for a short time, always with the same inputs: arbitrary bytes, and damaged valid ones.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use proptest::{collection::vec, num::u8, prop_oneof, sample::select, strategy::Just, strategy::Strategy};

#[path = "support/properties.rs"]
mod properties;
#[path = "../fuzz/src/lib.rs"]
mod targets;

use properties::holds;

/// Calls a target with these bytes, changed in some places, and with arbitrary ones.
fn feed(target: fn(&[u8]), good: &[&'static [u8]]) {
    let damaged = (select(good.to_vec()), vec((0..usize::MAX, u8::ANY), 0..8)).prop_map(|(good, changes)| {
        let mut bytes = good.to_vec();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes
    });
    let cut = (damaged, 0..usize::MAX).prop_map(|(mut bytes, at)| {
        bytes.truncate(at % (bytes.len() + 1));
        bytes
    });
    let any = prop_oneof![cut, vec(u8::ANY, 0..200), Just(Vec::new())];
    holds(1_000, any, |bytes| {
        target(&bytes);
        Ok(())
    });
}

#[test]
fn replies() {
    const GOOD: [&[u8]; 3] = [
        include_bytes!("samples/contacts.json"),
        include_bytes!("samples/campaigns.json"),
        include_bytes!("samples/phones.json"),
    ];
    feed(targets::replies, &GOOD);
}

#[test]
fn drafts() {
    feed(targets::drafts, &[include_bytes!("samples/draft.json")]);
}

#[test]
fn contact_files() {
    const GOOD: [&[u8]; 3] = [
        "name,phone,whatsapp,labels,城市\r\nAnn,+12345678900,,\"vip,new\",台北\r\nBob,\"+1 (234) 567-8901\",,,\r\n".as_bytes(),
        b"\xef\xbb\xbfsep=;\nname;phone\nAnn;+12345678900\n",
        b"name,phone\r\"Ann \"\"B\"\"\",tel:+12345678900\rBob,8.86E+11\r",
    ];
    feed(targets::contact_files, &GOOD);
}
