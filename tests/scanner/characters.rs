//! Every character between tokens, and every escape after a backslash.

use proptest::{collection::vec, prop_assert, sample::select};
use seax_dialer::{
    model::error_body::ErrorBody,
    schema::{Checked, HasSchema},
};
use serde::de::DeserializeOwned;

use crate::{
    differences::Verdicts,
    properties::{Verdict, holds},
};

fn alike<T: HasSchema + DeserializeOwned>(text: &str) -> Verdict {
    let scanner = Checked::<T>::reply(text.into()).map(drop);
    let verdicts = Verdicts { text, scanner, serde: serde_json::from_str::<T>(text).map(drop) };
    prop_assert!(verdicts.agree(), "{text}\nscanner: {:?}\nserde: {:?}", verdicts.scanner, verdicts.serde);
    Ok(())
}

/// Tests a string where it is read, and where it is skipped.
fn string_alike(raw: &str) -> Verdict {
    alike::<String>(&format!("\"{raw}\""))?;
    alike::<ErrorBody>(&format!(r#"{{"detail": "{raw}"}}"#))?;
    alike::<ErrorBody>(&format!(r#"{{"{raw}": 1, "stranger": ["{raw}", {{"{raw}": 1}}]}}"#))
}

#[test]
fn every_ascii_character_is_judged_alike_at_every_place() {
    const TEXT: &str =
        r#" {"detail" : {"a":[-0.5e+3, true ,false,null],"b" :"\u00e9\n"}, "retry_after":20, "x":[{}, 1]} "#;
    for place in 0..TEXT.len() {
        for character in (0..0x80).map(char::from) {
            let (head, tail) = TEXT.split_at(place);
            for text in [format!("{head}{character}{tail}"), format!("{head}{character}{}", &tail[1..])] {
                alike::<ErrorBody>(&text).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
}

#[test]
fn every_escape_is_judged_alike() {
    for character in (0..=0xFF).map(char::from) {
        string_alike(&format!("\\{character}")).unwrap_or_else(|error| panic!("{error}"));
        string_alike(&format!("\\u00{character}0")).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn surrogates_pair_up_alike() {
    let units = [
        r"\u0041", r"\uD7FF", r"\ud800", r"\uDBff", r"\udc00", r"\uDFFF", r"\ue000", r"\uffff", r"\u",
        r"\uD8", "D800", "\\", "\\n", "u", "x",
    ];
    holds(6_000, vec(select(units.to_vec()), 0..5), |units| string_alike(&units.concat()));
}
