//! The configuration of a client, and the options that one call may override.

use crate::{
    engine::Millis,
    error::{Error, Result},
    model::WorkspaceId,
};

/// The API's default base URL.
pub const BASE_URL: &str = "https://seax.seasalt.ai/seax-api";

/// The length of the rest of `Config::root` after the base URL: `/api/v1/workspace/`, an id and a slash.
const WORKSPACE: usize = 18 + 36 + 1;

/// The configuration of a client.
#[derive(Debug, Clone)]
pub struct Config {
    /// The URL of the workspace's resources, with a slash at the end.
    pub(crate) root: String,
    /// The maximum wait for the response to begin, and then for each further chunk.
    pub timeout: Millis,
    /// The maximum time for all attempts of one call, including the waits between them.
    pub deadline: Millis,
    /// The maximum number of retries.
    pub max_retries: u32,
    /// The maximum size of a response, or of one element of a streamed list, in bytes (`maxReplyBytes`). By default 64 MiB and
    /// 16 MiB.
    pub max_reply_bytes: Option<usize>,
}

/// The options of one call. `None` stands for the client's setting.
#[derive(Debug, Clone, Copy, Default)]
pub struct CallOptions {
    /// The maximum wait for the response to begin, and then for each further chunk.
    pub timeout: Option<Millis>,
    /// The maximum time for all attempts, including the waits between them.
    pub deadline: Option<Millis>,
    /// The maximum number of retries.
    pub max_retries: Option<u32>,
    /// The maximum size of a response, or of one element of a streamed list, in bytes.
    pub max_reply_bytes: Option<usize>,
}

impl Config {
    /// Returns the default configuration for a workspace: a timeout of 30 s, a deadline of 120 s, and 2 retries.
    ///
    /// # Errors
    /// `invalid_argument` unless `base_url` is an `https:` URL without query and credentials. `http:` is accepted only where
    /// the key cannot be overheard: for this machine, an address in a private network such as `10.0.0.5`, or a host without a
    /// domain.
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

    /// Returns a hint about the configuration, for a 404 on a resource that every workspace has.
    pub(crate) fn misplaced(&self) -> &'static str {
        // The API's older base URL ends with `/bulk-sms-api`.
        match self.base_url().ends_with("-api") {
            true => " Check `workspaceId` and `baseUrl`.",
            false => " Is `/seax-api` missing at the end of `baseUrl`?",
        }
    }

    /// The API's base URL, without a trailing slash.
    pub(crate) fn base_url(&self) -> &str {
        self.root.get(..self.root.len().saturating_sub(WORKSPACE)).unwrap_or_default()
    }

    /// The workspace's id.
    pub(crate) fn workspace_id(&self) -> &str {
        let end = self.root.len().saturating_sub(1);
        self.root.get(end.saturating_sub(36)..end).unwrap_or_default()
    }

    /// Returns the limits of a call: this configuration, overridden by the call's options.
    pub(crate) fn with(&self, options: CallOptions) -> Limits {
        Limits {
            timeout: options.timeout.unwrap_or(self.timeout),
            deadline: options.deadline.unwrap_or(self.deadline),
            max_retries: options.max_retries.unwrap_or(self.max_retries),
            max_reply_bytes: options.max_reply_bytes.or(self.max_reply_bytes),
        }
    }
}

/// The limits of one call.
#[derive(Debug)]
pub struct Limits {
    /// The maximum wait for the response to begin, and then for each further chunk.
    pub timeout: Millis,
    /// The maximum time for all attempts, including the waits between them.
    pub deadline: Millis,
    /// The maximum number of retries.
    pub max_retries: u32,
    /// The maximum size of a response, or of one element of a streamed list, in bytes.
    pub max_reply_bytes: Option<usize>,
}

impl Limits {
    /// The maximum size of a whole response, in bytes. 64 MiB hold a list of 100,000 contacts.
    pub fn reply_bytes(&self) -> usize {
        self.max_reply_bytes.unwrap_or(64 << 20)
    }

    /// The maximum size of one element of a streamed list, in bytes.
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
        return Err("must not have a query, fragment, user name or spaces");
    }
    let authority = before(b'/', rest.as_bytes());
    let (host, is_near) = match authority {
        [b'[', address @ ..] => (before(b']', address), is_near_v6(before(b']', address))),
        _ => (before(b':', authority), is_near(before(b':', authority))),
    };
    match (host.is_empty(), secure || is_near) {
        (true, _) => Err("has no host"),
        (_, false) => {
            Err("must begin with \"https://\": over \"http://\", anyone on the network can read the key")
        }
        _ => Ok(()),
    }
}

/// Whether a host is this machine or in its local network: a name without a domain, or an address that is not routed further.
///
/// Accepts only spellings that every URL parser leaves unchanged. Parsers decode `%2E`, treat `。` as a dot, and read
/// `0x08080808`, `134744072` and `010.8` as addresses.
fn is_near(host: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if host.first().is_some_and(u8::is_ascii_alphabetic) && host.iter().all(is_plain) {
        return host.iter().all(|byte| *byte != b'.') || host.ends_with(b".localhost");
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

/// Parses a decimal octet. Rejects leading zeros, which some parsers read as octal.
fn octet(text: &[u8]) -> Option<u8> {
    let digits = text.iter().map(|byte| byte.is_ascii_digit().then_some(byte & 15));
    match text {
        [] | [b'0', _, ..] => None,
        _ => digits.into_iter().try_fold(0u8, |sum, digit| sum.checked_mul(10)?.checked_add(digit?)),
    }
}

/// Whether an IPv6 address is this machine's or in its local network: `::1`, `fc00::/7` or `fe80::/10`.
fn is_near_v6(address: &[u8]) -> bool {
    match before(b':', address) {
        [b'f' | b'F', b'c' | b'C' | b'd' | b'D', _, _] => true,
        [b'f' | b'F', b'e' | b'E', b'8' | b'9' | b'a' | b'b' | b'A' | b'B', _] => true,
        _ => address == b"::1",
    }
}

/// Returns the text before the first `end`, or all of it if there is none. Works on bytes, because searching a `str` would pull
/// in kilobytes of general search code.
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
            // URL parsers turn these into domains.
            "http://seax。seasalt。ai/seax-api",
            "http://seax．seasalt．ai",
            "http://seax｡seasalt｡ai",
            "http://seax%2Eseasalt%2Eai",
            "http://seax%2eai.localhost",
            "http://ⓢeax",
            "http://seax.seasalt.ai.",
            "http://localhost.",
            "http://127.0.0.1.example.com",
            // Routed addresses, in all spellings.
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
