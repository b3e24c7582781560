//! What a client is set up with, and what one call may change.

use crate::{
    engine::Millis,
    error::{Error, Result},
    model::WorkspaceId,
};

/// The API's base URL, where none is given.
pub const BASE_URL: &str = "https://seax.seasalt.ai/seax-api";

/// How many bytes of `Config::root` come after the base URL: `/api/v1/workspace/`, an id and a slash.
const WORKSPACE: usize = 18 + 36 + 1;

/// What a client is set up with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the workspace's resources are, with a slash at the end.
    pub(crate) root: String,
    /// How long one attempt may take, answer and all.
    pub timeout: Millis,
    /// How long all attempts of one call may take, with the waits between them.
    pub deadline: Millis,
    /// How often a failed call is sent again at the most.
    pub max_retries: u32,
    /// How many bytes a reply may have, or an element of a list that is streamed (`maxReplyBytes`); 64 MiB and 16 MiB.
    pub max_reply_bytes: Option<usize>,
}

/// What one call changes of the client's set-up.
#[derive(Debug, Clone, Copy, Default)]
pub struct CallOptions {
    /// How long one attempt may take, answer and all.
    pub timeout: Option<Millis>,
    /// How long all attempts may take, with the waits between them.
    pub deadline: Option<Millis>,
    /// How often a failed call is sent again at the most.
    pub max_retries: Option<u32>,
    /// How many bytes a reply may have, or an element of a list that is streamed.
    pub max_reply_bytes: Option<usize>,
}

impl Config {
    /// The set-up for a workspace: 30 s an attempt, 120 s in all, 2 retries.
    ///
    /// # Errors
    /// `invalid_argument` unless `base_url` is an `https:` URL without query and credentials; `http:` is taken only where a
    /// key cannot be overheard on its way: to this machine, an address, or a host without a domain.
    pub fn new(workspace: &WorkspaceId, base_url: Option<&str>) -> Result<Self> {
        let mut base = base_url.unwrap_or(BASE_URL);
        while let Some(shorter) = base.strip_suffix("/") {
            base = shorter;
        }
        if let Err(clause) = check_base(base) {
            return Err(Error::argument("baseUrl", clause));
        }
        let root = String::from_iter([base, "/api/v1/workspace/", workspace.as_str(), "/"]);
        Ok(Self { root, timeout: 30_000, deadline: 120_000, max_retries: 2, max_reply_bytes: None })
    }

    /// What may be wrong with the set-up where the server does not know what every workspace has.
    pub(crate) fn misplaced(&self) -> &'static str {
        match self.base_url().ends_with("/seax-api") {
            true => " Check `workspaceId` and `baseUrl`.",
            false => " Is `/seax-api` missing at the end of `baseUrl`?",
        }
    }

    /// The API's base URL, without a slash at its end.
    pub(crate) fn base_url(&self) -> &str {
        self.root.get(..self.root.len().saturating_sub(WORKSPACE)).unwrap_or_default()
    }

    /// The workspace's id.
    pub(crate) fn workspace_id(&self) -> &str {
        let end = self.root.len().saturating_sub(1);
        self.root.get(end.saturating_sub(36)..end).unwrap_or_default()
    }

    /// The same set-up, changed by one call's options.
    pub(crate) fn with(&self, options: CallOptions) -> Limits {
        Limits {
            timeout: options.timeout.unwrap_or(self.timeout),
            deadline: options.deadline.unwrap_or(self.deadline),
            max_retries: options.max_retries.unwrap_or(self.max_retries),
            max_reply_bytes: options.max_reply_bytes.or(self.max_reply_bytes),
        }
    }
}

/// What holds for one call.
#[derive(Debug)]
pub struct Limits {
    /// How long one attempt may take, answer and all.
    pub timeout: Millis,
    /// How long all attempts may take.
    pub deadline: Millis,
    /// How often a failed call is sent again at the most.
    pub max_retries: u32,
    /// How many bytes a reply may have.
    pub max_reply_bytes: Option<usize>,
}

impl Limits {
    /// How many bytes a whole reply may have: 64 MiB are a list of 100,000 contacts.
    pub fn reply_bytes(&self) -> usize {
        self.max_reply_bytes.unwrap_or(64 << 20)
    }

    /// How many bytes one element of a list may have that is streamed.
    pub fn element_bytes(&self) -> usize {
        self.max_reply_bytes.unwrap_or(16 << 20)
    }
}

fn check_base(base: &str) -> std::result::Result<(), &'static str> {
    let (secure, rest) = match (base.strip_prefix("https://"), base.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err("must be a URL such as \"https://seax.seasalt.ai/seax-api\""),
    };
    if rest.bytes().any(|byte| matches!(byte, b'?' | b'#' | b'@' | b'\\' | ..=b' ')) {
        return Err("must be a bare URL: without query, fragment, user name or blanks");
    }
    let authority = before(b'/', rest.as_bytes());
    let (host, address) = match authority {
        [b'[', address @ ..] => (before(b']', address), true),
        _ => (before(b':', authority), false),
    };
    let domain = !address && host.iter().any(u8::is_ascii_alphabetic);
    let private = !domain || !host.contains(&b'.') || host.ends_with(b".localhost");
    match (host.is_empty(), secure || private) {
        (true, _) => Err("has no host"),
        (_, false) => {
            Err("must begin with \"https://\": over \"http://\" everybody on the way can read the key")
        }
        _ => Ok(()),
    }
}

/// What comes before the first of these bytes; all of it, if there is none. Bytes, because a search for text brings in
/// the general one, which is some kilobytes of code.
fn before(end: u8, text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == end).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::check_base;

    #[test]
    fn a_key_is_never_sent_where_it_can_be_overheard() {
        for good in [
            "https://seax.seasalt.ai/seax-api",
            "http://localhost:8787/seax-api",
            "http://127.0.0.1:8787",
            "http://[::1]:8787/seax-api",
            "http://sandbox:8787/seax-api",
            "http://10.0.0.5/seax-api",
        ] {
            assert_eq!(check_base(good), Ok(()), "{good}");
        }
        for bad in [
            "http://seax.seasalt.ai/seax-api",
            "seax.seasalt.ai",
            "ftp://seax.seasalt.ai",
            "https://",
            "https://user:secret@seax.seasalt.ai",
            "https://seax.seasalt.ai/?a=b",
            "https://seax.seasalt.ai/\n",
            "http://localhost@evil.example.com/",
        ] {
            assert!(check_base(bad).is_err(), "{bad}");
        }
    }
}
