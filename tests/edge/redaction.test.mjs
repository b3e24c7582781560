// Tests that the API key never reaches a caller, in whatever encoding the server echoes it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Edge, Sandbox, serveUpstream } from "./stage.mjs";

const sandbox = await Sandbox.start(after);
const plain = await sandbox.workspace();

/** A key with characters that servers escape. */
const KEY = "sk+live/0123456789&abc=def";

const hex = (/** @type {string} */ text, /** @type {string} */ before) =>
  [...text].map((character) => before + character.charCodeAt(0).toString(16).padStart(2, "0")).join("");

/** @type {Record<string, string>} */
const ENCODINGS = {
  "as it is": KEY,
  "in JSON": KEY.replaceAll("/", "\\/").replaceAll("+", "\\u002B").replaceAll("&", "\\u0026"),
  "in JSON, all of it": hex(KEY, "\\u00"),
  "in JSON in JSON": KEY.replaceAll("/", "\\\\/").replaceAll("+", "\\\\u002b"),
  "in a URL": encodeURIComponent(KEY),
  "in a URL, all of it": hex(KEY, "%"),
  "in HTML": KEY.replaceAll("&", "&amp;").replaceAll("+", "&#43;"),
  "in capitals": KEY.toUpperCase(),
  "in a URL in small letters": encodeURIComponent(KEY).toLowerCase(),
  "as in scripts": hex(KEY, "\\x"),
  "in a JSON pointer": KEY.replaceAll("/", "~1"),
  "over two lines": `${KEY.slice(0, 9)}\\n${KEY.slice(9)}`,
  "in base64 with lines": Buffer.from(`user:${KEY}`)
    .toString("base64")
    .replaceAll(/(.{16})/g, "$1\\r\\n"),
  "in base64": Buffer.from(`user:${KEY}`).toString("base64"),
  "in base64url": Buffer.from(`a${KEY}`).toString("base64url"),
};

/**
 * @param {import("node:test").TestContext} t
 * @param {import("node:http").RequestListener} answer
 */
async function stage(t, answer) {
  const upstream = await serveUpstream(t, answer);
  const edge = await Edge.start(plain, { upstream, workspaces: { [plain.id]: KEY } });
  t.after(() => edge.stop());
  return edge;
}

/** @param {string} text */
function assertNoKey(text, message = text) {
  const joined = text.replaceAll(/\\[rn]/g, "");
  const plain = joined.replaceAll("~1", "/").replaceAll("\\x", "%");
  const decoded = [text, plain, text.replaceAll(/\\+\//g, "/").replaceAll(/\\+u00(..)/gi, "%$1")].flatMap(
    (each) => {
      try {
        return [each, decodeURIComponent(each)];
      } catch {
        return [each];
      }
    },
  );
  for (const each of decoded) assert.ok(!each.toLowerCase().includes(KEY.toLowerCase()), message);
  const base64 = joined.match(/[\w+/-]{24,}/g) ?? [];
  for (const each of base64) assert.ok(!Buffer.from(each, "base64").toString().includes(KEY), message);
}

test("a body that echoes the key comes without it, whatever its status", async (t) => {
  let [status, body, chunked] = [200, "", false];
  const edge = await stage(t, (request, response) => {
    request.resume();
    response.writeHead(status, {
      "content-type": "application/json",
      ...(!chunked && { "content-length": Buffer.byteLength(body) }),
    });
    response.end(body);
  });
  for (const [name, encoding] of Object.entries(ENCODINGS)) {
    body = `{"data":[],"seen":"${encoding}","again":"${encoding}"}`;
    for (status of [200, 201, 400, 404, 422, 500]) {
      for (chunked of [false, true]) {
        const text = await (await edge.fetch("phones")).text();
        assertNoKey(text, `${name}, ${status}: ${text}`);
        assert.match(text, /^\{"data":\[\],"seen":"[^"]*\*\*\*[^"]*","again":"[^"]*\*\*\*[^"]*"\}$/, name);
      }
    }
  }
});

test("a key that is cut by the end of a chunk is found, and nothing else is changed", async (t) => {
  const encoding = ENCODINGS["in JSON"] ?? "";
  const filler = `"${"\\u4e2d\\/50% &c ".repeat(3_000)}"`;
  const edge = await stage(t, async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const body = `{"a":${filler},"key":"${encoding}","b":${filler}}`;
    const cut = body.indexOf(encoding) + 7;
    for (const part of [body.slice(0, cut), body.slice(cut, cut + 9), body.slice(cut + 9)]) {
      response.write(part);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    response.end();
  });
  const text = await (await edge.fetch("phones")).text();
  assert.equal(text, `{"a":${filler},"key":"***","b":${filler}}`);
});

test("headers that echo the key come without it", async (t) => {
  let encoding = "";
  const edge = await stage(t, (_, response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "x-request-id": `for ${encoding}`,
      "content-disposition": `attachment; filename="${encoding}.csv"`,
    });
    response.end("{}");
  });
  for (encoding of Object.values(ENCODINGS)) {
    const { headers } = await edge.fetch("phones");
    for (const [, value] of headers) assertNoKey(value);
    assert.match(headers.get("x-request-id") ?? "", /\*\*\*/);
  }
});

test("a launch and a watch do not hand on a key that the campaign echoes", async (t) => {
  const campaign = await plain.campaign({ name: `by ${KEY}`, message: ENCODINGS["in a URL"] });
  const edge = await stage(t, async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" });
    const { draft_name } = body === "" ? campaign : JSON.parse(body);
    response.end(JSON.stringify({ ...campaign, draft_name }));
  });
  const launched = await edge.launch(await plain.draft());
  const made = await launched.text();
  assert.equal(launched.status, 201, made);
  assert.match(made, /\*\*\*/);
  assertNoKey(made);
  const live = await edge.fetch(`auto_dialer_campaigns/${campaign.id}/live`, {
    headers: { "accept-encoding": "identity" },
  });
  const reader = live.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  const event = new TextDecoder().decode(value);
  assert.match(event, /\*\*\*/);
  assertNoKey(event);
  await reader?.cancel();
});
