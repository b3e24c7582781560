use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde::Serialize;

use crate::faults::fault::Fault;

/// Which requests a fault applies to, and how often.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// Only requests for the operation with this name, such as `campaigns.create`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Only requests with this method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Only requests whose path below the workspace starts with this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// How many matching requests to let pass first.
    pub skip: u32,
    /// How many requests it still applies to; 0 for no limit.
    pub times: u32,
}

impl Target {
    /// Returns `true` if this selects a request.
    pub(super) fn matches(&self, method: &Method, path: &str, operation: Option<&str>) -> bool {
        let is_operation = self.operation.as_deref().is_none_or(|wanted| operation == Some(wanted));
        let is_method =
            self.method.as_deref().is_none_or(|wanted| method.as_str().eq_ignore_ascii_case(wanted));
        is_operation && is_method && self.path.as_deref().is_none_or(|wanted| path.starts_with(wanted))
    }
}

/// A fault that is waiting for matching requests.
#[derive(Clone, Debug, Serialize)]
pub struct RegisteredFault {
    /// Its number in the workspace, from 1.
    pub id: u64,
    /// Which requests it applies to.
    #[serde(flatten)]
    pub target: Target,
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
}

/// The faults of a workspace.
#[derive(Debug, Default)]
pub struct FaultRegistry {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    registered: Vec<RegisteredFault>,
    last_id: u64,
}

impl FaultRegistry {
    /// Adds a fault, and returns its number.
    pub fn add(&self, target: Target, fault: Fault) -> u64 {
        let mut state = self.lock();
        state.last_id += 1;
        let id = state.last_id;
        state.registered.push(RegisteredFault { id, target, fault });
        id
    }

    /// Returns the fault that applies to a request, and counts that it was applied. It is the first matching fault,
    /// in the order in which they were added, that has no more requests to skip.
    pub fn take_matching(&self, method: &Method, path: &str, operation: Option<&str>) -> Option<Fault> {
        let mut state = self.lock();
        let mut struck = None;
        for (index, registered) in state.registered.iter_mut().enumerate() {
            if !registered.target.matches(method, path, operation) {
                continue;
            }
            if registered.target.skip > 0 {
                registered.target.skip -= 1;
                continue;
            }
            struck = Some(index);
            break;
        }
        let index = struck?;
        let registered = &mut state.registered[index];
        let fault = registered.fault.clone();
        match registered.target.times {
            0 => {}
            1 => {
                state.registered.remove(index);
            }
            _ => registered.target.times -= 1,
        }
        Some(fault)
    }

    /// Returns the remaining faults, in the order in which they were added.
    #[must_use]
    pub fn registered(&self) -> Vec<RegisteredFault> {
        self.lock().registered.clone()
    }

    /// Removes all faults.
    pub fn clear(&self) {
        self.lock().registered.clear();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::{FaultRegistry, Target};
    use crate::faults::fault::Fault;

    fn target(skip: u32, times: u32) -> Target {
        Target { operation: None, method: Some("POST".into()), path: Some("auto_dialer".into()), skip, times }
    }

    fn strikes(registry: &FaultRegistry, count: usize) -> Vec<bool> {
        (0..count)
            .map(|_| {
                registry
                    .take_matching(&Method::POST, "auto_dialer_campaigns", Some("campaigns.create"))
                    .is_some()
            })
            .collect()
    }

    #[test]
    fn a_fault_lets_requests_pass_and_then_applies_a_number_of_times() {
        let registry = FaultRegistry::default();
        registry.add(target(1, 2), Fault::Hang {});
        assert_eq!(strikes(&registry, 5), [false, true, true, false, false]);
    }

    #[test]
    fn a_fault_with_zero_times_applies_until_cleared() {
        let registry = FaultRegistry::default();
        registry.add(target(0, 0), Fault::Hang {});
        assert_eq!(strikes(&registry, 3), [true, true, true]);
        registry.clear();
        assert_eq!(strikes(&registry, 1), [false]);
    }

    #[test]
    fn faults_for_the_same_request_apply_one_after_the_other() {
        let registry = FaultRegistry::default();
        registry.add(target(0, 1), Fault::DropRequest {});
        registry.add(target(0, 1), Fault::DropReply {});
        let strike =
            || registry.take_matching(&Method::POST, "auto_dialer_campaigns", Some("campaigns.create"));
        assert_eq!(strike(), Some(Fault::DropRequest {}));
        assert_eq!(strike(), Some(Fault::DropReply {}));
        assert_eq!(strike(), None);
    }

    #[test]
    fn a_fault_for_an_operation_leaves_others_alone() {
        let faults = FaultRegistry::default();
        let target = Target {
            operation: Some("campaigns.create".into()),
            method: None,
            path: None,
            skip: 0,
            times: 0,
        };
        faults.add(target, Fault::Hang {});
        let take = |name| faults.take_matching(&Method::POST, "auto_dialer_campaigns/dry_run", name);
        assert_eq!(take(Some("campaigns.testCall")), None);
        assert_eq!(take(None), None);
        assert_eq!(take(Some("campaigns.create")), Some(Fault::Hang {}));
    }

    #[test]
    fn other_methods_and_paths_are_left_alone() {
        let registry = FaultRegistry::default();
        registry.add(target(0, 1), Fault::Hang {});
        assert_eq!(
            registry.take_matching(&Method::GET, "auto_dialer_campaigns", Some("campaigns.list")),
            None
        );
        assert_eq!(registry.take_matching(&Method::POST, "contacts", None), None);
        assert_eq!(registry.registered().len(), 1);
    }
}
