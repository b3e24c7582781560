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
    /// key cannot be overheard on its way: to this machine, to an address of a private network, such as `10.0.0.5`, or to a host
    /// without a domain.
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
    let (host, is_near) = match authority {
        [b'[', address @ ..] => (before(b']', address), is_near_v6(before(b']', address))),
        _ => (before(b':', authority), is_near(before(b':', authority))),
    };
    match (host.is_empty(), secure || is_near) {
        (true, _) => Err("has no host"),
        (_, false) => {
            Err("must begin with \"https://\": over \"http://\" everybody on the way can read the key")
        }
        _ => Ok(()),
    }
}

/// Whether a host is this machine or in its own network: a name without a domain, or an address that is not routed further.
///
/// URL parsers make other hosts of what they read: they decode `%2E`, take `。` for a dot, and `0x08080808`, `134744072` and
/// `010.8` for addresses. So only what every parser leaves as it is counts.
fn is_near(host: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if host.first().is_some_and(u8::is_ascii_alphabetic) && host.iter().all(is_plain) {
        return !host.contains(&b'.') || host.ends_with(b".localhost");
    }
    let mut octets = host.split(|byte| *byte == b'.').map(octet);
    let [first, second, third, fourth, more] = std::array::from_fn(|_| octets.next());
    let routed = !matches!(
        (first, second),
        (Some(Some(10 | 127)), Some(Some(_)))
            | (Some(Some(169)), Some(Some(254)))
            | (Some(Some(172)), Some(Some(16..=31)))
            | (Some(Some(192)), Some(Some(168)))
    );
    !routed && matches!((third, fourth, more), (Some(Some(_)), Some(Some(_)), None))
}

/// A decimal octet, without the zeros that make it an octal one.
fn octet(text: &[u8]) -> Option<u8> {
    let digits = text.iter().map(|byte| byte.is_ascii_digit().then_some(byte & 15));
    match text {
        [] | [b'0', _, ..] => None,
        _ => digits.into_iter().try_fold(0u8, |sum, digit| sum.checked_mul(10)?.checked_add(digit?)),
    }
}

/// Whether an IPv6 address is this machine's or in its own network: `::1`, `fc00::/7` or `fe80::/10`.
fn is_near_v6(address: &[u8]) -> bool {
    match before(b':', address) {
        [b'f' | b'F', b'c' | b'C' | b'd' | b'D', _, _] => true,
        [b'f' | b'F', b'e' | b'E', b'8' | b'9' | b'a' | b'b' | b'A' | b'B', _] => true,
        _ => address == b"::1",
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
            "http://172.17.0.1:8787",
            "http://172.31.255.255",
            "http://192.168.0.10/seax-api",
            "http://169.254.1.1",
            "http://[fd12:3456::1]:8787",
            "http://[FE80::1]",
            "http://portal.localhost/seax-api",
            "http://Sandbox_1",
            "https://203.0.113.5",
            "https://seax。seasalt。ai",
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
            // Parsers of URLs make a domain of these.
            "http://seax。seasalt。ai/seax-api",
            "http://seax．seasalt．ai",
            "http://seax｡seasalt｡ai",
            "http://seax%2Eseasalt%2Eai",
            "http://seax%2eai.localhost",
            "http://ⓢeax",
            "http://seax.seasalt.ai.",
            "http://localhost.",
            "http://127.0.0.1.example.com",
            // Addresses that are routed, in all spellings.
            "http://203.0.113.5",
            "http://8.8.8.8:8080",
            "http://8.8.8.8.",
            "http://134744072",
            "http://2130706433",
            "http://0x08080808",
            "http://0x7f.1",
            "http://010.0.0.1",
            "http://10.010.0.1",
            "http://10.134744",
            "http://10.0.0.256",
            "http://10.0.0.0.1",
            "http://10..0.1",
            "http://172.15.0.1",
            "http://172.32.0.1",
            "http://192.169.0.1",
            "http://１０.0.0.1",
            "http://[2001:db8::1]",
            "http://[::ffff:8.8.8.8]",
            "http://[::]",
            "http://[fc::1]",
            "http://[fec0::1]",
            "http://[]",
        ] {
            assert!(check_base(bad).is_err(), "{bad}");
        }
    }
}
