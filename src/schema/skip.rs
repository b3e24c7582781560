//! Skips values that the schema does not describe.

use crate::{ErrorKind, ValidationError, scan::Scan, scan::Scanner};

/// The maximum nesting depth.
const DEPTH: u32 = 128;

impl Scanner<'_> {
    /// Skips any value. With `read`, the value will be parsed, so its strings and numbers must be ones that Rust can hold.
    ///
    /// Uses one bit per nesting level instead of recursion, so that deeply nested text cannot overflow the stack.
    pub(super) fn skip(&mut self, read: bool) -> Scan {
        let (mut depth, mut objects) = (0u32, 0u128);
        loop {
            let opened = match self.token() {
                Some(open @ (b'{' | b'[')) => {
                    if depth == DEPTH {
                        return Err(ValidationError::new(ErrorKind::Depth, self.at));
                    }
                    self.at += 1;
                    depth += 1;
                    objects = objects << 1 | u128::from(open == b'{');
                    self.token() != Some(if open == b'{' { b'}' } else { b']' })
                }
                Some(b'"') => self.text(read).map(|_| false)?,
                Some(b't') => self.literal("true").map(|()| false)?,
                Some(b'f') => self.literal("false").map(|()| false)?,
                Some(b'n') => self.literal("null").map(|()| false)?,
                Some(b'-' | b'0'..=b'9') => self.number(read).map(|_| false)?,
                _ => return Err(self.syntax("a value")),
            };
            if !opened {
                // A value has ended: close every level that ends with it.
                loop {
                    if depth == 0 {
                        return Ok(());
                    }
                    let object = objects & 1 == 1;
                    match self.token() {
                        Some(b',') => break self.at += 1,
                        Some(b'}') if object => self.at += 1,
                        Some(b']') if !object => self.at += 1,
                        _ => {
                            return Err(self.syntax(if object { "`,` or `}`" } else { "`,` or `]`" }));
                        }
                    }
                    depth -= 1;
                    objects >>= 1;
                }
            }
            if objects & 1 == 1 {
                if self.token() != Some(b'"') {
                    return Err(self.syntax("a key in quotes"));
                }
                self.text(read)?;
                self.expect(b':', "`:`")?;
            }
        }
    }
}
