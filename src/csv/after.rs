//! What stands after a phone number or within it that makes it uncertain: an extension, a second number, a trunk prefix.

/// What stands before an extension.
const EXTENSIONS: [&str; 19] = [
    "ex", ";ex", "x", "#", "*", ",", ";", "p", "w", "int", "ramal", "anexo", "durchw", "доб", "分機", "分机",
    "轉", "转", "內",
];
/// Countries whose numbers begin with a 0 that is dialed from abroad as well: Côte d'Ivoire, Gabon, Congo, San Marino, Italy.
const DIALED_ZEROS: [&str; 5] = ["225", "241", "242", "378", "39"];

/// Whether a field has two numbers, or a number and an extension.
pub fn several(text: &str) -> Option<&'static str> {
    let mut long = 0;
    let groups = |character: char| !(character.is_ascii_digit() || " ()-.".contains(character));
    for part in text.split(groups) {
        long += usize::from(digits(part) >= 7);
    }
    if long > 1 {
        return Some("it has two numbers. Keep one, or make two contacts.");
    }
    let end =
        text.find(|character: char| !(character.is_ascii_digit() || "+ ()[]-./".contains(character)))?;
    let (number, rest) = text.split_at_checked(end)?;
    let rest = rest.to_ascii_lowercase();
    let extension = digits(number) >= 7
        && rest.bytes().any(|byte| byte.is_ascii_digit())
        && EXTENSIONS.iter().any(|word| rest.starts_with(word));
    extension
        .then_some("it has an extension, which cannot be dialed. Write the number alone, or another one.")
}

/// Why it is not certain that all digits of a text are those of one number, as it is dialed from abroad.
pub fn doubt(text: &str) -> Option<&'static str> {
    if has_trunk_zero(text) {
        return Some(
            "a 0 behind the country's code is not dialed from abroad in most countries. Write the number as it is dialed from abroad.",
        );
    }
    // The countries with the code 1 have ten digits behind it.
    let is_long = text.trim_start_matches(['+', '(', ' ']).starts_with('1') && digits(text) > 11;
    (is_long || has_loose_end(text)).then_some(
        "its last digits may be an extension or the end of another number. Write one number, and all of it.",
    )
}

/// Whether a group of digits begins with 0 right behind the country's code, or in brackets: `+886 0912 345 678`.
fn has_trunk_zero(text: &str) -> bool {
    let number = text.trim_start_matches(['+', '(', '[', ' ']);
    let end = number.find(|other: char| !other.is_ascii_digit()).unwrap_or(number.len());
    let Some((code, rest)) = number.split_at_checked(end) else { return false };
    let follows = rest.trim_start_matches([' ', '-', '.', '/', '(', '[', ')', ']']).starts_with('0');
    follows && code.len() <= 3 && !DIALED_ZEROS.contains(&code) || text.contains("(0") || text.contains("[0")
}

/// Whether the last digits are set apart from a number that is long enough without them, otherwise than its other groups:
/// `+886 2 8765 4321 - 12`, `+886287654321 (12)`, `+442079460958/59`.
fn has_loose_end(text: &str) -> bool {
    let is_digit = |character: char| character.is_ascii_digit();
    let number = text.trim_end_matches([')', ']', ' ']);
    let before = number.trim_end_matches(is_digit);
    let head = before.trim_end_matches(|character| !is_digit(character));
    let Some(separator) = before.get(head.len()..).filter(|separator| !separator.is_empty()) else {
        return false;
    };
    if number.len() - before.len() > 5 {
        return false;
    }
    let once = !head.contains(separator);
    match separator {
        _ if separator.contains(['/', '(', '[']) => digits(head) >= 7,
        _ if separator.contains('-') && separator.contains(' ') => once && digits(head) >= 7,
        _ => once && digits(head) >= 10,
    }
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}
