//! Reading the packed table: numbers in LEB128, and columns of them.

/// The bytes that are still to be read.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    pub fn number(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A count, or the place of something in a list.
    pub fn index(&mut self) -> Option<usize> {
        self.number().map(|number| number as usize)
    }

    pub fn integer(&mut self) -> Option<i32> {
        let number = self.number()?;
        Some((number >> 1) as i32 ^ -((number & 1) as i32))
    }

    pub fn numbers(&mut self, count: usize) -> Option<Vec<u32>> {
        (0..count).map(|_| self.number()).collect()
    }

    /// Numbers of which each is written as its distance from the one before.
    pub fn ascending(&mut self, count: usize) -> Option<Vec<u32>> {
        let mut last = 0_u32;
        (0..count)
            .map(|_| {
                last = last.checked_add(self.number()?)?;
                Some(last)
            })
            .collect()
    }
}
