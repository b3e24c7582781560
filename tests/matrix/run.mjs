// `cargo xtask matrix`: the packed package in each bundler, and whether the result runs. Prints a table.

import { execFile } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listing, startApi } from "../package/api.mjs";
import { printedAt, printedInBrowser } from "../package/browser.mjs";
import { Scratch } from "../package/scratch.mjs";
import { BUILDERS } from "./builders.mjs";

const run = promisify(execFile);
/** Below the tools, so that their plugins are found. */
const PARENT = fileURLToPath(new URL("../../target/matrix", import.meta.url));

/** @type {(() => unknown)[]} */
const endings = [];
const after = (/** @type {() => unknown} */ end) => void endings.push(end);
const [api, scratch] = await Promise.all([startApi(after), Scratch.make(after, PARENT)]);

/** @type {string[][]} */
const rows = [["bundler", "version", "runs in", "result", "beside it"]];
let failures = 0;
const chosen = process.argv.slice(2);
for (const [number, builder] of BUILDERS.entries()) {
  if (chosen.length > 0 && !chosen.some((name) => builder.name.toLowerCase().startsWith(name))) continue;
  const printed = await result(builder, join(scratch.folder, String(number)));
  const works = printed === "Main line";
  if (!works) failures += 1;
  const place = builder.place === "server" ? "page" : builder.place;
  rows.push([builder.name, builder.version, place, works ? "works" : printed, builder.needs ?? ""]);
}
for (const end of endings) await end();
console.log(table(rows));
process.exit(failures === 0 ? 0 : 1);

/**
 * What a program prints that lists the phones.
 *
 * @param {import("./builders.mjs").Builder} builder
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function result(builder, folder) {
  const out = join(folder, "out");
  await mkdir(join(folder, "node_modules"), { recursive: true });
  await mkdir(out, { recursive: true });
  const packed = join(scratch.folder, "node_modules/seax-dialer");
  await cp(packed, join(folder, "node_modules/seax-dialer"), { recursive: true });
  const text = (/** @type {string} */ more) =>
    `import { createClient } from "seax-dialer";
     (async () => {${listing(api, more)}})().catch((error) => console.log(error.code ?? "", error.message));`;
  const page = '<!doctype html><script type="module" src="./main.js"></script>';
  await Promise.all([
    writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }'),
    writeFile(join(folder, "main.js"), text("dangerouslyAllowBrowser: true,")),
    writeFile(join(folder, "server.js"), text("")),
    writeFile(join(folder, "index.html"), page),
  ]);
  try {
    const made = await builder.make({ folder, out });
    if (made !== undefined && "origin" in made) {
      return await printedAt(made.origin).finally(() => made.close());
    }
    if (builder.place === "Node") {
      return (await run(process.execPath, [made?.file ?? ""], { timeout: 60_000 })).stdout.trim();
    }
    // What makes only scripts gets the page.
    await cp(join(folder, "index.html"), join(out, "index.html"), { force: false });
    return await printedInBrowser(out);
  } catch (error) {
    return String(/** @type {Error} */ (error).message)
      .split("\n")
      .slice(0, 2)
      .join(" ");
  }
}

/** @param {string[][]} rows */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rest.map(line)].join(
    "\n",
  );
}
