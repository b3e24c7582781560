// CSV files: checked before they are sent, sent as a form, and waited for.

import { equal, ok } from "../assert.mjs";
import { Body } from "../body.mjs";
import { refusal } from "../refusal.mjs";
import { served } from "../server.mjs";

const ID = "448ea794-0368-4604-a56f-f2350229d9e5";
const GOOD = 'name,phone,labels,城市\nAnn,+12345678900,"vip,new",台北😀\nBob,+12345678901,,\n';
const BAD = "name,phone\nAnn,+12345678900\nBob,0912345678\nCid,+12345678900\n";

/** @param {string} status */
const job = (status) => Response.json({ job_id: ID, status }, { status: 201 });

/** @param {string} text */
const words = (text) =>
  new ReadableStream({
    start(controller) {
      // One UTF-16 unit each, so that surrogate pairs are split.
      for (const unit of text.split("")) controller.enqueue(unit);
      controller.close();
    },
  });

/**
 * An async iterable of chunks, as `fs.createReadStream` returns, in any runtime.
 * @param {Iterable<string | BufferSource>} chunks
 */
async function* iterated(chunks) {
  yield* chunks;
}

/** @param {string} text */
const stream = (text) =>
  new ReadableStream({
    start(controller) {
      for (const byte of new TextEncoder().encode(text)) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const imports = {
  "contacts.import sends whatever holds a file as a form": async () => {
    const bytes = new TextEncoder().encode(GOOD);
    /** @type {[import("seax-dialer").ImportSource, string][]} */
    const sources = [
      [new File([GOOD], "leads.csv", { type: "text/csv" }), "leads.csv"],
      [new Blob([GOOD]), "contacts.csv"],
      [GOOD, "contacts.csv"],
      [bytes, "contacts.csv"],
      [bytes.buffer, "contacts.csv"],
      [new DataView(bytes.buffer), "contacts.csv"],
      [stream(GOOD), "contacts.csv"],
      [words(GOOD), "contacts.csv"],
      [iterated([GOOD.slice(0, 50), GOOD.slice(50)]), "contacts.csv"],
      [
        iterated([bytes.subarray(0, 60), new DataView(bytes.buffer, 60, 3), bytes.slice(63).buffer]),
        "contacts.csv",
      ],
    ];
    const { process } = /** @type {{ process?: { versions?: Record<string, string> } }} */ (globalThis);
    if (process?.versions?.node && typeof window === "undefined") {
      // In a variable, so that no bundler resolves it.
      const name = "node:stream";
      const { Readable } = await import(name).catch(() => ({}));
      if (Readable) {
        sources.push([Readable.from([bytes]), "contacts.csv"]);
        const decoded = Readable.from([bytes], { objectMode: false });
        decoded.setEncoding("utf8");
        sources.push([decoded, "contacts.csv"]);
      }
    }
    for (const [source, name] of sources) {
      /** @type {File | string | null} */
      let file = null;
      const { seax, arrived } = await served(async ({ request }) => {
        file = /** @type {File | null} */ ((await request.formData()).get("file"));
        return job("queued");
      });
      equal((await seax.contacts.import(source, { duplicate_strategy: "merge" })).job_id, ID, "the job");
      const [sent] = arrived;
      equal(
        [sent?.method, sent?.path, sent?.query],
        ["POST", "import_contacts", "duplicate_strategy=merge"],
        name,
      );
      ok(/^multipart\/form-data; *boundary=/i.test(sent?.type ?? ""), `a form: ${sent?.type}`);
      const got = /** @type {File | null} */ (/** @type {unknown} */ (file));
      equal(got?.name, name, "the file's name");
      equal(await got?.text(), GOOD, "the file");
    }
  },

  "contacts.checkImport finds faults by their lines and sends nothing": async () => {
    const { seax, arrived } = await served(() => job("queued"));
    const report = await seax.contacts.checkImport(BAD);
    equal([report.rows, report.errors, report.warnings], [3, 1, 1], "what was counted");
    equal(
      report.findings.map(({ line, code }) => [line, code]),
      [
        [3, "number_not_e164"],
        [4, "number_twice"],
      ],
      "findings",
    );
    equal((await seax.contacts.checkImport(new Blob([GOOD]))).fields, ["城市"], "custom fields");
    equal(arrived.length, 0, "requests");
  },

  "contacts.import keeps a faulty file back unless it is forced": async () => {
    const { seax, arrived } = await served(() => job("queued"));
    const error = await refusal(seax.contacts.import(new Blob([BAD])), "invalid_argument");
    ok(error.message.includes("Line 3"), error.message);
    equal([arrived.length, error.attempts, error.path], [0, 0, "file"], "requests");
    equal((await seax.contacts.import(new Blob([BAD]), {}, { skipCheck: true })).job_id, ID, "the job");
    equal(arrived.length, 1, "requests");
  },

  "contacts.import refuses what is no file": async () => {
    const { seax, arrived } = await served(() => job("queued"));
    const used = stream(GOOD);
    await new Response(used).text();
    const torn = new ReadableStream({ pull: (controller) => controller.error(new Error("the disk")) });
    const numbers = new ReadableStream({ start: (controller) => controller.enqueue(7) });
    const odd = iterated(/** @type {any} */ ([{ byteLength: 3 }]));
    for (const wrong of [undefined, null, 7, {}, [GOOD], () => GOOD, used, torn, numbers, odd]) {
      // @ts-expect-error that is the point
      const error = await refusal(seax.contacts.import(wrong), "invalid_argument");
      equal(error.path, "file", String(wrong));
    }
    const error = await refusal(seax.contacts.checkImport(torn), "invalid_argument");
    equal(error.path, "file", "a stream that is in use");
    equal(arrived.length, 0, "requests");
  },

  "an abort ends an import at once, whatever it is doing": async () => {
    const reason = new Error("enough");
    for (const when of ["before", "reading", "sending"]) {
      const controller = new AbortController();
      let cancelled = false;
      const { seax } = await served(
        ({ request }) =>
          new Promise((_, reject) => {
            request.signal.addEventListener("abort", () => reject(request.signal.reason));
            if (when === "sending") setTimeout(() => controller.abort(reason), 20);
          }),
      );
      const endless = new ReadableStream({
        pull: () => new Promise(() => {}),
        cancel: () => {
          cancelled = true;
        },
      });
      if (when === "before") controller.abort(reason);
      if (when === "reading") setTimeout(() => controller.abort(reason), 20);
      const source = when === "reading" ? endless : GOOD;
      const thrown = await seax.contacts
        .import(source, {}, { signal: controller.signal })
        .catch((thrown) => thrown);
      equal(thrown, reason, when);
      if (when === "reading") {
        await new Promise((resolve) => setTimeout(resolve, 0));
        equal(cancelled, true, "the stream is let go of");
      }
    }
  },

  "an import is sent once, and again after a 429": async () => {
    for (const status of [503, 408]) {
      const { seax, arrived } = await served(() => new Response(null, { status }));
      const error = await refusal(seax.contacts.import(GOOD), status === 503 ? "server_error" : "timeout");
      equal([arrived.length, error.attempts], [1, 1], `${status}`);
    }
    const { seax, arrived } = await served(async ({ request }, count) => {
      equal(await /** @type {File} */ ((await request.formData()).get("file")).text(), GOOD, "the file");
      return count === 1
        ? new Response(null, { status: 429, headers: { "retry-after": "0" } })
        : job("queued");
    });
    equal((await seax.contacts.import(stream(GOOD))).status, "queued", "status");
    equal(arrived.length, 2, "requests");
  },

  "jobs.wait gives a job when it is over": async () => {
    const { seax, arrived } = await served((_, count) => job(count < 3 ? "started" : "failed"));
    equal((await seax.jobs.wait(ID)).status, "failed", "status");
    equal(
      arrived.map(({ path }) => path),
      [`jobs/${ID}`, `jobs/${ID}`, `jobs/${ID}`],
      "paths",
    );
    equal((await seax.jobs.get(ID)).job_id, ID, "the job");
    // All of this reply is there at once: no timer fires while it is read.
    const started = JSON.stringify({ job_id: ID, status: "started" });
    const late = await served(() => new Response(new Body([started]).stream(), { status: 201 }));
    const error = await refusal(late.seax.jobs.wait(ID, { deadlineMs: 4_000 }), "timeout");
    ok(error.message.includes("started"), error.message);
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 20);
    equal(
      await late.seax.jobs.wait(ID, { signal: controller.signal }).catch((thrown) => thrown),
      "enough",
      "abort",
    );
  },
};
