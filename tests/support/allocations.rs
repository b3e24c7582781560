//! Measures and limits the memory usage of code in a test.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr,
};

thread_local! {
    /// Per thread, so that concurrent tests, which run in other threads, do not count.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static LIMIT: Cell<isize> = const { Cell::new(isize::MAX) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(change: isize) {
    // While a thread exits, its counters may be gone, and are not read any more.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + change);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held.get())));
    });
}

fn fits(size: usize) -> bool {
    let held = HELD.try_with(|held| held.get() + size as isize);
    held.is_ok_and(|held| LIMIT.try_with(|limit| held <= limit.get()).unwrap_or(true))
}

// SAFETY: every call is forwarded to the system's allocator unchanged, or fails as it may; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !fits(layout.size()) {
            return ptr::null_mut();
        }
        count(layout.size() as isize);
        // SAFETY: the caller upholds the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the pointer came from `alloc` above, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Returns the result of `work`, and the maximum number of bytes that it held at a time.
pub fn peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    PEAK.set(before);
    let result = work();
    (result, (PEAK.get() - before).unsigned_abs())
}

/// Returns the result of `work`, which cannot hold more than this many bytes at a time.
#[allow(dead_code, reason = "not every test needs it")]
pub fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    LIMIT.set(HELD.get() + bytes as isize);
    let result = work();
    LIMIT.set(isize::MAX);
    result
}
