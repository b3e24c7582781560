//! Values of a wrong type or format: the error names the argument, down to the element, and what to write instead.

use seax_dialer::{
    model::{
        agent::AgentQuery, campaign::CampaignQuery, contact::ContactQuery, draft::CampaignDraft,
        label::LabelQuery, phone::PhoneQuery,
    },
    schema::{Checked, Field, HasSchema, Schema, Strictness},
};

use crate::{refusal, refused, taken};

const ID: &str = "11111111-2222-4444-3333-555555555555";

#[test]
fn an_id_is_groups_of_hexadecimal_digits() {
    const SAYS: &str = "must be an id of 8-4-4-4-12 hexadecimal digits";
    for field in [
        "all_contact_label_ids",
        "any_contact_label_ids",
        "exclude_contact_ids",
        "exclude_any_contact_label_ids",
        "exclude_all_contact_label_ids",
        "addition_contact_ids",
    ] {
        taken::<ContactQuery>(&format!(r#"{{"{field}": ["{ID}", "{ID}"]}}"#));
        taken::<ContactQuery>(&format!(r#"{{"{field}": "{ID},{ID}"}}"#));
        taken::<ContactQuery>(&format!(r#"{{"{field}": ""}}"#));
        taken::<ContactQuery>(&format!(r#"{{"{field}": []}}"#));
        let second = format!("{field}[1]");
        refused::<ContactQuery>(&format!(r#"{{"{field}": ["{ID}", "vip"]}}"#), &second, SAYS);
        refused::<ContactQuery>(&format!(r#"{{"{field}": ["{ID}", ""]}}"#), &second, SAYS);
        refused::<ContactQuery>(&format!(r#"{{"{field}": ["{ID}", "{ID}6"]}}"#), &second, SAYS);
        refused::<ContactQuery>(&format!(r#"{{"{field}": ["{ID}", "{ID},{ID}"]}}"#), &second, SAYS);
        refused::<ContactQuery>(&format!(r#"{{"{field}": "{ID},vip"}}"#), field, SAYS);
        refused::<ContactQuery>(&format!(r#"{{"{field}": "{ID}, {ID}"}}"#), field, SAYS);
    }
    let field = "ai_agent_conversation_config_id";
    taken::<CampaignQuery>(&format!(r#"{{"{field}": "{ID}"}}"#));
    refused::<CampaignQuery>(&format!(r#"{{"{field}": "{}"}}"#, ID.replace('-', "")), field, SAYS);
}

#[test]
fn a_word_of_a_list_has_no_comma() {
    const SAYS: &str = "no comma";
    taken::<ContactQuery>(r#"{"exclude_labels": ["DNC", "invalid number"]}"#);
    taken::<ContactQuery>(r#"{"exclude_labels": "DNC,invalid number"}"#);
    refused::<ContactQuery>(r#"{"exclude_labels": ["DNC", "a, b"]}"#, "exclude_labels[1]", SAYS);
    refused::<ContactQuery>(r#"{"exclude_labels": ["DNC", "a\u002c b"]}"#, "exclude_labels[1]", SAYS);
    refused::<ContactQuery>(r#"{"exclude_labels": ["", "DNC"]}"#, "exclude_labels[0]", SAYS);
    refused::<ContactQuery>(r#"{"exclude_labels": "DNC,"}"#, "exclude_labels", SAYS);
    refused::<LabelQuery>(r#"{"exclude_labels": ["a,b"]}"#, "exclude_labels[0]", SAYS);
    refused::<LabelQuery>(r#"{"exclude_labels_for_count": ["a,b"]}"#, "exclude_labels_for_count[0]", SAYS);
    refused::<AgentQuery>(r#"{"types": ["SEAX_CALL,SEAX_SMS"]}"#, "types[0]", "must be ");
    refused::<CampaignQuery>(r#"{"statuses": ["FAILED,FINISHED"]}"#, "statuses[0]", "must be ");
    refused::<CampaignQuery>(r#"{"phone_numbers": ["+1555,+1556"]}"#, "phone_numbers[0]", SAYS);
}

#[test]
fn an_order_is_pairs_of_field_and_direction() {
    fn orders<T: HasSchema>() {
        taken::<T>(r#"{"order_by": "created_time:desc"}"#);
        taken::<T>(r#"{"order_by": "phone:asc,created_time:desc,name:asc"}"#);
        taken::<T>(r#"{"order_by": ["phone:asc", "name:asc"]}"#);
        for wrong in ["name", "name:up", ":asc", "name:asc;phone:asc", "name:asc, phone:asc", "name:asc,"] {
            refused::<T>(&format!(r#"{{"order_by": "{wrong}"}}"#), "order_by", r#"must be "field:asc""#);
        }
        refused::<T>(r#"{"order_by": ["a:asc", "b:asc,c:asc"]}"#, "order_by[1]", r#"must be "field:asc""#);
    }
    orders::<ContactQuery>();
    orders::<LabelQuery>();
    orders::<AgentQuery>();
    orders::<CampaignQuery>();
}

#[test]
fn a_time_has_an_offset() {
    for field in ["start_time_from", "start_time_to", "end_time_from", "end_time_to"] {
        for good in ["2026-07-08T03:15:00Z", "2026-07-08T11:15:00+08:00", "2026-07-08T03:15:00.123456-07:30"]
        {
            taken::<CampaignQuery>(&format!(r#"{{"{field}": "{good}"}}"#));
        }
        for wrong in ["2026-07-08T03:15:00", "2026-07-08", "2026-02-30T00:00:00Z", "tomorrow", ""] {
            refused::<CampaignQuery>(
                &format!(r#"{{"{field}": "{wrong}"}}"#),
                field,
                "with an offset, such as",
            );
        }
        refused::<CampaignQuery>(&format!(r#"{{"{field}": 1783480500000}}"#), field, "not a number");
    }
}

#[test]
fn a_row_number_is_an_integer_of_at_least_0() {
    for field in ["limit", "offset"] {
        taken::<PhoneQuery>(&format!(r#"{{"{field}": 0}}"#));
        taken::<PhoneQuery>(&format!(r#"{{"{field}": 4294967295}}"#));
        for (wrong, says) in [
            ("-1", "must be an integer from 0 to 4294967295"),
            ("4294967296", "must be an integer from 0 to 4294967295"),
            ("1.5", "must be an integer of at least 0, not a fraction"),
            ("1e1", "must be an integer of at least 0, not a fraction"),
            ("\"10\"", "must be an integer of at least 0, not a string"),
            ("true", "must be an integer of at least 0, not a boolean"),
        ] {
            refused::<PhoneQuery>(&format!(r#"{{"{field}": {wrong}}}"#), field, says);
        }
    }
}

/// Tests every field of a type with every value of another type. `null` is always wrong: a field without a value is omitted.
fn wrong_types_are_named<T: HasSchema>(fields: &[Field], tag: &str) {
    const VALUES: [&str; 7] = ["null", "true", "7", "\"text\"", "[[]]", "{\"a\": 1}", "[0]"];
    for Field { name, schema, .. } in fields {
        for value in VALUES {
            let fits = match schema {
                Schema::Bool => value == "true",
                Schema::Integer { .. } | Schema::Number => value == "7",
                // No enumeration has the word `text`, but it has the right type.
                Schema::Text(_) => value == "\"text\"",
                Schema::CommaSeparated(_) => value.starts_with(['"', '[']),
                Schema::List(_) => value.starts_with('['),
                Schema::Object(_) | Schema::Map(_) | Schema::Union(_) => value.starts_with('{'),
                Schema::Any => true,
            };
            if !fits {
                let refusal = refusal::<T>(&format!("{{{tag}\"{name}\": {value}}}"));
                assert_eq!(refusal.path, *name, "{value}");
                assert!(refusal.message.starts_with(&format!("`{name}` must be ")), "{}", refusal.message);
                assert!(refusal.message.contains(", not "), "{}", refusal.message);
            }
            if matches!(schema, Schema::CommaSeparated(_) | Schema::List(_)) {
                let refusal = refusal::<T>(&format!("{{{tag}\"{name}\": [0]}}"));
                assert_eq!(refusal.path, format!("{name}[0]"));
            }
        }
    }
}

#[test]
fn a_value_of_a_wrong_type_is_refused_with_its_name_whatever_the_field() {
    wrong_types_are_named::<PhoneQuery>(PhoneQuery::OBJECT.fields, "");
    wrong_types_are_named::<ContactQuery>(ContactQuery::OBJECT.fields, "");
    wrong_types_are_named::<LabelQuery>(LabelQuery::OBJECT.fields, "");
    wrong_types_are_named::<AgentQuery>(AgentQuery::OBJECT.fields, "");
    wrong_types_are_named::<CampaignQuery>(CampaignQuery::OBJECT.fields, "");
    let Schema::Union(union) = CampaignDraft::SCHEMA else { panic!("drafts are a union") };
    for (word, schema) in union.variants {
        wrong_types_are_named::<CampaignDraft>(schema.fields(), &format!("\"type\": \"{word}\", "));
    }
}

#[test]
fn a_word_of_an_enumeration_is_refused_unless_it_is_known() {
    const STAGES: &str = "must be \"DRAFT\" or \"INSTANCE\"";
    taken::<CampaignQuery>(r#"{"stage": "DRAFT"}"#);
    let found = refusal::<CampaignQuery>(r#"{"stage": "draft"}"#);
    assert_eq!(found.path, "stage");
    assert_eq!(found.message, format!("`stage` {STAGES}: did you mean \"DRAFT\"?"));
    refused::<CampaignQuery>(r#"{"stage": "sketch"}"#, "stage", STAGES);
    let escaped = r#"{"stage": "DR\u0041FT"}"#;
    taken::<CampaignQuery>(escaped);
    for statuses in [r#"["FINISHED", "FINISHD"]"#, r#""FINISHED,FINISHD""#] {
        let found = refusal::<CampaignQuery>(&format!(r#"{{"statuses": {statuses}}}"#));
        assert!(found.path.starts_with("statuses"), "{}", found.path);
        assert!(found.message.ends_with("did you mean \"FINISHED\"?"), "{}", found.message);
    }
    refused::<CampaignDraft>(r#"{"type": "ai_agent"}"#, "type", "did you mean \"AI_AGENT\"?");
}

#[test]
fn words_that_are_not_known_yet_can_be_let_through() {
    let open = |text: &str| Checked::<CampaignQuery>::input_as(text.into(), Strictness::OpenInput).is_ok();
    assert!(open(r#"{"stage": "sketch", "statuses": ["ARCHIVED"], "types": "FAX,AI_AGENT"}"#));
    for wrong in [
        r#"{"stage": 7}"#,
        r#"{"stages": "DRAFT"}"#,
        r#"{"start_time_from": "noon"}"#,
        r#"{"statuses": ["A,B"]}"#,
    ] {
        assert!(!open(wrong), "{wrong}");
    }
}

#[test]
fn an_argument_that_is_no_object_is_named_by_its_type() {
    refused::<PhoneQuery>("[]", "PhoneQuery", "must be an object, not an array");
    refused::<CampaignDraft>("\"AI_AGENT\"", "CampaignDraft", "must be an object, not a string");
}
