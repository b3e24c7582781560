//! Thinking about campaigns: what can be said of one from what is known of it. Pure functions.

pub mod figures;
