use crate::{
    id::Id,
    rng::Rng,
    timestamp::Timestamp,
    world::{
        campaign::{
            Audio, CampaignMetadata, ContactFieldName, ContactName, LabelName, RelativeTimeConfig, Resolved,
        },
        contact_field::ContactField,
        draft::{CampaignType, Draft, OverwriteRecipient, RelativeTimeDraft},
        phone::{Phone, Recipient, RecipientType},
        workspace::Workspace,
    },
};

/// A reason why a draft cannot become a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// The field that is wrong.
    pub field: &'static str,
    /// The index of the item that is wrong, if the field is a list.
    pub index: Option<usize>,
    /// What is wrong with it.
    pub msg: String,
}

/// Looks up the objects that the ids in a draft refer to. The ids of objects that are created for the campaign depend
/// on its `number`, so they stay the same when the draft is resolved again.
///
/// # Errors
/// Returns the ids that do not exist in the workspace, and fields that are missing for the draft's type.
pub fn resolve(
    draft: &Draft,
    workspace: &Workspace,
    number: usize,
    now: Timestamp,
) -> Result<Resolved, Vec<Unresolved>> {
    let mut missing = Vec::new();
    let mut phones = find_each("phone_ids", &draft.phone_ids, &mut missing, |id| {
        workspace.phones.iter().find(|phone| phone.id == id).cloned()
    });
    find_each("attach_contact_label_ids", &draft.attach_contact_label_ids, &mut missing, |id| {
        label_name(workspace, id)
    });
    let contact_fields = find_each("contact_field_ids", &draft.contact_field_ids, &mut missing, |id| {
        let field = contact_field(workspace, id)?;
        Some(ContactFieldName { name: field.name, kind: field.kind, id })
    });
    missing.extend(missing_agent(draft, workspace));
    missing.extend(missing_overwrite(draft, &phones));

    let mut rng = workspace.rng("resolved", number);
    let relative_time_config = draft
        .relative_time_config
        .as_ref()
        .and_then(|config| relative_time(config, workspace, &mut rng, &mut missing));
    if !missing.is_empty() {
        return Err(missing);
    }
    if let Some(OverwriteRecipient { kind, receiver }) = &draft.overwrite_phone_recipient {
        let (id, kind) = (workspace.rng("recipient", number).id(), *kind);
        for phone in &mut phones {
            phone.call_recipient = Some(Recipient { id, kind, receiver: receiver.clone() });
        }
    }
    Ok(Resolved {
        metadata: metadata(draft, workspace),
        phones,
        audio: audio(draft, now, &mut rng),
        contact_fields,
        relative_time_config,
    })
}

fn find_each<T>(
    field: &'static str,
    ids: &[Id],
    missing: &mut Vec<Unresolved>,
    find: impl Fn(Id) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::with_capacity(ids.len());
    for (index, &id) in ids.iter().enumerate() {
        match find(id) {
            Some(thing) => found.push(thing),
            None => missing.push(Unresolved { field, index: Some(index), msg: not_found(id) }),
        }
    }
    found
}

/// Returns the message about an id that does not exist.
pub fn not_found(id: Id) -> String {
    format!("'{id}' not found in this workspace")
}

fn missing_agent(draft: &Draft, workspace: &Workspace) -> Option<Unresolved> {
    let field = "ai_agent_conversation_config_id";
    let refuse = |msg: String| Some(Unresolved { field, index: None, msg });
    match draft.ai_agent_conversation_config_id {
        Some(id) if workspace.agent_of(id).is_none() => refuse(not_found(id)),
        None if draft.kind == CampaignType::AiAgent => {
            refuse("field required for an AI_AGENT campaign".to_owned())
        }
        _ => None,
    }
}

/// Checks that `overwrite_phone_recipient` is given if a phone's callbacks do not go to the campaign's agent.
fn missing_overwrite(draft: &Draft, phones: &[Phone]) -> Option<Unresolved> {
    let agent = draft.ai_agent_conversation_config_id?.to_string();
    if draft.kind != CampaignType::AiAgent || draft.overwrite_phone_recipient.is_some() {
        return None;
    }
    let recipients = phones.iter().filter_map(|phone| Some((phone, phone.call_recipient.as_ref()?)));
    let mut others = recipients.filter(|(_, recipient)| {
        recipient.kind != RecipientType::AiAgent || recipient.receiver.as_ref() != Some(&agent)
    });
    let (phone, _) = others.next()?;
    Some(Unresolved {
        field: "overwrite_phone_recipient",
        index: None,
        msg: format!("field required: {} has another call recipient", phone.phone),
    })
}

fn metadata(draft: &Draft, workspace: &Workspace) -> CampaignMetadata {
    let labels = |ids: &[Id]| ids.iter().filter_map(|&id| label_name(workspace, id)).collect();
    let contacts = |ids: &[Id]| ids.iter().filter_map(|&id| contact_name(workspace, id)).collect();
    let audience = &draft.audience;
    CampaignMetadata {
        all_contact_labels: labels(&audience.all_labels),
        any_contact_labels: labels(&audience.any_labels),
        exclude_contacts: contacts(&audience.excluded_contacts),
        addition_contacts: contacts(&audience.additions),
        exclude_any_contact_labels: labels(&audience.excluded_any_labels),
        exclude_all_contact_labels: labels(&audience.excluded_all_labels),
        whatsapp_phone_only: audience.whatsapp_phone_only,
    }
}

fn label_name(workspace: &Workspace, id: Id) -> Option<LabelName> {
    let label = &workspace.labels.iter().find(|label| label.view.id == id)?.view;
    Some(LabelName { id, name: label.name.clone(), color: label.color.clone() })
}

fn contact_name(workspace: &Workspace, id: Id) -> Option<ContactName> {
    let contact = workspace.contacts.at(workspace.contacts.index_of(id)?);
    let phone = contact.phone.as_deref().map(str::to_owned);
    Some(ContactName { id, name: contact.name.to_string(), phone })
}

fn contact_field(workspace: &Workspace, id: Id) -> Option<ContactField> {
    workspace.contact_fields.iter().find(|field| field.id == id).cloned()
}

fn relative_time(
    config: &RelativeTimeDraft,
    workspace: &Workspace,
    rng: &mut Rng,
    missing: &mut Vec<Unresolved>,
) -> Option<RelativeTimeConfig> {
    let date_contact_field = contact_field(workspace, config.date_contact_field_id);
    let time_contact_field = config.time_contact_field_id.map(|id| (id, contact_field(workspace, id)));
    let unknown_date = date_contact_field.is_none().then_some(config.date_contact_field_id);
    let unknown_time = time_contact_field.iter().find(|(_, field)| field.is_none()).map(|(id, _)| *id);
    for id in unknown_date.into_iter().chain(unknown_time) {
        missing.push(Unresolved { field: "relative_time_config", index: None, msg: not_found(id) });
    }
    Some(RelativeTimeConfig {
        distance: config.distance.clone(),
        id: rng.id(),
        date_contact_field: Some(date_contact_field?),
        time_contact_field: time_contact_field.and_then(|(_, field)| field),
    })
}

/// Describes a draft's recording. Recordings are not downloaded, so the size and duration are random.
fn audio(draft: &Draft, now: Timestamp, rng: &mut Rng) -> Option<Audio> {
    let url = draft.audio_url.clone().filter(|url| !url.is_empty())?;
    let seconds = rng.between(8, 40);
    let kind = url.rsplit_once('.').map_or("wav", |(_, kind)| kind).to_owned();
    let duration = seconds as f64;
    Some(Audio {
        created_time: now,
        updated_time: now,
        id: rng.id(),
        size: seconds * 16_000,
        url,
        duration,
        kind,
    })
}
