//! Declares sets of options: their names, and a struct that they are read into.

/// Declares options as `option_names!` does, and a struct that they are read into, with `None` for those left out.
macro_rules! options {
    (
        $(#[doc = $doc:literal])+
        $visible:vis $name:ident, $names:ident: $interface:literal $(, with $base:expr)?;
        $($(#[doc = $words:literal])+ $field:ident = $kind:ident $key:literal $(as $type:literal)?,)*
    ) => {
        $crate::js::option_names::option_names! {
            $(#[doc = $doc])+
            $names: $interface $(, with $base)?;
            $($(#[doc = $words])+ $kind $key $(as $type)?,)*
        }

        $(#[doc = $doc])+
        $visible struct $name {
            $($(#[doc = $words])+ $visible $field: Option<$crate::js::option_set::value_of!($kind)>,)*
        }

        impl $name {
            /// Reads the options from an object whose names were checked.
            $visible fn read(given: &$crate::js::exports::options::Options<'_>) -> $crate::error::Result<Self> {
                Ok(Self { $($field: given.$kind($key)?,)* })
            }
        }
    };
}

/// The Rust type that an option is read into.
macro_rules! value_of {
    (span) => {
        $crate::client::Millis
    };
    (flag) => {
        bool
    };
    (text) => {
        String
    };
    (function) => {
        js_sys::Function
    };
    (get) => {
        wasm_bindgen::JsValue
    };
}

pub(super) use {options, value_of};
