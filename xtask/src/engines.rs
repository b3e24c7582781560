//! The browsers that are not Chromium's kin: Firefox, and WebKit with the display that it wants.

use std::env;

use anyhow::Result;

use crate::{apt, once::Once};

/// A program, the variable that can name it, and the Debian package that has it. The runners in tests/runtimes/runners find it by
/// the same names.
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

/// Installs those that are missing, as root on Debian. Elsewhere the tests do without them, and say so.
///
/// # Errors
/// Those of apt-get.
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
