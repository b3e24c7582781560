//! Addresses, taken apart. Nothing of an address goes on but what has been recognised in it.

use seax_dialer::{model::WorkspaceId, schema::Format};

use crate::{
    operation::{KNOWN, Known},
    refusal::{Refusal, Result},
};

/// What an address names.
#[derive(Debug)]
pub enum Place<'a> {
    /// Where tokens are given out.
    Token,
    /// Something of a workspace.
    Workspace {
        /// The workspace.
        workspace: WorkspaceId,
        /// What of it.
        resource: Resource,
        /// The query, as it was written.
        query: &'a str,
    },
}

/// Something of a workspace.
#[derive(Debug)]
pub enum Resource {
    /// One of these operations of the API's, by what goes with it; and their path with the ids filled in.
    Api(Vec<&'static Known>, String),
    /// The campaign with this id, as it moves.
    Live(String),
    /// The receipt of the launch with this ticket key.
    Receipt(String),
}

/// Takes a request's method and URL apart.
///
/// # Errors
/// 404 for an address that is none of the edge's, 405 for one that has not this method.
pub fn place<'a>(method: &str, url: &'a str, base_path: &str) -> Result<Place<'a>> {
    let (path, query) = path_and_query(url);
    let below =
        path.strip_prefix(base_path).and_then(|path| path.strip_prefix('/')).ok_or_else(Refusal::nothing)?;
    if below == "token" {
        return allow(method == "POST", Place::Token);
    }
    let rest = below.strip_prefix("api/v1/workspace/").ok_or_else(Refusal::nothing)?;
    let (workspace, rest) = rest.split_once('/').ok_or_else(Refusal::nothing)?;
    let workspace = WorkspaceId::new(workspace.to_ascii_lowercase()).ok_or_else(Refusal::nothing)?;
    let place = |resource| Place::Workspace { workspace, resource, query };
    if let Some(id) = fill("auto_dialer_campaigns/{id}/live", rest).and_then(last_id) {
        return allow(method == "GET", place(Resource::Live(id)));
    }
    if let Some(key) = fill("launches/{key}", rest).and_then(last_id) {
        return allow(method == "GET", place(Resource::Receipt(key)));
    }
    let (mut here, mut path) = (Vec::new(), None);
    for known in &KNOWN {
        if let Some((filled, _)) = fill(known.path, rest) {
            path = Some(filled);
            here.push(known);
        }
    }
    let path = path.ok_or_else(Refusal::nothing)?;
    here.retain(|known| known.method.as_str() == method);
    allow(!here.is_empty(), place(Resource::Api(here, path)))
}

fn allow(allowed: bool, place: Place<'_>) -> Result<Place<'_>> {
    match allowed {
        true => Ok(place),
        false => Err(Refusal::new(405, "method_not_allowed", "There is no such method at this address.")),
    }
}

fn path_and_query(url: &str) -> (&str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    let behind_scheme = url.split_once("://").map_or("", |(_, rest)| rest);
    let (before_query, query) = behind_scheme.split_once('?').unwrap_or((behind_scheme, ""));
    let host = before_query.split('/').next().unwrap_or_default();
    (before_query.strip_prefix(host).unwrap_or_default(), query)
}

/// A path that has this form: the same path, made of the form's own words and the ids, in lower case; and the last id.
fn fill(form: &str, path: &str) -> Option<(String, Option<String>)> {
    let (mut words, mut last) = (Vec::new(), None);
    let mut given = path.split('/');
    for word in form.split('/') {
        let part = given.next()?;
        if word.starts_with('{') {
            let id = part.to_ascii_lowercase();
            if !Format::Uuid.fits(id.as_bytes()) {
                return None;
            }
            words.push(id.clone());
            last = Some(id);
        } else if word == part {
            words.push(word.into());
        } else {
            return None;
        }
    }
    given.next().is_none().then(|| (words.join("/"), last))
}

fn last_id((_, id): (String, Option<String>)) -> Option<String> {
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::WORKSPACE;

    const ID: &str = "dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be";

    fn at(method: &str, path: &str) -> std::result::Result<String, u16> {
        let url = ["https://edge.example.com/seax-api", path].concat();
        match place(method, &url, "/seax-api") {
            Ok(Place::Token) => Ok("token".into()),
            Ok(Place::Workspace { resource: Resource::Api(known, path), query, .. }) => {
                let names = known.iter().map(|known| known.name).collect::<Vec<_>>();
                Ok([&names.join("/"), " ", &path, " ", query].concat())
            }
            Ok(Place::Workspace { resource: Resource::Live(id), .. }) => Ok(["live ", &id].concat()),
            Ok(Place::Workspace { resource: Resource::Receipt(key), .. }) => Ok(["receipt ", &key].concat()),
            Err(refusal) => Err(refusal.status),
        }
    }

    fn below(rest: &str) -> String {
        ["/api/v1/workspace/", WORKSPACE, "/", rest].concat()
    }

    #[test]
    fn every_operation_has_its_address() {
        for known in &KNOWN {
            let ids = known.path.split('/').map(|word| if word.starts_with('{') { ID } else { word });
            let path = ids.collect::<Vec<_>>().join("/");
            let found = at(known.method.as_str(), &below(&path)).unwrap();
            assert!(found.split(['/', ' ']).any(|name| name == known.name), "{found}");
            assert!(found.ends_with(&[" ", &path, " "].concat()), "{found}");
        }
        assert_eq!(at("GET", &below("phones?limit=0")).as_deref(), Ok("phones.list phones limit=0"));
        assert_eq!(
            at("PATCH", &below(&["auto_dialer_campaigns/", ID].concat())),
            Ok([
                "campaigns.update/campaigns.pause/campaigns.resume/campaigns.cancel auto_dialer_campaigns/",
                ID,
                " "
            ]
            .concat())
        );
        assert_eq!(at("POST", "/token").as_deref(), Ok("token"));
        assert_eq!(
            at("GET", &below(&["auto_dialer_campaigns/", ID, "/live"].concat())),
            Ok(["live ", ID].concat())
        );
        assert_eq!(at("GET", &below(&["launches/", ID].concat())), Ok(["receipt ", ID].concat()));
    }

    #[test]
    fn nothing_else_has_one() {
        for path in [
            "",
            "/",
            "/api",
            "/token/",
            "//token",
            "/%74oken",
            "/api/v1/workspace/phones",
            "/api/v2/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/phones",
            "/api/v1/workspace/../workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/phones",
            "/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6%2Fphones",
            "/api/v1/workspace//3fa85f64-5717-4562-b3fc-2c963f66afa6/phones",
        ] {
            assert_eq!(at("GET", path), Err(404), "{path}");
        }
        for rest in [
            "",
            "phones/",
            "/phones",
            "Phones",
            "phones%2F",
            "phones%3Flimit=1",
            "phones;a=b",
            "phones/..",
            "phones/../contacts",
            "phones/%2e%2e/contacts",
            "phones\\..\\contacts",
            "auto_dialer_campaigns/..",
            "auto_dialer_campaigns/1",
            "auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be/",
            "auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be/../../phones",
            "auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7b%65",
            "members",
        ] {
            assert_eq!(at("GET", &below(rest)), Err(404), "{rest}");
        }
        assert_eq!(at("GET", "@evil.example.com/seax-api/token"), Err(404));
    }

    #[test]
    fn an_address_has_its_own_methods_only() {
        for method in ["DELETE", "PATCH", "HEAD", "get", "TRACE", ""] {
            assert_eq!(at(method, &below("phones")), Err(405), "{method}");
        }
        assert_eq!(at("GET", "/token"), Err(405));
        assert_eq!(at("POST", &below(&["auto_dialer_campaigns/", ID, "/live"].concat())), Err(405));
    }
}
