//! Parses URLs. Only the recognized parts of a URL are sent on.

use seax_dialer::{model::WorkspaceId, schema::Format};

use crate::{
    operation::{OPERATIONS, OperationSummary},
    refusal::{Refusal, Result},
};

/// A parsed URL.
#[derive(Debug)]
pub struct Route<'a> {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The resource of the workspace.
    pub resource: Resource,
    /// The query, undecoded.
    pub query: &'a str,
}

/// A resource of a workspace.
#[derive(Debug)]
pub enum Resource {
    /// An API resource: the operations it may be for, depending on the body; and their path with the ids filled in.
    Api(Vec<&'static OperationSummary>, String),
    /// The live snapshots of the campaign with this id.
    Live(String),
    /// The receipt of the launch with this ticket key.
    Receipt(String),
}

/// Parses a request's method and URL.
///
/// # Errors
/// 404 for a URL that the edge does not serve, 405 for a method that it does not serve there.
pub fn route<'a>(method: &str, url: &'a str, base_path: &str) -> Result<Route<'a>> {
    let (path, query) = path_and_query(url);
    let rest = path.strip_prefix(base_path).and_then(|path| path.strip_prefix("/api/v1/workspace/"));
    let (workspace, rest) = rest.and_then(|rest| rest.split_once('/')).ok_or_else(Refusal::not_found)?;
    let workspace = WorkspaceId::new(workspace.to_ascii_lowercase()).ok_or_else(Refusal::not_found)?;
    let found = |is_served, resource| match is_served {
        true => Ok(Route { workspace, resource, query }),
        false => Err(Refusal::new(405, "method_not_allowed", "The edge does not serve this method here.")),
    };
    if let Some(id) = fill("auto_dialer_campaigns/{id}/live", rest).and_then(last_id) {
        return found(method == "GET", Resource::Live(id));
    }
    if let Some(key) = fill("launches/{key}", rest).and_then(last_id) {
        return found(method == "GET", Resource::Receipt(key));
    }
    let (mut here, mut path) = (Vec::new(), None);
    for operation in &OPERATIONS {
        if let Some((filled, _)) = fill(operation.path, rest) {
            path = Some(filled);
            here.push(operation);
        }
    }
    let path = path.ok_or_else(Refusal::not_found)?;
    here.retain(|operation| operation.method.as_str() == method);
    found(!here.is_empty(), Resource::Api(here, path))
}

fn path_and_query(url: &str) -> (&str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    let behind_scheme = url.split_once("://").map_or("", |(_, rest)| rest);
    let (before_query, query) = behind_scheme.split_once('?').unwrap_or((behind_scheme, ""));
    let host = before_query.split('/').next().unwrap_or_default();
    (before_query.strip_prefix(host).unwrap_or_default(), query)
}

/// Matches a path against a template. Returns the path with its ids in lowercase, and the last id.
fn fill(template: &str, path: &str) -> Option<(String, Option<String>)> {
    let (mut words, mut last) = (Vec::new(), None);
    let mut given = path.split('/');
    for word in template.split('/') {
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
    use crate::config::tests::WORKSPACE;

    const ID: &str = "dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be";

    fn at(method: &str, path: &str) -> std::result::Result<String, u16> {
        let url = ["https://edge.example.com/seax-api", path].concat();
        match route(method, &url, "/seax-api") {
            Ok(Route { resource: Resource::Api(operations, path), query, .. }) => {
                let names = operations.iter().map(|operation| operation.name).collect::<Vec<_>>();
                Ok([&names.join("/"), " ", &path, " ", query].concat())
            }
            Ok(Route { resource: Resource::Live(id), .. }) => Ok(["live ", &id].concat()),
            Ok(Route { resource: Resource::Receipt(key), .. }) => Ok(["receipt ", &key].concat()),
            Err(refusal) => Err(refusal.status),
        }
    }

    fn below(rest: &str) -> String {
        ["/api/v1/workspace/", WORKSPACE, "/", rest].concat()
    }

    #[test]
    fn every_operation_has_an_address() {
        for operation in &OPERATIONS {
            let ids = operation.path.split('/').map(|word| if word.starts_with('{') { ID } else { word });
            let path = ids.collect::<Vec<_>>().join("/");
            let found = at(operation.method.as_str(), &below(&path)).unwrap();
            assert!(found.split(['/', ' ']).any(|name| name == operation.name), "{found}");
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
        assert_eq!(
            at("GET", &below(&["auto_dialer_campaigns/", ID, "/live"].concat())),
            Ok(["live ", ID].concat())
        );
        assert_eq!(at("GET", &below(&["launches/", ID].concat())), Ok(["receipt ", ID].concat()));
    }

    #[test]
    fn nothing_else_is_served() {
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
    fn each_address_serves_only_its_own_methods() {
        for method in ["DELETE", "PATCH", "HEAD", "get", "TRACE", ""] {
            assert_eq!(at(method, &below("phones")), Err(405), "{method}");
        }
        assert_eq!(at("POST", &below(&["auto_dialer_campaigns/", ID, "/live"].concat())), Err(405));
    }
}
