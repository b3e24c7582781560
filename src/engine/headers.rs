//! The headers of a request, except the credential.

use crate::{
    api::{Content, Request},
    schema::Digits,
};

/// The properties of the sending runtime that affect headers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Runtime {
    /// Whether it is a page or a worker of one. Browsers ask for uncached responses themselves, and would send a CORS preflight
    /// for an explicit `Cache-Control`.
    pub in_page: bool,
    /// Whether it sends bodies as streams, so that their length has to be set explicitly: some servers reject bodies without
    /// one.
    pub streams: bool,
}

/// Returns the headers of a request, as names and values.
pub fn headers(request: &Request, runtime: Runtime) -> Vec<(&'static str, String)> {
    let accepted = if request.operation.returns_file() { "*/*" } else { "application/json" };
    let mut headers = vec![("Accept", accepted.into())];
    if !runtime.in_page {
        headers.push(("Cache-Control", "no-cache, no-store".into()));
    }
    if !request.unrelated.is_empty() {
        headers.push(("Seax-Unrelated", request.unrelated.clone()));
    }
    // A form sets its own type, which includes the boundary.
    if let Some(Content::Json(json)) = &request.content {
        headers.push(("Content-Type", "application/json".into()));
        if runtime.streams {
            headers.push(("Content-Length", (json.len() as u64).digits()));
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::api::{campaigns, contacts, phones};

    const ACCEPT: (&str, &str) = ("Accept", "application/json");
    const UNCACHED: (&str, &str) = ("Cache-Control", "no-cache, no-store");
    const JSON: (&str, &str) = ("Content-Type", "application/json");
    const PAGE: Runtime = Runtime { in_page: true, streams: false };

    #[track_caller]
    fn assert_headers(request: &Request, runtime: Runtime, expected: &[(&str, &str)]) {
        let headers = headers(request, runtime);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(headers, expected);
    }

    #[test]
    fn a_read_accepts_json_that_no_cache_has_kept() {
        let request = Request::new(&phones::LIST, "");
        assert_headers(&request, Runtime::default(), &[ACCEPT, UNCACHED]);
        // Each header that is not needed here would cost a CORS preflight.
        assert_headers(&request, PAGE, &[ACCEPT]);
    }

    #[test]
    fn a_file_may_be_of_any_type() {
        assert_headers(&Request::new(&campaigns::DOWNLOAD_LOGS, ""), PAGE, &[("Accept", "*/*")]);
    }

    #[test]
    fn a_json_body_says_its_type_and_where_it_is_streamed_its_length() {
        let request = Request::new(&campaigns::PAUSE, "");
        let Some(Content::Json(json)) = &request.content else { panic!("its body is fixed") };
        let length = json.len().to_string();
        assert_headers(&request, PAGE, &[ACCEPT, JSON]);
        let streams = Runtime { streams: true, ..PAGE };
        assert_headers(&request, streams, &[ACCEPT, JSON, ("Content-Length", &length)]);
    }

    #[test]
    fn a_form_says_its_type_itself() {
        let mut request = Request::new(&contacts::IMPORT, "");
        request.content = Some(Content::Form(Rc::new(())));
        assert_headers(&request, Runtime { streams: true, ..PAGE }, &[ACCEPT]);
    }

    #[test]
    fn campaigns_of_others_are_named_to_an_edge() {
        let mut request = Request::new(&campaigns::CREATE, "");
        request.unrelated = "448ea794-0368-4604-a56f-f2350229d9e5".into();
        assert_headers(&request, PAGE, &[ACCEPT, ("Seax-Unrelated", "448ea794-0368-4604-a56f-f2350229d9e5")]);
    }
}
