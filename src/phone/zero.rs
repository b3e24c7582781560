//! The zero before national numbers.

/// Calling codes of countries where a leading 0 is dialed from abroad, too: Côte d'Ivoire, Burkina Faso, Benin, Gabon, Congo,
/// San Marino, Italy.
const DIALED_ZEROS: [u32; 7] = [225, 226, 229, 241, 242, 378, 39];

/// Returns whether a 0 after this text is dialed from abroad, too, because the text is the calling code of such a country: `+39 `,
/// `0039`.
pub fn dials_zero(before: &str) -> bool {
    let code = before.chars().fold(0_u32, |code, character| {
        let digit = match character {
            '0'..='9' => u32::from(character) - u32::from('0'),
            '０'..='９' => u32::from(character) - u32::from('０'),
            _ => return code,
        };
        code.saturating_mul(10).saturating_add(digit)
    });
    DIALED_ZEROS.contains(&code)
}
