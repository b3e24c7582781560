//! The configuration of a client, and the options that one call may override.

use crate::{
    engine::Millis,
    error::{Error, Result},
    model::WorkspaceId,
};

/// The API's default base URL.
pub const BASE_URL: &str = "https://seax.seasalt.ai/seax-api";

/// The configuration of a client.
#[derive(Debug, Clone)]
pub struct Config {
    /// The API's base URL, without a trailing slash.
    pub(crate) base_url: String,
    /// The workspace.
    pub(crate) workspace: WorkspaceId,
    /// The limits of each call.
    pub limits: CallOptions,
}

/// The limits of one call. `None` stands for the client's setting; in a client's settings, for the default.
#[derive(Debug, Clone, Copy, Default)]
pub struct CallOptions {
    /// The maximum wait for the response to begin, and then for each further chunk. By default 30 s.
    pub timeout: Option<Millis>,
    /// The maximum time for all attempts, including the waits between them. By default 120 s.
    pub deadline: Option<Millis>,
    /// The maximum number of retries. By default 2.
    pub max_retries: Option<u32>,
    /// The maximum size of a response, or of one element of a streamed list, in bytes (`maxReplyBytes`). By default 64 MiB and
    /// 16 MiB.
    pub max_reply_bytes: Option<usize>,
}

impl Config {
    /// Returns the default configuration for a workspace.
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
        Ok(Self { base_url: base.into(), workspace: workspace.clone(), limits: CallOptions::default() })
    }

    /// Returns a hint about the configuration, for a 404 on a resource that every workspace has.
    pub(crate) fn misplaced(&self) -> &'static str {
        // The API's older base URL ends with `/bulk-sms-api`.
        match self.base_url.ends_with("-api") {
            true => " Check `workspaceId` and `baseUrl`.",
            false => " Is `/seax-api` missing at the end of `baseUrl`?",
        }
    }
}

impl CallOptions {
    /// Returns these limits, with the client's settings for those that are left out.
    pub(crate) fn or(self, settings: Self) -> Self {
        Self {
            timeout: self.timeout.or(settings.timeout),
            deadline: self.deadline.or(settings.deadline),
            max_retries: self.max_retries.or(settings.max_retries),
            max_reply_bytes: self.max_reply_bytes.or(settings.max_reply_bytes),
        }
    }

    pub(crate) fn timeout(&self) -> Millis {
        self.timeout.unwrap_or(30_000)
    }

    pub(crate) fn deadline(&self) -> Millis {
        self.deadline.unwrap_or(120_000)
    }

    pub(crate) fn max_retries(&self) -> u32 {
        self.max_retries.unwrap_or(2)
    }

    /// The maximum size of a whole response, in bytes. 64 MiB hold a list of 100,000 contacts.
    pub(crate) fn reply_bytes(&self) -> usize {
        self.max_reply_bytes.unwrap_or(64 << 20)
    }

    /// The maximum size of one element of a streamed list, in bytes.
    pub(crate) fn element_bytes(&self) -> usize {
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
