use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use crate::{
    faults::registry::FaultRegistry, id::Id, postponed::Postponed, request_log::RequestLog, rng::Rng,
    runtime::Runtime, seed, settings::Settings, timestamp::Timestamp, world::workspace::Workspace,
};

/// The id of the default workspace, which every sandbox has. It is the workspace id in the tutorial.
pub const DEFAULT_WORKSPACE: Id = Id::new(0x3fa85f64_5717_4562_b3fc_2c963f66afa6);

/// The key of the default workspace.
pub const DEFAULT_KEY: &str = "sandbox-key";

/// The workspaces of a running sandbox. They share nothing but the clock.
pub struct Sandbox {
    /// The time, timers and tasks.
    pub runtime: Arc<dyn Runtime>,
    /// Defaults for the settings of new workspaces.
    pub defaults: Settings,
    /// Requests that are carried out later.
    pub postponed: Postponed,
    /// Sorted by id.
    tenants: RwLock<Vec<Arc<Tenant>>>,
    opened: AtomicU64,
}

/// A workspace with its key, its faults and its log of requests.
pub struct Tenant {
    /// The workspace's id.
    pub id: Id,
    /// The only key that is valid for it.
    pub api_key: String,
    /// The settings with which it was created.
    pub settings: Settings,
    /// The faults that are waiting for matching requests.
    pub faults: FaultRegistry,
    /// The latest requests.
    pub requests: RequestLog,
    workspace: Mutex<Workspace>,
}

impl Sandbox {
    /// Creates a sandbox with its default workspace.
    #[must_use]
    pub fn new(defaults: Settings, runtime: Arc<dyn Runtime>) -> Self {
        let postponed = Postponed::default();
        let sandbox =
            Self { runtime, defaults, postponed, tenants: RwLock::default(), opened: AtomicU64::new(0) };
        sandbox.admit(DEFAULT_WORKSPACE, DEFAULT_KEY.to_owned(), defaults);
        sandbox
    }

    /// Returns the current time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.runtime.now()
    }

    /// Creates a workspace with a new id and key.
    #[must_use]
    pub fn open(&self, settings: Settings) -> Arc<Tenant> {
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        let mut rng = Rng::new(&[self.defaults.seed, number, u64::from_be_bytes(*b"tenants.")]);
        let id = rng.id();
        let key = format!("{:032x}{:032x}", rng.id().bits(), rng.id().bits());
        self.admit(id, key, settings)
    }

    /// Returns the workspace with this id.
    #[must_use]
    pub fn tenant(&self, id: Id) -> Option<Arc<Tenant>> {
        let tenants = self.tenants.read().unwrap_or_else(PoisonError::into_inner);
        let place = tenants.binary_search_by_key(&id, |tenant| tenant.id).ok()?;
        tenants.get(place).cloned()
    }

    /// Returns all workspaces, in the order of their ids.
    #[must_use]
    pub fn tenants(&self) -> Vec<Arc<Tenant>> {
        self.tenants.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the id of the workspace that a key is valid for.
    #[must_use]
    pub fn workspace_of_key(&self, key: &str) -> Option<Id> {
        let tenants = self.tenants.read().unwrap_or_else(PoisonError::into_inner);
        tenants.iter().find(|tenant| tenant.api_key == key).map(|tenant| tenant.id)
    }

    fn admit(&self, id: Id, api_key: String, settings: Settings) -> Arc<Tenant> {
        let tenant = Arc::new(Tenant {
            id,
            api_key,
            settings,
            faults: FaultRegistry::default(),
            requests: RequestLog::default(),
            workspace: Mutex::new(seed::workspace(id, &settings)),
        });
        let mut tenants = self.tenants.write().unwrap_or_else(PoisonError::into_inner);
        match tenants.binary_search_by_key(&id, |tenant| tenant.id) {
            Ok(place) => tenants[place] = Arc::clone(&tenant),
            Err(place) => tenants.insert(place, Arc::clone(&tenant)),
        }
        tenant
    }
}

impl Tenant {
    /// Returns the workspace, with its campaigns advanced to `now`.
    pub fn workspace(&self, now: Timestamp) -> MutexGuard<'_, Workspace> {
        let mut workspace = self.workspace.lock().unwrap_or_else(PoisonError::into_inner);
        workspace.advance_to(now);
        workspace
    }
}
