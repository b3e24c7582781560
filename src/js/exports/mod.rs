//! The exports of the package: its classes, and how their methods take arguments and settle promises.

mod abort;
mod agents;
mod calling_hours;
mod campaigns;
mod check_options;
mod client;
mod config;
mod contacts;
mod error;
mod file;
mod file_chunks;
mod hours;
mod import;
mod input;
mod jobs;
mod js_client;
mod labels;
mod launch;
mod options;
mod phones;
mod plan;
mod rows;
mod steps;
mod watch;
