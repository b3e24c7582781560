// What errors name as their source: the host, the credential, the base URL, the server; and the caller's line in the
// stack.

import { equal, ok } from "../assert.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";

/** Nothing listens there: systems give programs that ask for any free port a higher one. */
const CLOSED = "127.0.0.1:3999";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const blame = {
  "a network error names the host, and the cause where there is one": async (t) => {
    const here = await world(t);
    const seax = await here.client({ baseUrl: `http://${CLOSED}/seax-api`, maxRetries: 0 });
    const { message } = await refusal(seax.phones.list(), "network");
    ok(message.includes(CLOSED), message);
    if (t.runtime === "node") ok(message.includes(`ECONNREFUSED ${CLOSED}`), message);
    const cause = Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
    const fetch = async () => Promise.reject(new TypeError("fetch failed", { cause }));
    const error = await refusal((await here.client({ fetch, maxRetries: 0 })).phones.list(), "network");
    ok(error.message.includes("fetch failed: getaddrinfo."), error.message);
  },

  "a list that is not found hints at the base URL": async (t) => {
    const here = await world(t);
    const baseUrl = here.baseUrl.replace(/\/seax-api$/, "");
    const seax = await here.client({ baseUrl, maxRetries: 0 });
    const { message } = await refusal(seax.phones.list(), "not_found");
    ok(message.includes("`/seax-api`"), message);
    const known = await refusal((await here.client()).campaigns.get(UNKNOWN), "not_found");
    ok(!known.message.includes("seax-api"), known.message);
  },

  "a refused token is not called a key, and the server's own code is kept": async (t) => {
    const here = await world(t);
    const auth = () => ({ header: "Authorization", value: "Bearer abc" });
    const fetch = async () =>
      Response.json({ detail: "The token is over.", code: "token_expired" }, { status: 401 });
    const seax = await here.client({ auth, fetch, maxRetries: 0 });
    const error = await refusal(seax.phones.list(), "unauthorized");
    equal(error.serverCode, "token_expired", "the server's code");
    ok(error.message.includes("token") && !error.message.includes("API key"), error.message);
    const own = await refusal((await here.client({ apiKey: "0".repeat(64) })).phones.list(), "unauthorized");
    ok(own.message.includes("API key"), own.message);
  },

  "an error's stack has its caller's frames": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    async function theCallersOwnFunction() {
      await seax.campaigns.get(UNKNOWN);
    }
    async function theCallersOwnLoop() {
      for await (const row of seax.contacts.list(/** @type {object} */ ({ labels: [] }))) ok(!row, "no row");
    }
    async function theCallersOwnPage() {
      await seax.contacts.list(/** @type {object} */ ({ labels: [] }));
    }
    async function theCallersOwnClient() {
      await here.client({ workspaceId: "mine" });
    }
    for (const caller of [theCallersOwnFunction, theCallersOwnLoop, theCallersOwnPage]) {
      const error = await caller().catch((error) => error);
      ok(error.stack.includes(caller.name), error.stack);
      // Engines that put the message into the stack use this error's own.
      if (error.stack.startsWith("SeaxError")) ok(error.stack.includes(error.message), error.stack);
    }
    const error = await theCallersOwnClient().catch((error) => error);
    equal(error.code, "invalid_argument", "code");
    ok(String(error.stack).length > 0, "stack");
  },

  "calls at one time have an error each": async (t) => {
    const seax = await (await world(t)).client();
    const wrong = [7, 8, 9].map((limit) => seax.contacts.list(/** @type {object} */ ({ limit: `${limit}` })));
    const errors = await Promise.all(wrong.map((call) => refusal(call, "invalid_argument")));
    equal(new Set(errors).size, 3, "errors");
    const walks = wrong.map((call) => refusal(iterate(call).next(), "invalid_argument"));
    equal(new Set([...errors, ...(await Promise.all(walks))]).size, 6, "and each iteration its own");
  },

  "a client shows where it calls, and nothing of its inside": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    equal(
      JSON.parse(JSON.stringify(seax)),
      { workspaceId: here.workspaceId, baseUrl: here.baseUrl },
      "as JSON",
    );
    equal([seax.workspaceId, seax.baseUrl], [here.workspaceId, here.baseUrl], "members");
    equal(Object.keys(seax.contacts), [], "members of what it has");
  },
};
