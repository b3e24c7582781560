//! Declares each option once, for its TypeScript interface and for the list of known names.

/// Declares options: an interface in TypeScript, and the list of known names.
///
/// Each option has its documentation, a kind (how [`Options`](super::exports) reads it), its name, its TypeScript type where
/// the kind does not imply it, and `[required]` if it cannot be left out. `with` takes the names of the interface that is
/// extended.
macro_rules! option_names {
    (
        $(#[doc = $doc:literal])+
        $names:ident: $interface:literal $(, with $base:expr)?;
        $($(#[doc = $words:literal])+ $kind:ident $key:literal $(as $type:literal)? $([$required:ident])?,)*
    ) => {
        $(#[doc = $doc])+
        pub const $names: &[&str] = {
            const OWN: &[&str] = &[$($key),*];
            const BASE: &[&str] = $crate::js::option_names::or_none!($($base)?);
            const ALL: [&str; OWN.len() + BASE.len()] = $crate::js::option_names::joined(OWN, BASE);
            &ALL
        };

        const _: () = {
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPESCRIPT: &str = concat!(
                "\n/**\n", $(" *", $doc, "\n",)+ " */\nexport interface ", $interface, " {\n",
                $(
                    "  /**\n", $("   *", $words, "\n",)+ "   */\n  ", $key,
                    $crate::js::option_names::mark!($($required)?),
                    $crate::js::option_names::type_of!($kind $($type)?), ";\n",
                )*
                "}\n"
            );
        };
    };
}

/// The TypeScript type of an option.
macro_rules! type_of {
    (span) => {
        "number"
    };
    (count) => {
        "number"
    };
    (bytes) => {
        "number"
    };
    (flag) => {
        "boolean"
    };
    (text) => {
        "string"
    };
    ($kind:ident $type:literal) => {
        $type
    };
}

/// The separator between an option's name and its type.
macro_rules! mark {
    () => {
        "?: "
    };
    (required) => {
        ": "
    };
}

/// The names of the extended interface, if there is one.
macro_rules! or_none {
    () => {
        &[]
    };
    ($names:expr) => {
        $names
    };
}

pub(super) use {mark, option_names, or_none, type_of};

/// Concatenates both lists of names.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a panic is a compile error")]
pub(super) const fn joined<const N: usize>(own: &[&'static str], base: &[&'static str]) -> [&'static str; N] {
    let mut all = [""; N];
    let mut place = 0;
    while place < N {
        all[place] = if place < own.len() { own[place] } else { base[place - own.len()] };
        place += 1;
    }
    all
}
