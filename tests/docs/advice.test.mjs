// Tests what the documents advise against: a token without its scheme, and a command that could run somebody else's package.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { documents, ROOT, textOf } from "./programs.mjs";

test("every token in an example's Authorization header has the scheme Bearer", async () => {
  let found = 0;
  for (const document of await documents()) {
    for (const [header] of (await textOf(document)).matchAll(/header: "Authorization".*/g)) {
      assert.match(header, /value: ["`]Bearer /, document);
      found += 1;
    }
  }
  assert.ok(found > 3, `${found} headers`);
});

test("npx runs the command line only where the package is installed, in the documents and in its own messages", async () => {
  const own = (await readdir(join(ROOT, "pkg/bin"), { recursive: true })).filter((name) =>
    name.endsWith(".js"),
  );
  const files = [...(await documents()), ...own.map((name) => `pkg/bin/${name}`)];
  let found = 0;
  for (const file of files) {
    const lines = (await readFile(join(ROOT, file), "utf8")).split("\n");
    // Comments only name the command.
    for (const line of lines.filter((line) => /\bnpx .*seax-dialer\b/.test(line) && !line.startsWith("//"))) {
      // Not `npx --no seax-dialer`: npm would take the program's options for its own.
      assert.match(line, /npx --no-install seax-dialer/, file);
      assert.doesNotMatch(line, /npx (--no )?seax-dialer/, file);
      found += 1;
    }
  }
  assert.ok(found > 10, `${found} commands`);
});
