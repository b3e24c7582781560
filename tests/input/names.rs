//! An unknown key is probably misspelled: it is rejected, with a suggestion.

use seax_dialer::{
    model::{
        agent::AgentQuery, campaign::CampaignQuery, contact::ContactQuery, draft::CampaignDraft,
        label::LabelQuery, phone::PhoneQuery,
    },
    schema::{Field, HasSchema, Schema},
};

use crate::{refusal, refused};

/// Converts `voice_available` to `voiceAvailable`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_').map(str::to_owned);
    let first = words.next().unwrap_or_default();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

#[test]
fn spelling_shows_as_camel_case() {
    assert_eq!(camel_case("voice_available"), "voiceAvailable");
}

/// Tests common misspellings of every field of a type. `tag` is the member that an object of a union needs.
fn slips_are_understood<T: HasSchema>(fields: &[Field], tag: &str) {
    for Field { name, .. } in fields {
        let (shorter, longer) = (&name[..name.len() - 1], format!("{name}s"));
        for slip in [camel_case(name), shorter.into(), longer, name.to_uppercase()] {
            if fields.iter().any(|field| field.name == slip) || tag.contains(&format!("\"{slip}\"")) {
                continue;
            }
            let refusal = refusal::<T>(&format!("{{{tag}\"{slip}\": 0}}"));
            assert_eq!(refusal.path, slip);
            assert!(
                refusal.message.ends_with(&format!(": did you mean `{name}`?")),
                "{slip} for {name}: {}",
                refusal.message
            );
        }
    }
}

#[test]
fn a_misspelt_key_of_a_query_is_refused_with_the_one_that_was_meant() {
    slips_are_understood::<PhoneQuery>(PhoneQuery::OBJECT.fields, "");
    slips_are_understood::<ContactQuery>(ContactQuery::OBJECT.fields, "");
    slips_are_understood::<LabelQuery>(LabelQuery::OBJECT.fields, "");
    slips_are_understood::<AgentQuery>(AgentQuery::OBJECT.fields, "");
    slips_are_understood::<CampaignQuery>(CampaignQuery::OBJECT.fields, "");
}

#[test]
fn a_misspelt_key_of_a_draft_is_refused_with_the_one_that_was_meant() {
    let Schema::Union(union) = CampaignDraft::SCHEMA else { panic!("drafts are a union") };
    assert_eq!(union.variants.len(), 3);
    for (word, schema) in union.variants {
        slips_are_understood::<CampaignDraft>(schema.fields(), &format!("\"type\": \"{word}\", "));
    }
}

#[test]
fn a_key_that_is_like_no_other_is_refused_without_a_guess() {
    let refusal = refusal::<PhoneQuery>(r#"{"favourite_colour": "green"}"#);
    assert_eq!(refusal.message, "`favourite_colour` is not a field of `PhoneQuery`");
}

#[test]
fn a_key_inside_a_draft_is_named_with_the_way_to_it() {
    let draft = |inner: &str| {
        let draft = include_str!("../samples/draft.json");
        draft.replacen('{', &format!(r#"{{"keyword": "", {inner},"#), 1)
    };
    refused::<CampaignDraft>(
        &draft(r#""relative_time_config": {"timeZone": "Asia/Taipei"}"#),
        "relative_time_config.timeZone",
        "is not a field of `relative_time_config`: did you mean `timezone`?",
    );
    refused::<CampaignDraft>(
        &draft(r#""relative_time_config": {"timezone": "Asia/Taipei"}"#),
        "relative_time_config.date_contact_field_id",
        "is missing",
    );
}

#[test]
fn a_key_given_twice_is_refused() {
    refused::<PhoneQuery>(r#"{"limit": 1, "limit": 2}"#, "PhoneQuery", "has `limit` twice");
    let draft = include_str!("../samples/draft.json").replacen('{', r#"{"type": "AI_AGENT","#, 1);
    refused::<CampaignDraft>(&draft, "CampaignDraft", "has `type` twice");
}
