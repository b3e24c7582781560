//! Finding codes: one table for Rust, TypeScript and the docs.

use super::finding::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $severity:ident $variant:ident = $word:literal,)*) => {
        /// The code of a finding. Codes are stable; new ones may be added.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum FindingCode {
            $($(#[doc = $doc])* #[serde(rename = $word)] $variant,)*
        }

        impl FindingCode {
            /// Every code, in the order of the checks.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the code as a string.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Returns the severity of its findings.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }

        const _: () = {
            #[cfg(target_arch = "wasm32")]
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPESCRIPT: &str = concat!(
                "\n/**\n * The code of a finding. Codes are stable; new ones may be added.\n *\n",
                " * | code | severity | meaning |\n * |---|---|---|\n",
                $(" * | `", $word, "` | ", stringify!($severity), " |", $($doc,)* " |\n",)*
                " */\nexport type FindingCode = ", $("\"", $word, "\" | ",)* "(string & {});\n"
            );
        };
    };
}

codes! {
    /// A required field is missing.
    Error MissingField = "missing_field",
    /// A field has the wrong type or format.
    Error InvalidField = "invalid_field",
    /// The draft has an unknown field, probably misspelled.
    Error UnknownField = "unknown_field",
    /// A time has no UTC offset.
    Error TimeWithoutOffset = "time_without_offset",
    /// No phone is selected.
    Error NoPhone = "no_phone",
    /// `end_time` is not after `start_time`.
    Error WindowReversed = "window_reversed",
    /// `end_time` has passed.
    Error WindowOver = "window_over",
    /// `start_time` is in the future, but `is_schedule` is not set. An error with `strictHours` if calls at once are outside hours.
    Warning StartNotScheduled = "start_not_scheduled",
    /// The window is too short to call every contact.
    Warning WindowTooShort = "window_too_short",
    /// A voice drop has neither `audio_url` nor `message`. A warning if an AI agent without a message has an empty greeting.
    Error NothingToSay = "nothing_to_say",
    /// Both `audio_url` and `message` are set.
    Warning AudioAndMessage = "audio_and_message",
    /// The mode is `EXCEL`, but `contact_file_url` is missing.
    Error ContactFileMissing = "contact_file_missing",
    /// `contact_file_url` is set, but the mode is not `EXCEL`.
    Warning ContactFileIgnored = "contact_file_ignored",
    /// A label or contact is both selected and excluded.
    Warning ChosenAndExcluded = "chosen_and_excluded",
    /// The campaign is saved as a draft, which calls nobody.
    Info OnlyADraft = "only_a_draft",
    /// A message variable has a reserved name and is ignored.
    Warning VariableReserved = "variable_reserved",
    /// A message variable does not occur in the message.
    Info VariableUnused = "variable_unused",
    /// A message variable is empty, so recipients hear a gap.
    Warning VariableEmpty = "variable_empty",
    /// A brace in the message does not belong to a placeholder.
    Warning StrayBrace = "stray_brace",
    /// The message contains text that looks like a placeholder but is not one, such as `[name]`.
    Warning LooksLikePlaceholder = "looks_like_placeholder",
    /// A selected phone does not exist.
    Error PhoneNotFound = "phone_not_found",
    /// A selected phone is disabled.
    Error PhoneDisabled = "phone_disabled",
    /// A selected phone cannot make calls.
    Error PhoneWithoutVoice = "phone_without_voice",
    /// A selected phone connects calls to another recipient, so `overwrite_phone_recipient` is required.
    Error RecipientNeeded = "recipient_needed",
    /// `overwrite_phone_recipient` names another recipient than the campaign's AI agent.
    Error RecipientConflict = "recipient_conflict",
    /// `overwrite_phone_recipient` is set, but no selected phone requires it.
    Info RecipientUnneeded = "recipient_unneeded",
    /// The selected AI agent does not exist.
    Error AgentNotFound = "agent_not_found",
    /// The selected AI agent is not set up for calls.
    Error AgentWithoutCalls = "agent_without_calls",
    /// `ai_agent_id` and `ai_agent_conversation_config_id` belong to different agents.
    Error AgentMismatch = "agent_mismatch",
    /// A selected label does not exist.
    Error LabelNotFound = "label_not_found",
    /// The campaign attaches the label `DNC` or `invalid number`, so its contacts would not be called again.
    Warning OptOutAttached = "opt_out_attached",
    /// The contacts come from a file or from webhooks, and were not checked.
    Info AudienceElsewhere = "audience_elsewhere",
    /// No label, keyword or contact is selected, so the whole workspace would be called.
    Error AudienceEverybody = "audience_everybody",
    /// The audience is empty.
    Error AudienceEmpty = "audience_empty",
    /// Contacts have opted out of calls (label `DNC`), or have the number of one who has.
    Error ContactDnc = "contact_dnc",
    /// Contacts are labeled `invalid number`, or have the number of one who is.
    Warning ContactInvalidNumber = "contact_invalid_number",
    /// Contacts are labeled `unreachable`.
    Warning ContactUnreachable = "contact_unreachable",
    /// Contacts have no phone number.
    Warning ContactWithoutNumber = "contact_without_number",
    /// Contacts have a phone number that is not in E.164 format.
    Warning NumberNotE164 = "number_not_e164",
    /// Contacts have a phone number that probably does not exist: too few or too many digits, or an unknown country or area code.
    Warning NumberImprobable = "number_improbable",
    /// Several contacts have the same phone number, which is called for each of them.
    Warning NumberRepeated = "number_repeated",
    /// Contacts have no value for a placeholder, which would be read out literally.
    Error PlaceholderMissing = "placeholder_missing",
    /// Contacts have an empty value for a placeholder, so they would hear a gap.
    Warning PlaceholderEmpty = "placeholder_empty",
    /// A value would be read out literally: a placeholder, "undefined", or text in a wrong encoding. A placeholder is an error.
    Warning PlaceholderInValue = "placeholder_in_value",
    /// Part of the window is outside the calling hours of some contacts. An error with `strictHours`.
    Warning OutsideCallingHours = "outside_calling_hours",
    /// The calling hours of some contacts are unknown. A warning if no contact has the `zoneField` or the `stateField`.
    Info CallingHoursUnknown = "calling_hours_unknown",
    /// `max_attempts` exceeds the number of calls that a rule allows.
    Warning AttemptsOverDailyCap = "attempts_over_daily_cap",
    /// The calling-hours data is more than six months old.
    Warning HoursDataOld = "hours_data_old",
    /// The phones could not be read, so they were not checked.
    Error PhonesUnreadable = "phones_unreadable",
    /// The AI agents could not be read, so the selected one was not checked.
    Error AgentsUnreadable = "agents_unreadable",
    /// The labels could not be read, so the selected ones, and who has opted out, were not checked.
    Error LabelsUnreadable = "labels_unreadable",
    /// The audience could not be read completely.
    Error AudienceUnreadable = "audience_unreadable",
}

impl crate::schema::HasSchema for FindingCode {
    const SCHEMA: crate::schema::Schema = crate::schema::Schema::Text(crate::schema::Format::Plain);
}
