//! The typed client for SeaX (Seasalt.ai) auto-dialer voice campaigns.

pub mod model;
pub mod shape;
