// Tests that files are written completely or not at all, whichever processes write them at the same moment.

import assert from "node:assert/strict";
import crypto from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, mock, test } from "node:test";

const folder = await mkdtemp(join(tmpdir(), "seax-dialer-"));
after(() => rm(folder, { recursive: true, force: true }));

/** Modules of their own, as two containers have them: with the same number of the process, at the same time. */
const [here, there] = await Promise.all([1, 2].map((copy) => import(`../../pkg/whole_files.js?${copy}`)));
mock.method(Date, "now", () => 0);

test("two processes that write a file at the same moment do not remove each other's", async () => {
  for (let round = 0; round < 20; round += 1) {
    const [created, replaced] = [join(folder, `created-${round}`), join(folder, `replaced-${round}`)];
    const creates = await Promise.allSettled([here, there].map(({ createFile }) => createFile(created, "a")));
    const failures = creates.flatMap((create) => (create.status === "rejected" ? [create.reason.code] : []));
    assert.deepEqual(failures, ["EEXIST"]);
    await Promise.all([here, there].map(({ replaceFile }) => replaceFile(replaced, "a")));
    for (const path of [created, replaced]) assert.equal(await readFile(path, "utf8"), "a");
  }
  assert.equal((await readdir(folder)).length, 40, "a temporary file is left");
});

test("a temporary file that another process is writing is left as it is", async () => {
  const path = join(folder, "same");
  const uuid = mock.method(crypto, "randomUUID", () => "11111111-2222-4333-8444-555555555555");
  syncBuiltinESMExports();
  const writes = await Promise.allSettled([here, there].map(({ replaceFile }) => replaceFile(path, "a")));
  uuid.mock.restore();
  syncBuiltinESMExports();
  assert.ok(
    writes.some(({ status }) => status === "fulfilled"),
    JSON.stringify(writes),
  );
  assert.equal(await readFile(path, "utf8"), "a");
});
