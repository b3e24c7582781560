//! The parts of the package, and which may use which.

use anyhow::{Result, ensure};

/// A part: a module of its own, which is loaded into the memory and the table of those it builds on.
pub struct Part {
    /// The name, in `seax_dialer_<name>.wasm`.
    pub name: &'static str,
    /// The part that is loaded before it, by its place in the list. Only the first has none.
    pub on: Option<usize>,
    /// What it exports. What no part names is the second one's.
    pub exports: &'static [&'static str],
    /// Modules of Rust that no other part may reach, unless it is loaded after this one.
    pub own: &'static [&'static str],
}

/// A part's place in the list.
pub type Place = usize;

/// The part that is closed, and makes calls of one request.
pub const CORE: Place = 0;
/// What all but the core build on: futures, the transport, values; and iteration over lists.
pub const REST: Place = 1;
const LAUNCH: Place = 2;

/// The parts, those that others build on first.
pub const PARTS: [Part; 6] = [
    Part {
        name: "core",
        on: None,
        // The functions of `js::bridge`.
        exports: &[
            "mailbox",
            "room",
            "client",
            "close",
            "forget",
            "begin",
            "attempt",
            "identify",
            "identified",
            "answered",
            "piece",
            "came",
            "ended",
            "late",
            "failed",
            "unreadable",
            "masked",
            "end",
        ],
        own: &[],
    },
    Part { name: "rest", on: Some(CORE), exports: &[], own: &["js::fetch", "js::exports::rows"] },
    Part {
        name: "launch",
        on: Some(REST),
        exports: &[
            "rest_check",
            "rest_launch",
            "rest_setHours",
            "rest_splitByZone",
            "applyFixes",
            "estimateCallingMs",
            "missingMergeFields",
            "renderMessage",
        ],
        own: &["client::launch", "client::check", "preflight::audience", "preflight::phones"],
    },
    Part {
        name: "watch",
        on: Some(REST),
        exports: &["rest_watch", "rest_report", "rest_wait"],
        own: &["progress::forecast", "progress::rates", "js::exports::watch", "js::figures"],
    },
    Part {
        name: "files",
        on: Some(REST),
        exports: &["rest_ask", "rest_checkImport", "rest_import"],
        own: &["csv", "client::file", "js::exports::file_chunks"],
    },
    Part {
        name: "hours",
        on: Some(LAUNCH),
        exports: &["callingHours", "correctNumber", "openHours"],
        own: &["hours::table", "hours::place", "hours::answer", "preflight::hours::schedule"],
    },
];

/// The part that an export belongs to.
pub fn of_export(name: &str) -> Place {
    PARTS.iter().position(|part| part.exports.contains(&name)).unwrap_or(REST)
}

/// Whether one part is another, or is there when the other is.
pub fn is_under(part: Place, other: Place) -> bool {
    ancestry(other).any(|place| place == part)
}

/// The part that both build on, or one of the two if it is the other's.
pub fn joint(one: Place, other: Place) -> Place {
    ancestry(one).find(|place| is_under(*place, other)).unwrap_or(CORE)
}

/// A part, what it builds on, and so on.
fn ancestry(part: Place) -> impl Iterator<Item = Place> {
    std::iter::successors(Some(part), |place| PARTS.get(*place)?.on)
}

/// Checks that a function's module is not another part's own.
///
/// # Errors
/// Names the function, and how it is reached, by `path`.
pub fn check_owner(symbol: &str, owner: Place, path: impl FnOnce() -> String) -> Result<()> {
    for (place, part) in PARTS.iter().enumerate() {
        let is_own = part.own.iter().any(|module| symbol.starts_with(&mangled(module)));
        ensure!(
            !is_own || is_under(place, owner),
            "`{symbol}` belongs to the part `{}`, which can be missing where it is reached from: {}",
            part.name,
            path()
        );
    }
    Ok(())
}

/// What rustc's symbols of a module of the client begin with.
fn mangled(module: &str) -> String {
    let segments = module.split("::").map(|segment| format!("{}{segment}", segment.len()));
    format!("_ZN11seax_dialer{}", segments.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> Place {
        PARTS.iter().position(|part| part.name == name).unwrap()
    }

    #[test]
    fn what_two_parts_need_is_what_both_build_on() {
        assert_eq!(joint(place("launch"), place("watch")), REST);
        assert_eq!(joint(place("watch"), place("hours")), REST);
        assert_eq!(joint(place("launch"), place("hours")), place("launch"));
        assert_eq!(joint(place("launch"), REST), REST);
        assert_eq!(joint(place("hours"), CORE), CORE);
        assert_eq!(joint(place("files"), place("files")), place("files"));
    }

    #[test]
    fn parts_come_after_those_they_build_on() {
        for (place, part) in PARTS.iter().enumerate() {
            assert_eq!(part.on.is_none(), place == CORE);
            assert!(part.on.is_none_or(|on| on < place), "{}", part.name);
        }
    }

    #[test]
    fn a_function_in_a_part_that_can_be_missing_is_refused() {
        let symbol = "_ZN11seax_dialer5hours5table5Table4read17h0123456789abcdefE";
        let (launch, hours) = (place("launch"), place("hours"));
        assert_eq!(LAUNCH, launch);
        assert!(check_owner(symbol, hours, String::new).is_ok());
        for owner in [CORE, REST, launch] {
            let refused = check_owner(symbol, owner, || "check > read".into()).unwrap_err().to_string();
            assert!(refused.contains("`hours`") && refused.contains("check > read"), "{refused}");
        }
        assert!(check_owner("_ZN11seax_dialer5hours8calendar3dayE", launch, String::new).is_ok());
    }
}
