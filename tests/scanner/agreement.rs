//! The property that everything else rests on: the scanner and serde agree on every text.

use std::cell::Cell;

use proptest::{prop_assert, test_runner::TestCaseError};
use seax_dialer::{
    model::{
        Page,
        agent::Agent,
        campaign::Campaign,
        contact::Contact,
        error_body::{ErrorBody, ValidationIssue},
        label::{ContactLabel, LabelWithCount},
        phone::Phone,
    },
    schema::{Checked, HasSchema, ValidationError},
};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    choices::{Choices, rows},
    differences::Verdicts,
    json::fitting,
    mutation::mutate,
    properties::holds,
};

/// The maximum number of decisions that a text is generated from.
const LONGEST: usize = 300;

/// serde's verdict on a text.
type Oracle = fn(&str) -> Result<(), serde_json::Error>;

fn serde<T: DeserializeOwned>(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_slice::<T>(text.as_bytes()).map(drop)
}

fn scanner<T: HasSchema>(text: &str) -> Result<(), Box<ValidationError>> {
    Checked::<T>::reply(text.into()).map(drop)
}

/// serde's verdict on a list of labels. For a flattened struct, serde reads *all* members to find the known ones, and so
/// rejects unknown members that it would skip elsewhere. Reading each half of the struct by itself avoids that.
fn serde_of_labels(text: &str) -> Result<(), serde_json::Error> {
    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only whether they can be read matters")]
    struct Counts {
        total_count: Option<u64>,
        contact_count: Option<u64>,
    }
    let apart = serde::<Page<ContactLabel>>(text).and_then(|()| serde::<Page<Counts>>(text));
    if apart.is_err() {
        assert!(
            serde::<Page<LabelWithCount>>(text).is_err(),
            "the whole is read though a half is not: {text}"
        );
    }
    apart
}

fn takes_what_fits<T: HasSchema>(serde: Oracle) {
    holds(1_000, rows(LONGEST), |row| {
        let text = fitting(&T::SCHEMA, &mut Choices::new(&row));
        let scanner = scanner::<T>(&text);
        prop_assert!(scanner.is_ok(), "the scanner refuses {text}\nat {:?}", scanner);
        let serde = serde(&text);
        prop_assert!(serde.is_ok(), "serde refuses {text}\n{:?}", serde);
        Ok(())
    });
}

fn judges_damage_alike<T: HasSchema>(serde: Oracle) {
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    holds(5_000, (rows(LONGEST), rows(12)), |(row, damage)| {
        let mut text = fitting(&T::SCHEMA, &mut Choices::new(&row));
        let mut damage = Choices::new(&damage);
        for _ in 0..=damage.below(3) {
            mutate(&mut text, &mut damage);
        }
        let verdicts = Verdicts { text: &text, scanner: scanner::<T>(&text), serde: serde(&text) };
        let count = if verdicts.scanner.is_ok() { &taken } else { &refused };
        count.set(count.get() + 1);
        match verdicts.agree() {
            true => Ok(()),
            false => Err(TestCaseError::fail(format!(
                "{text}\nscanner: {:?}\nserde: {:?}",
                verdicts.scanner, verdicts.serde
            ))),
        }
    });
    let (taken, refused) = (taken.get(), refused.get());
    assert!(taken.min(refused) * 10 > taken + refused, "one-sided cases: {taken} taken, {refused} refused");
}

macro_rules! each_reply {
    ($($name:ident: $type:ty, $serde:expr;)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn takes_what_fits() {
                super::takes_what_fits::<$type>($serde);
            }

            #[test]
            fn judges_damage_alike() {
                super::judges_damage_alike::<$type>($serde);
            }
        }
    )*};
}

each_reply! {
    phones: Page<Phone>, serde::<Page<Phone>>;
    contacts: Page<Contact>, serde::<Page<Contact>>;
    labels: Page<LabelWithCount>, serde_of_labels;
    agents: Page<Agent>, serde::<Page<Agent>>;
    campaigns: Page<Campaign>, serde::<Page<Campaign>>;
    campaign: Campaign, serde::<Campaign>;
    issues: Vec<ValidationIssue>, serde::<Vec<ValidationIssue>>;
    kind: ErrorBody, serde::<ErrorBody>;
}
