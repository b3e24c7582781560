//! Passes texts across the boundary: JavaScript writes to an address that it asks for, and reads from the addresses that it
//! finds here.

use std::{
    cell::{Cell, RefCell},
    mem::offset_of,
};

use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize;

use crate::engine::driver::{NUMBER_AT, OUTBOX_AT, OutSlot, SMALL, TEXTS};

/// `pkg/src/memory.js` relies on this layout.
#[repr(C)]
struct Mailbox {
    /// The lengths of the texts that JavaScript passes, which are stored back to back.
    lengths: [Cell<u32>; TEXTS],
    /// The addresses and lengths of what JavaScript reads, by `OutSlot`. Last, a small number.
    outbox: [Cell<u32>; SMALL + 1],
    /// A time, or a number of bytes.
    number: Cell<f64>,
}

const _: () = assert!(
    offset_of!(Mailbox, outbox) == OUTBOX_AT && offset_of!(Mailbox, number) == NUMBER_AT,
    "the layout differs from what the script is told"
);

thread_local! {
    static MAILBOX: Mailbox = const { Mailbox {
        lengths: [const { Cell::new(0) }; TEXTS],
        outbox: [const { Cell::new(0) }; SMALL + 1],
        number: Cell::new(0.0),
    } };
    static PASSED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Returns the mailbox's address.
#[wasm_bindgen(skip_typescript)]
pub fn mailbox() -> u32 {
    MAILBOX.with(|mailbox| std::ptr::from_ref(mailbox) as u32)
}

/// Returns the address of `length` bytes for the texts that JavaScript passes to the next function; 0 if there is no memory for
/// them.
#[wasm_bindgen(skip_typescript)]
pub fn room(length: u32) -> u32 {
    PASSED.with_borrow_mut(|text| {
        text.clear();
        if text.try_reserve(length as usize).is_err() {
            return 0;
        }
        text.resize(length as usize, 0);
        text.as_mut_ptr() as u32
    })
}

/// Leaves bytes, which must stay at their address until JavaScript has read them.
pub fn leave(what: OutSlot, bytes: &[u8]) {
    MAILBOX.with(|mailbox| {
        if let Some([place, length]) = mailbox.outbox.get(what as usize..what as usize + 2) {
            place.set(bytes.as_ptr() as u32);
            length.set(bytes.len() as u32);
        }
    });
}

/// Leaves a number, such as a status.
pub fn leave_small(number: u32) {
    MAILBOX.with(|mailbox| mailbox.outbox.last().map(|last| last.set(number)));
}

/// Leaves a number.
pub fn leave_number(number: f64) {
    MAILBOX.with(|mailbox| mailbox.number.set(number));
}

/// The texts that JavaScript has passed, in order. Their memory is wiped on drop: a key can be among them.
pub struct Arguments {
    bytes: Vec<u8>,
    next: usize,
    start: usize,
}

impl Arguments {
    pub fn take() -> Self {
        Self { bytes: PASSED.take(), next: 0, start: 0 }
    }

    /// Returns the next text.
    pub fn text(&mut self) -> &str {
        let length = MAILBOX.with(|mailbox| mailbox.lengths.get(self.next).map_or(0, Cell::get));
        self.next += 1;
        let start = self.start;
        self.start += length as usize;
        // JavaScript encodes it as UTF-8.
        self.bytes.get(start..self.start).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// Returns the next text, unless it is empty.
    pub fn some(&mut self) -> Option<String> {
        let text = self.text();
        (!text.is_empty()).then(|| text.into())
    }
}

impl Drop for Arguments {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}
