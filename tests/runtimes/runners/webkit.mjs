// Runs WebKit as packaged by Debian (WebKitGTK's MiniBrowser), over WebDriver, on a virtual display.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { breakage, runInPage } from "./page.mjs";
import { freePort } from "./port.mjs";
import { find } from "./program.mjs";
import { Session } from "./webdriver.mjs";

/** The required programs, with their Debian packages. */
const PROGRAMS = {
  driver: { variable: "WEBKIT_DRIVER", names: ["WebKitWebDriver"], package: "webkit2gtk-driver" },
  display: { variable: "XVFB", names: ["Xvfb"], package: "xvfb" },
};

/** Returns why this runtime cannot run here; `undefined` if it can. */
export function missing() {
  const lacking = Object.values(PROGRAMS).filter((wanted) => find(wanted) === undefined);
  if (lacking.length === 0) return undefined;
  const names = lacking.map(({ names }) => names[0]).join(" and ");
  const packages = lacking.map((wanted) => wanted.package).join(" ");
  return `WebKit is missing (${names}): on Debian, \`apt-get install ${packages}\``;
}

/** @type {import("../column.mjs").Runner} */
export async function run(task, report) {
  const browser = await launch();
  try {
    await runInPage(task, report, (url) => browser.open(url), browser.broken);
  } finally {
    await browser.close();
  }
}

/** Starts the browser with a temporary profile. `broken` rejects when the browser exits by itself. */
export async function launch() {
  const driver = find(PROGRAMS.driver);
  const display = find(PROGRAMS.display);
  if (driver === undefined || display === undefined) throw new Error(missing());

  const broken = breakage();
  const home = await mkdtemp(join(tmpdir(), "seax-webkit-"));
  /** @type {(() => Promise<unknown>)[]} */
  const ends = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end().catch(() => {});
  };
  try {
    const screen = child(display, ["-displayfd", "3", "-screen", "0", "1280x960x24", "-nolisten", "tcp"], {
      env: process.env,
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    ends.push(screen.end);
    screen.ended.then(() => broken.reject(new Error("the display ended")));
    const number = await Promise.race([firstLine(screen.process.stdio[3]), broken.promise]);

    const port = await freePort();
    const program = child(driver, ["--host=127.0.0.1", `--port=${port}`], {
      env: { ...process.env, ...environment(home), DISPLAY: `:${number}` },
      stdio: "ignore",
    });
    ends.push(program.end);
    program.ended.then(() => broken.reject(new Error("WebKitWebDriver ended")));
    const session = await Promise.race([Session.begin(`http://127.0.0.1:${port}`), broken.promise]);
    ends.push(() => session.end());
    return Object.assign(session, { broken: broken.promise, close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} home */
function environment(home) {
  return {
    HOME: home,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    XDG_RUNTIME_DIR: home,
    // The sandbox does not start for root. Only pages of this machine are loaded.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    // There is no graphics card.
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    GDK_BACKEND: "x11",
    NO_AT_BRIDGE: "1",
    GSETTINGS_BACKEND: "memory",
  };
}

/**
 * Starts a process with a process group, so that its children end with it.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function child(program, args, options) {
  const started = spawn(program, args, { ...options, detached: true });
  /** @type {Promise<unknown>} */
  const ended = new Promise((resolve) => {
    started.on("exit", resolve);
    started.on("error", resolve);
  });
  const kill = () => {
    try {
      process.kill(-(/** @type {number} */ (started.pid)), "SIGKILL");
    } catch {}
  };
  process.on("exit", kill);
  const end = async () => {
    kill();
    await ended;
    process.off("exit", kill);
  };
  return { process: started, ended, end };
}

/**
 * @param {import("node:stream").Readable | import("node:stream").Writable | null | undefined} stream
 * @returns {Promise<string>}
 */
async function firstLine(stream) {
  const readable = /** @type {import("node:stream").Readable} */ (stream);
  for await (const line of createInterface(readable)) if (line !== "") return line;
  throw new Error("the display has no number");
}
