use crate::id::Id;

/// Pseudo-random draws that depend on nothing but the numbers they are keyed with (SplitMix64).
///
/// Keyed with (seed, campaign, contact, attempt), a call turns out the same whenever and in
/// whatever order it is looked at.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// Rng that roll the same for the same numbers.
    #[must_use]
    pub fn new(numbers: &[u64]) -> Self {
        Self(numbers.iter().fold(0, |state, &number| mix(state ^ mix(number))))
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 to `bound - 1`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.next_u64()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items, which must not be none.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        let index = usize::try_from(self.below(items.len() as u64)).unwrap_or(0);
        items[index]
    }

    /// An id with all of its 128 bits random.
    pub fn id(&mut self) -> Id {
        Id::new(u128::from(self.next_u64()) << 64 | u128::from(self.next_u64()))
    }
}

fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}
