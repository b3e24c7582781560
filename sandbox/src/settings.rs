//! The settings with which a workspace is created.

/// The maximum number of contacts that a workspace is created with. More would not fit into WebAssembly's memory.
pub const MAX_CONTACTS: u32 = 1_000_000;

/// The settings with which a workspace is created.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The seed of all random values: the same seed gives the same data and the same calls.
    pub seed: u64,
    /// The initial number of contacts, at most [`MAX_CONTACTS`].
    pub contacts: u32,
    /// How many times faster than real time campaigns run. Above 0.
    pub speed: f64,
    /// The maximum number of rows in a list reply, even with `limit=0`; `None` for no limit.
    pub page_cap: Option<usize>,
    /// Whether calls outside the recipient's calling hours are refused.
    pub enforce_hours: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, contacts: 200, speed: 1.0, page_cap: None, enforce_hours: false }
    }
}

/// Settings that replace others where they are given.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "those of `Settings`")]
pub struct SettingsOverride {
    pub seed: Option<u64>,
    pub contacts: Option<u32>,
    pub speed: Option<f64>,
    pub page_cap: Option<usize>,
    pub enforce_hours: bool,
}

impl SettingsOverride {
    /// Returns these settings, with those of `defaults` where none is given.
    #[must_use]
    pub fn or(self, defaults: Settings) -> Settings {
        Settings {
            seed: self.seed.unwrap_or(defaults.seed),
            contacts: self.contacts.unwrap_or(defaults.contacts),
            speed: self.speed.unwrap_or(defaults.speed),
            page_cap: self.page_cap.or(defaults.page_cap),
            enforce_hours: self.enforce_hours || defaults.enforce_hours,
        }
    }

    /// Returns the settings of an existing sandbox, if the given ones do not contradict them.
    ///
    /// # Errors
    /// Returns an error if a given setting differs from the one it was created with.
    pub fn check_against(self, created_with: Settings) -> Result<Settings, String> {
        let differs = |name, value: String| {
            Err(format!("was created with --{name} {value}; leave --{name} out, or choose another file"))
        };
        match self {
            Self { seed: Some(seed), .. } if seed != created_with.seed => {
                differs("seed", created_with.seed.to_string())
            }
            Self { contacts: Some(contacts), .. } if contacts != created_with.contacts => {
                differs("contacts", created_with.contacts.to_string())
            }
            Self { speed: Some(speed), .. } if speed != created_with.speed => {
                differs("speed", created_with.speed.to_string())
            }
            Self { enforce_hours: true, .. } if !created_with.enforce_hours => {
                Err("was created without --enforce-hours; leave it out, or choose another file".to_owned())
            }
            // The page cap may differ: it has no effect on the state.
            _ => Ok(Settings { page_cap: self.page_cap, ..created_with }),
        }
    }
}
