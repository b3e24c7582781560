//! Finds or installs the browsers not based on Chromium: Firefox, and WebKit with the X server that it needs.

use std::env;

use anyhow::Result;

use crate::{apt, once::Once};

/// A program, the environment variable that can name it, and its Debian package. The runners in tests/runtimes/runners find it
/// by the same names.
struct Program {
    variable: &'static str,
    names: &'static [&'static str],
    package: &'static str,
}

const PROGRAMS: [Program; 3] = [
    Program { variable: "FIREFOX", names: &["firefox-esr", "firefox"], package: "firefox-esr" },
    Program { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"], package: "webkit2gtk-driver" },
    Program { variable: "XVFB", names: &["Xvfb"], package: "xvfb" },
];

/// Installs the missing programs, as root on Debian. Elsewhere, the tests skip these browsers and report it.
///
/// # Errors
/// When apt-get fails.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(|| {
        let missing: Vec<&str> =
            PROGRAMS.iter().filter(|program| !program.is_there()).map(|program| program.package).collect();
        if missing.is_empty() || !apt::can_install() {
            return Ok(());
        }
        apt::install(&missing)
    })
}

impl Program {
    fn is_there(&self) -> bool {
        env::var_os(self.variable).is_some() || apt::on_path(self.names).is_some()
    }
}
