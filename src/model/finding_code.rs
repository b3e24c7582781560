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

            /// Its severity.
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
                "\n/**\n * What a finding is about. Codes stay what they are; new ones can come.\n *\n",
                " * | code | severity | what it says |\n * |---|---|---|\n",
                $(" * | `", $word, "` | ", stringify!($severity), " |", $($doc,)* " |\n",)*
                " */\nexport type FindingCode = ", $("\"", $word, "\" | ",)* "(string & {});\n"
            );
        };
    };
}

codes! {
    /// A field that every campaign of this type needs is missing.
    Error MissingField = "missing_field",
    /// A field has a value of the wrong kind or form.
    Error InvalidField = "invalid_field",
    /// A field that drafts do not have, probably misspelt.
    Error UnknownField = "unknown_field",
    /// A time does not say in which time zone it is meant.
    Error TimeWithoutOffset = "time_without_offset",
    /// No phone number to call from is chosen.
    Error NoPhone = "no_phone",
    /// The campaign ends before it begins, or in the same moment.
    Error WindowReversed = "window_reversed",
    /// The campaign's end has passed.
    Error WindowOver = "window_over",
    /// The campaign begins later, but is not marked as scheduled.
    Warning StartNotScheduled = "start_not_scheduled",
    /// There is not enough time to call everybody.
    Warning WindowTooShort = "window_too_short",
    /// A voice drop has neither a recording nor a message.
    Error NothingToSay = "nothing_to_say",
    /// A recording and a message are both given.
    Warning AudioAndMessage = "audio_and_message",
    /// Contacts are to come from a file, but no file is named.
    Error ContactFileMissing = "contact_file_missing",
    /// A file of contacts is named, but the campaign does not take its contacts from one.
    Warning ContactFileIgnored = "contact_file_ignored",
    /// Something is both chosen and excluded.
    Warning ChosenAndExcluded = "chosen_and_excluded",
    /// The campaign is saved as a draft, which calls nobody.
    Info OnlyADraft = "only_a_draft",
    /// A message variable has a name that is reserved, and is ignored.
    Warning VariableReserved = "variable_reserved",
    /// A message variable does not occur in the message.
    Info VariableUnused = "variable_unused",
    /// A message variable is empty, so that a gap is heard.
    Warning VariableEmpty = "variable_empty",
    /// A brace in the message belongs to no placeholder.
    Warning StrayBrace = "stray_brace",
    /// The message has something that looks like a placeholder and is none, such as `[name]`.
    Warning LooksLikePlaceholder = "looks_like_placeholder",
    /// A chosen phone does not exist.
    Error PhoneNotFound = "phone_not_found",
    /// A chosen phone is switched off.
    Error PhoneDisabled = "phone_disabled",
    /// A chosen phone cannot make calls.
    Error PhoneWithoutVoice = "phone_without_voice",
    /// A chosen phone is set up for somebody else, and the campaign has to say that its agent takes over.
    Error RecipientNeeded = "recipient_needed",
    /// The campaign hands its phones to somebody else than its own agent.
    Error RecipientConflict = "recipient_conflict",
    /// The campaign changes who picks up on its phones without need.
    Info RecipientUnneeded = "recipient_unneeded",
    /// The chosen AI agent does not exist.
    Error AgentNotFound = "agent_not_found",
    /// The chosen AI agent is not set up for calls.
    Error AgentWithoutCalls = "agent_without_calls",
    /// The agent's id and its conversation config are two different agents'.
    Error AgentMismatch = "agent_mismatch",
    /// A label does not exist.
    Error LabelNotFound = "label_not_found",
    /// The contacts come from elsewhere, and could not be checked.
    Info AudienceElsewhere = "audience_elsewhere",
    /// Nobody is chosen by a label, keyword or name, so everybody is called.
    Warning AudienceEverybody = "audience_everybody",
    /// There is nobody to call.
    Error AudienceEmpty = "audience_empty",
    /// Contacts do not want to be called.
    Error ContactDnc = "contact_dnc",
    /// Contacts are labelled as having an invalid number.
    Warning ContactInvalidNumber = "contact_invalid_number",
    /// Contacts are labelled as unreachable.
    Warning ContactUnreachable = "contact_unreachable",
    /// Contacts have no phone number.
    Warning ContactWithoutNumber = "contact_without_number",
    /// Contacts have a phone number that is not in the international form, E.164.
    Warning NumberNotE164 = "number_not_e164",
    /// Several contacts have one phone number, which is called for each of them.
    Warning NumberRepeated = "number_repeated",
    /// Contacts would hear a placeholder read aloud.
    Error PlaceholderMissing = "placeholder_missing",
    /// Contacts would hear a gap in place of a placeholder.
    Warning PlaceholderEmpty = "placeholder_empty",
    /// The phones could not be read, so nothing is known of them.
    Error PhonesUnreadable = "phones_unreadable",
    /// The AI agents could not be read, so nothing is known of the chosen one.
    Error AgentsUnreadable = "agents_unreadable",
    /// The labels could not be read, so nothing is known of the chosen ones.
    Error LabelsUnreadable = "labels_unreadable",
    /// The audience could not be read, or not to its end.
    Error AudienceUnreadable = "audience_unreadable",
}

impl crate::schema::HasSchema for FindingCode {
    const SCHEMA: crate::schema::Schema = crate::schema::Schema::Text(crate::schema::Format::Plain);
}
