// Creates an application, and installs it with another tool than npm.

import { execFileSync } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";

await rm("app", { recursive: true, force: true });
await mkdir("app");
const dependencies = { "seax-dialer": "file:../seax-dialer.tgz" };
await writeFile("app/package.json", JSON.stringify({ private: true, type: "module", dependencies }));
await cp("main.js", "app/main.js");
await cp("seax/server.js", "app/names.js");
execFileSync("bun", ["install", "--no-cache"], { cwd: "app", stdio: "inherit" });
