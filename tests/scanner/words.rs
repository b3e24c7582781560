//! The parts of random JSON: all forms of numbers, pieces of strings, and whitespace.

/// Numbers that a double can hold, in every form that JSON has.
pub const NUMBERS: [&str; 18] = [
    "0",
    "1",
    "-1",
    "-0",
    "0.0",
    "-0.5e1",
    "12.50",
    "1e5",
    "1E+5",
    "2e-7",
    "0e999999999999",
    "0.000E+400",
    "1e-400",
    "0.00001e300",
    "1.7976931348623157e308",
    "9007199254740993",
    "123456789012345678901234567890",
    "18446744073709551616",
];

/// Numbers that no double can hold: valid JSON where they are not read.
pub const HUGE: [&str; 3] = ["1e999", "-1E+400", "0.1e99999999999999999999"];

/// Pieces of strings, as written between the quotes.
pub const PIECES: [&str; 20] = [
    "a",
    " ",
    "name",
    "0123456789abcdef",
    "a run of plain characters that is longer than two blocks of sixteen",
    "\u{7f}",
    "é",
    "您好",
    "😀",
    "\u{2028}",
    r#"\""#,
    r"\\",
    r"\/",
    r"\b\f\n\r\t",
    r"\u0000",
    r"\u0041",
    r"\u00E9",
    r"\ud83d\ude00",
    "/~0",
    "{}[],:",
];

/// Unpaired surrogates: valid JSON where they are not read.
pub const HALVES: [&str; 4] = [r"\ud800", r"\udfff", r"\ud800\u0041", r"\ud800\ud800"];

/// Whitespace between tokens.
pub const BLANKS: [&str; 4] = [" ", "\n    ", "\t", "\r\n"];

/// Unknown keys, some of which are close to known ones.
pub const UNKNOWN_KEYS: [&str; 8] =
    ["", "Data", "data ", "nam", "names", "totaltotaltotaltotal", r"\u0064ata\u0021", "您"];
