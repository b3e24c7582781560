// Creates an application, and installs it with another tool than npm.

import { execFileSync } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";

await rm("app", { recursive: true, force: true });
await mkdir("app");
const dependencies = { "seax-dialer": "file:../seax-dialer.tgz" };
await writeFile("app/package.json", JSON.stringify({ private: true, type: "module", dependencies }));
await writeFile("app/yarn.lock", "");
await writeFile(
  "app/.yarnrc.yml",
  "nodeLinker: pnp\nenableTelemetry: false\nenableNetwork: false\nenableGlobalCache: false\nenableImmutableInstalls: false\n",
);
await cp("main.js", "app/main.js");
await cp("seax/server.js", "app/names.js");
execFileSync("node", ["../node_modules/@yarnpkg/cli-dist/bin/yarn.js", "install"], {
  cwd: "app",
  stdio: "inherit",
});
