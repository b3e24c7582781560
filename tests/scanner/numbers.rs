//! Numbers of any length: the scanner and serde accept the same ones for a field.

use std::num::NonZeroU32;

use proptest::prop_assert;
use seax_dialer::schema::{Checked, HasSchema};
use serde::de::DeserializeOwned;

use crate::{
    choices::{Choices, rows},
    differences::Verdicts,
    properties::{Verdict, holds},
};

/// Writes a number by JSON's grammar, usually close to some type's bounds, sometimes with an error.
fn number(choices: &mut Choices<'_>) -> String {
    const BOUNDS: [&str; 11] = [
        "0",
        "1",
        "9007199254740991",
        "9007199254740992",
        "4294967295",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "17976931348623157",
        "999",
        "00",
    ];
    let mut number = String::from(choices.pick(&["", "-", "", "--"]));
    number.push_str(choices.pick(&BOUNDS));
    match choices.below(4) {
        0 => {}
        1 => drop(number.pop()),
        2 => number.push(choices.pick(&['0', '5', '6', '9'])),
        _ => number.push_str(&"0".repeat(choices.below(340))),
    }
    if choices.once_in(3) {
        number.push('.');
        number.push_str(&"0".repeat(choices.below(340)));
        number.push_str(choices.pick(&["0", "5", "", "125"]));
    }
    if choices.once_in(2) {
        number.push_str(choices.pick(&["e", "E", "e+", "e-", "E-"]));
        let power = choices.pick(&[308, 0, 1, 290, 324, 700, 99_999]) - choices.below(40) as i64;
        number.push_str(&power.max(0).to_string());
    }
    number
}

fn alike<T: HasSchema + DeserializeOwned>(text: &str) -> Verdict {
    let scanner = Checked::<T>::reply(text.into()).map(drop);
    let serde = serde_json::from_slice::<T>(text.as_bytes()).map(drop);
    let verdicts = Verdicts { text, scanner, serde };
    prop_assert!(verdicts.agree(), "{text}\nscanner: {:?}\nserde: {:?}", verdicts.scanner, verdicts.serde);
    Ok(())
}

#[test]
fn a_number_fits_the_scanners_field_when_it_fits_rusts_type() {
    holds(8_000, rows(12), |row| {
        let text = number(&mut Choices::new(&row));
        alike::<f64>(&text)?;
        alike::<i64>(&text)?;
        alike::<u64>(&text)?;
        alike::<u32>(&text)?;
        alike::<NonZeroU32>(&text)?;
        alike::<serde_json::Value>(&text)
    });
}
