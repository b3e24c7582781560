//! Which members a reply must have. If one more were required than the API promises, valid replies would be rejected.

use std::collections::BTreeMap;

use seax_dialer::{
    model::{
        Page,
        agent::Agent,
        call::{CampaignAttemptDetail, CampaignLog},
        campaign::Campaign,
        contact::Contact,
        contact_file::FileContact,
        error_body::{ErrorBody, ValidationIssue},
        job::Job,
        label::LabelWithCount,
        phone::Phone,
        result::CampaignResults,
        validation::PlayTime,
    },
    schema::{HasSchema, Schema},
};

/// The members that both of the API's documents have in every case: the schema requires them, and no sample lacks one. Of the
/// replies that only one document has, those that the client cannot work without.
const REQUIRED: [(&str, &str); 41] = [
    ("AclIpAddress", "id ip_address"),
    ("Agent", "conversation_config_id id name"),
    ("AgentIntegration", "type"),
    ("Audio", ""),
    ("ByocTrunk", "acl_ip_addresses created_time id sip_domain updated_time"),
    ("Call", ""),
    ("CallExtraction", ""),
    ("CallRecording", ""),
    ("CallResult", ""),
    (
        "Campaign",
        "capture_keypress capture_stt created_time id is_schedule is_timezone_aware max_attempts max_dialers mode name \
         stage type updated_time",
    ),
    ("CampaignAttemptDetail", "id"),
    ("CampaignContact", ""),
    ("CampaignContactField", ""),
    ("CampaignConversation", ""),
    ("CampaignLog", "id"),
    ("CampaignMetadata", ""),
    ("CampaignResults", "campaign_results"),
    ("CampaignStatistics", ""),
    ("Contact", "contact_labels created_time id name updated_time workspace_id"),
    ("ContactField", ""),
    ("ContactLabel", "color created_time description id is_system name updated_time"),
    ("ConversationLabel", ""),
    ("ErrorBody", ""),
    ("ExternalConversation", ""),
    ("FileContact", ""),
    ("IvrCapture", ""),
    ("Job", "job_id"),
    ("Keyword", "contact_labels created_time id name phone_id priority reply updated_time"),
    ("LabelWithCount", "color created_time description id is_system name updated_time"),
    ("MetadataContact", "id name"),
    ("MetadataLabel", "color id name"),
    ("Page", "data"),
    (
        "Phone",
        "created_time enabled enabled_dnc_reply enabled_generic_reply id name phone source type updated_time",
    ),
    ("PhoneCapability", ""),
    ("PhoneRecipient", "id type"),
    ("PlayTime", ""),
    ("RelativeTimeConfig", ""),
    ("ResultLabel", ""),
    (
        "User",
        "account created_time date_format email email_notification_enabled email_notification_only_offline \
         is_new_user language last_name sms_notification_enabled sms_notification_only_offline theme time_format",
    ),
    ("ValidationIssue", "msg"),
    ("VerifiedCaller", "created_time id phone_number status updated_time"),
];

/// Collects the required members of every object in a schema, by the object's name.
fn required(schema: &Schema, found: &mut BTreeMap<&str, String>) {
    match schema {
        Schema::List(element) | Schema::Map(element) => required(element, found),
        Schema::Object(object) => {
            let mut names: Vec<_> =
                object.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
            names.sort_unstable();
            found.insert(object.name, names.join(" "));
            object.fields.iter().for_each(|field| required(field.schema, found));
        }
        _ => {}
    }
}

#[test]
fn a_member_must_be_there_only_where_both_of_the_apis_documents_have_it() {
    let mut found = BTreeMap::new();
    for schema in [
        Page::<Phone>::SCHEMA,
        Page::<Contact>::SCHEMA,
        Page::<LabelWithCount>::SCHEMA,
        Page::<Agent>::SCHEMA,
        Page::<Campaign>::SCHEMA,
        Page::<CampaignAttemptDetail>::SCHEMA,
        Page::<CampaignLog>::SCHEMA,
        CampaignResults::SCHEMA,
        Page::<FileContact>::SCHEMA,
        PlayTime::SCHEMA,
        Job::SCHEMA,
        ErrorBody::SCHEMA,
        Vec::<ValidationIssue>::SCHEMA,
    ] {
        required(&schema, &mut found);
    }
    assert_eq!(found, REQUIRED.map(|(name, names)| (name, names.to_owned())).into());
}
