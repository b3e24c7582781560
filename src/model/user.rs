//! Users of the workspace.

use seax_dialer_derive::model;

use super::{open_enum::open_enum, time::ApiTime};

/// A user of the workspace.
#[model]
pub struct User {
    /// The account name.
    pub account: String,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
    /// The user's own phone number.
    pub phone: Option<String>,
    /// The user's language, such as `en-US`.
    pub language: String,
    /// The user's theme.
    pub theme: UserTheme,
    /// The user's date format, such as `MM/dd/yyyy`.
    pub date_format: String,
    /// The user's time format, such as `HH:mm:ss`.
    pub time_format: String,
    /// When the account was created (UTC).
    pub created_time: ApiTime,
    /// Whether e-mail notifications are on.
    pub email_notification_enabled: bool,
    /// Whether the user is new.
    pub is_new_user: bool,
    /// Whether e-mail notifications are sent only while the user is offline.
    pub email_notification_only_offline: bool,
    /// Whether SMS notifications are on.
    pub sms_notification_enabled: bool,
    /// Whether SMS notifications are sent only while the user is offline.
    pub sms_notification_only_offline: bool,
    /// Whether the user gets an e-mail when a conversation is assigned to them.
    pub email_notification_human_agent_assignment: Option<bool>,
}

open_enum! {
    /// The theme of the user interface.
    UserTheme {
        Pink = "pink",
        Dark = "dark",
        Light = "light",
    }
}
