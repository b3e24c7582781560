/// A set of contacts of one workspace: one bit for each index.
///
/// Labels store their members in this form, so that selecting an audience from 100,000 contacts takes a few thousand
/// word operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactSet {
    words: Vec<u64>,
}

const BITS: usize = u64::BITS as usize;

impl ContactSet {
    /// Adds one contact.
    pub fn insert(&mut self, index: usize) {
        if self.words.len() <= index / BITS {
            self.words.resize(index / BITS + 1, 0);
        }
        self.words[index / BITS] |= 1 << (index % BITS);
    }

    /// Removes one contact.
    pub fn remove(&mut self, index: usize) {
        if let Some(word) = self.words.get_mut(index / BITS) {
            *word &= !(1 << (index % BITS));
        }
    }

    /// Returns `true` if a contact is in the set.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.words.get(index / BITS).is_some_and(|word| word >> (index % BITS) & 1 == 1)
    }

    /// Adds the contacts of another set.
    pub fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Keeps the contacts that are in another set too.
    pub fn intersect(&mut self, other: &Self) {
        for (index, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(index).copied().unwrap_or(0);
        }
    }

    /// Removes the contacts of another set.
    pub fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Keeps the contacts for which `keep` is true.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        for (index, word) in self.words.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                if !keep(index * BITS + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    /// Returns the number of contacts in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Returns `true` if the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Returns the indices of the contacts, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            (0..BITS).filter(move |bit| word >> bit & 1 == 1).map(move |bit| index * BITS + bit)
        })
    }
}

impl FromIterator<usize> for ContactSet {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> Self {
        let mut set = Self::default();
        for index in indices {
            set.insert(index);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::ContactSet;

    fn set(indices: &[usize]) -> ContactSet {
        indices.iter().copied().collect()
    }

    fn indices(set: &ContactSet) -> Vec<usize> {
        set.iter().collect()
    }

    #[test]
    fn removing_a_contact_removes_no_other() {
        let mut small = set(&[0, 63, 64]);
        for index in [63, 5, 700] {
            small.remove(index);
        }
        assert_eq!(indices(&small), [0, 64]);
        assert_eq!(small.len(), 2);
    }

    #[test]
    fn sets_of_different_lengths_combine_in_both_directions() {
        let (short, long) = (set(&[1, 5]), set(&[5, 700]));
        for (left, right) in [(&short, &long), (&long, &short)] {
            let mut union = left.clone();
            union.unite(right);
            assert_eq!(indices(&union), [1, 5, 700]);
            let mut common = left.clone();
            common.intersect(right);
            assert_eq!(indices(&common), [5]);
        }
        let mut rest = long.clone();
        rest.subtract(&short);
        assert_eq!(indices(&rest), [700]);
    }

    #[test]
    fn retaining_removes_contacts_that_fail_the_condition() {
        let mut set: ContactSet = (0..130).collect();
        set.retain(|index| index % 64 == 1);
        assert_eq!(indices(&set), [1, 65, 129]);
    }
}
