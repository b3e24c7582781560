//! Passes texts across the boundary: JavaScript writes to an address that it asks for, and reads from the addresses that it
//! finds here.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroize;

/// The maximum number of texts that JavaScript can pass to one function.
const GIVEN: usize = 8;

/// `pkg/src/memory.js` relies on this layout.
#[repr(C)]
struct Mailbox {
    /// The lengths of the texts that JavaScript passes, which are stored back to back.
    lengths: [Cell<u32>; GIVEN],
    /// The addresses and lengths of what JavaScript reads, as in `Left`. Last, a small number.
    left: [Cell<u32>; 13],
    _aligned: Cell<u32>,
    /// A time, or a number of bytes.
    number: Cell<f64>,
}

thread_local! {
    static MAILBOX: Mailbox = const { Mailbox {
        lengths: [const { Cell::new(0) }; GIVEN],
        left: [const { Cell::new(0) }; 13],
        _aligned: Cell::new(0),
        number: Cell::new(0.0),
    } };
    static GIVEN_TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What is left for JavaScript to read. The values are indexes into `Mailbox::left`.
#[derive(Clone, Copy)]
pub enum Left {
    /// The reply, an error as JSON, a URL, the key, or a masked text.
    Payload = 0,
    /// An error's code.
    Code = 2,
    /// The server's id of the request.
    RequestId = 4,
    /// The request's headers.
    Headers = 6,
    /// The body to send.
    Body = 8,
    /// A client's workspace.
    Workspace = 10,
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
    GIVEN_TEXT.with_borrow_mut(|text| {
        text.clear();
        if text.try_reserve(length as usize).is_err() {
            return 0;
        }
        text.resize(length as usize, 0);
        text.as_mut_ptr() as u32
    })
}

/// Leaves bytes, which must stay at their address until JavaScript has read them.
pub fn leave(what: Left, bytes: &[u8]) {
    MAILBOX.with(|mailbox| {
        if let Some([place, length]) = mailbox.left.get(what as usize..what as usize + 2) {
            place.set(bytes.as_ptr() as u32);
            length.set(bytes.len() as u32);
        }
    });
}

/// Leaves a number, such as a status.
pub fn leave_small(number: u32) {
    MAILBOX.with(|mailbox| mailbox.left.last().map(|last| last.set(number)));
}

/// Leaves a number.
pub fn leave_number(number: f64) {
    MAILBOX.with(|mailbox| mailbox.number.set(number));
}

/// The texts that JavaScript has passed, in order. Their memory is wiped on drop: a key can be among them.
pub struct Given {
    bytes: Vec<u8>,
    next: usize,
    start: usize,
}

impl Given {
    pub fn take() -> Self {
        Self { bytes: GIVEN_TEXT.take(), next: 0, start: 0 }
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

impl Drop for Given {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}
