//! What a workspace is made from.

/// What a workspace is made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Everything random is drawn from it: the same seed gives the same data and the same calls.
    pub seed: u64,
    /// How many contacts there are at first.
    pub contacts: u32,
    /// How many times faster than real time campaigns run. Above 0.
    pub speed: f64,
    /// The most rows that a list reply has, even with `limit=0`; `None` for no bound.
    pub page_cap: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, contacts: 200, speed: 1.0, page_cap: None }
    }
}

/// What somebody wishes of the settings. What is `None` is as it was, or as usual.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "those of `Settings`")]
pub struct SettingsOverride {
    pub seed: Option<u64>,
    pub contacts: Option<u32>,
    pub speed: Option<f64>,
    pub page_cap: Option<usize>,
}

impl SettingsOverride {
    /// What is wished for, or else as in `usual`.
    #[must_use]
    pub fn or(self, usual: Settings) -> Settings {
        Settings {
            seed: self.seed.unwrap_or(usual.seed),
            contacts: self.contacts.unwrap_or(usual.contacts),
            speed: self.speed.unwrap_or(usual.speed),
            page_cap: self.page_cap.or(usual.page_cap),
        }
    }

    /// The settings of a sandbox that was made before.
    ///
    /// # Errors
    /// If it was made from others than are wished for.
    pub fn agree(self, made_from: Settings) -> Result<Settings, String> {
        let differs = |name, was: String| {
            Err(format!(
                "this sandbox was made with --{name} {was}: leave --{name} out, or choose another file"
            ))
        };
        match self {
            Self { seed: Some(seed), .. } if seed != made_from.seed => {
                differs("seed", made_from.seed.to_string())
            }
            Self { contacts: Some(contacts), .. } if contacts != made_from.contacts => {
                differs("contacts", made_from.contacts.to_string())
            }
            Self { speed: Some(speed), .. } if speed != made_from.speed => {
                differs("speed", made_from.speed.to_string())
            }
            // How long a reply may be is no matter of what there is.
            _ => Ok(Settings { page_cap: self.page_cap, ..made_from }),
        }
    }
}
