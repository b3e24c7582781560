//! The parts of the package, with their exports and dependencies.

use anyhow::{Result, ensure};

/// A part: a separate module, which is loaded into the core's memory and table after the parts that it builds on.
pub struct Part {
    /// The name, as in `seax_dialer_<name>.wasm`.
    pub name: &'static str,
    /// The part that it builds on, which is loaded before it. Only the core has none.
    pub on: Option<usize>,
    /// Its exports. Exports that no part lists belong to [`REST`].
    pub exports: &'static [&'static str],
    /// Rust modules that only this part, and parts that build on it, may reach.
    pub own: &'static [&'static str],
}

/// A part's index in [`PARTS`].
pub type Place = usize;

/// The part that imports nothing, and makes calls of one request.
pub const CORE: Place = 0;
/// The part that all others except the core build on: futures, the transport, values, and iteration over lists.
pub const REST: Place = 1;
const LAUNCH: Place = 2;

/// The parts. Each comes after the part that it builds on.
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
            "reserve",
            "onChunk",
            "onEnd",
            "onTimer",
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
        own: &[
            "client::launch",
            "client::check",
            "preflight::audience",
            "preflight::opt_outs",
            "preflight::phones",
            "preflight::repeats",
        ],
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

/// Returns the part that an export belongs to.
pub fn of_export(name: &str) -> Place {
    PARTS.iter().position(|part| part.exports.contains(&name)).unwrap_or(REST)
}

/// Whether `part` is `other`, or `other` builds on it.
pub fn is_under(part: Place, other: Place) -> bool {
    ancestry(other).any(|place| place == part)
}

/// Returns the last part that both build on, or one of the two if the other builds on it.
pub fn joint(one: Place, other: Place) -> Place {
    ancestry(one).find(|place| is_under(*place, other)).unwrap_or(CORE)
}

/// Returns a part, the part that it builds on, and so on.
fn ancestry(part: Place) -> impl Iterator<Item = Place> {
    std::iter::successors(Some(part), |place| PARTS.get(*place)?.on)
}

/// Checks that a function of another part's own modules is not in a part that can be loaded without it.
///
/// # Errors
/// Names the function, and the paths by which it is reached, from `path`.
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

/// Returns the prefix of rustc's symbols in a module of the client.
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
    fn the_script_loads_first_what_a_part_builds_on() {
        let script = include_str!("../../../pkg/src/load.js");
        // `begun(file === "a" ? "b" : "c", source)`: b for a, c for any other part than the rest.
        let (_, choice) = script.split_once("begun(file === ").unwrap();
        let words: Vec<_> = choice.split('"').skip(1).step_by(2).take(3).collect();
        for part in &PARTS[REST + 1..] {
            let expected = words[if part.name == words[0] { 1 } else { 2 }];
            assert_eq!(PARTS[part.on.unwrap()].name, expected, "{}", part.name);
        }
        let all: Vec<_> = PARTS[REST..].iter().map(|part| format!("\"{}\"", part.name)).collect();
        let declared = format!("@typedef {{{}}} Part ", all.join(" | "));
        assert!(script.contains(&declared), "{declared}");
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
