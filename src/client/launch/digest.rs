//! Hashes a draft, independently of how its JSON is written.

use crate::{
    hash::{EMPTY_128, fnv128},
    json,
    model::{
        draft::{CampaignDraft, DraftFields},
        launch::hexadecimal,
    },
    schema::{Checked, elements, entries, unescape},
};

/// Returns the digest of a draft, 32 hexadecimal digits. It tells apart drafts that were mixed up by mistake, not by malice.
///
/// The order of members, whitespace and escapes make no difference. Nor does `draft_name`, which the launch replaces with the
/// ticket's key. Input has no `null`.
pub fn digest(draft: &Checked<CampaignDraft>) -> String {
    let draft = draft.object();
    let kind = draft.tag.map_or(0, |(tag, word)| member(tag, text(word)));
    let members = draft.members().filter(|member| member.field.name != DraftFields::DRAFT_NAME);
    let sum = members.fold(kind, |sum, each| sum.wrapping_add(member(each.field.name, value(each.json))));
    hexadecimal(sum)
}

/// Hashes one member. The hashes of members are added up, so that their order makes no difference.
fn member(name: &str, value: u128) -> u128 {
    fnv128(fnv128(EMPTY_128, name.as_bytes()), &value.to_le_bytes())
}

fn text(characters: &str) -> u128 {
    fnv128(fnv128(EMPTY_128, b"\""), characters.as_bytes())
}

/// Hashes a value, which is checked JSON. The draft's schema bounds the recursion.
fn value(json: &str) -> u128 {
    match json.as_bytes().first() {
        Some(b'{') => entries(json).fold(fnv128(EMPTY_128, b"{"), |sum, (key, json)| {
            sum.wrapping_add(member(&unescape(key), value(json)))
        }),
        Some(b'[') => elements(json)
            .fold(fnv128(EMPTY_128, b"["), |hash, json| fnv128(hash, &value(json).to_le_bytes())),
        Some(b'"') => text(&json::text(json).unwrap_or_default()),
        _ => fnv128(EMPTY_128, json.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &str) -> String {
        let draft = [
            r#"{"type":"VOICE_DROP","phone_ids":["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],"name":"Test","#,
            r#""start_time":"2026-07-08T03:06:09Z","end_time":"2026-07-08T03:15:00Z","#,
            fields,
            "}",
        ];
        digest(&Checked::input(draft.concat()).unwrap())
    }

    #[test]
    fn the_way_a_draft_is_written_makes_no_difference() {
        let plain = of(r#""message":"您 \"A\" \\","message_variables":{"a":"1","b":"2"},"max_dialers":5"#);
        for same in [
            r#""max_dialers":5,"message":"您 \"A\" \\","message_variables":{"b":"2","a":"1"}"#,
            r#" "message" : "\u60a8 \u0022A\u0022 \u005c" , "message_variables" : { "a" : "1" , "b":"2" }, "max_dialers":5 "#,
            r#""message":"您 \"A\" \\","message_variables":{"a":"1","b":"2"},"max_dialers":5,"draft_name":"x""#,
        ] {
            assert_eq!(of(same), plain, "{same}");
        }
        let labels = r#""any_contact_label_ids":["4667298e-8d5b-468e-8218-6a47925fe5f2","aa145964-6d17-488d-a9be-09a43191f329"]"#;
        assert_eq!(of(&labels.replace(',', " ,\n\t")), of(labels));
    }

    #[test]
    fn whatever_a_draft_says_makes_a_difference() {
        let drafts = [
            r#""message":"a""#,
            r#""message":"b""#,
            r#""timezone":"a""#,
            r#""max_dialers":1"#,
            r#""max_dialers":2"#,
            r#""message_variables":{"a":"1","b":"2"}"#,
            r#""message_variables":{"a":"2","b":"1"}"#,
            r#""message_variables":{"a":"1"}"#,
            r#""message_variables":{}"#,
            r#""keyword":"[]""#,
            r#""any_contact_label_ids":[]"#,
            r#""exclude_contact_ids":[]"#,
            r#""any_contact_label_ids":["4667298e-8d5b-468e-8218-6a47925fe5f2","aa145964-6d17-488d-a9be-09a43191f329"]"#,
            r#""any_contact_label_ids":["aa145964-6d17-488d-a9be-09a43191f329","4667298e-8d5b-468e-8218-6a47925fe5f2"]"#,
            r#""stage":"DRAFT""#,
            r#""capture_stt":true"#,
        ];
        for (place, draft) in drafts.iter().enumerate() {
            for other in &drafts[..place] {
                assert_ne!(of(draft), of(other), "{draft} {other}");
            }
        }
    }
}
