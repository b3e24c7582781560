//! Phone numbers: their format, and the numbers in texts of other forms.

mod dialed;
mod digits;
mod e164;
mod set;
mod zero;

pub use dialed::dialed;
pub use digits::{PhoneDigits, characters};
pub use e164::is_e164;
pub use set::PhoneNumberSet;
pub use zero::dials_zero;
