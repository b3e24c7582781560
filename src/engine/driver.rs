//! The numbers that pass between the core and the driver that is a script: `pkg/src/exchange.js` and `pkg/src/memory.js` have the
//! same ones, which `tests/scripts.rs` compares.

/// What the driver does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Resolve the call with the payload.
    Give = 0,
    /// Wait for the milliseconds that were left as the number, then make another attempt.
    Again = 1,
    /// Reject the call with the error.
    Fail = 2,
    /// Continue to read the body.
    Read = 3,
}

/// What the driver reports as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The network.
    Network = 0,
    /// The caller's `auth`.
    Auth = 1,
    /// Creating the request.
    Request = 2,
    /// Reserving memory for the body.
    Memory = 3,
    /// The client, which was closed.
    Closed = 4,
}

/// Who knows the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// The caller's `auth`, which has to be called.
    Ask = 0,
    /// The client, which has left its key.
    Key = 1,
    /// Nobody: the client was closed.
    Closed = 2,
}

/// What the core leaves for the driver to read. The values are indexes into the outbox: an address, followed by a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutSlot {
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

/// The maximum number of texts that the driver can pass to one function.
pub const TEXTS: usize = 8;
/// The index of the small number in the outbox, after all slots.
pub const SMALL: usize = 12;
/// Where the outbox begins in the mailbox, in bytes: after the lengths of the texts.
pub const OUTBOX_AT: usize = 4 * TEXTS;
/// Where the number is in the mailbox, in bytes: after the outbox, at a multiple of 8.
pub const NUMBER_AT: usize = 4 * (TEXTS + SMALL + 2);
