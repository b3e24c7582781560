// Tests that the API key never reaches a caller, in whatever encoding the server echoes it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Edge, Sandbox, serveUpstream, ticketKey } from "./stage.mjs";

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
  "in HTML, by names": KEY.replaceAll("&", "&amp;")
    .replaceAll("+", "&plus;")
    .replaceAll("/", "&sol;")
    .replaceAll("=", "&equals;"),
  "in capitals": KEY.toUpperCase(),
  "in a URL in small letters": encodeURIComponent(KEY).toLowerCase(),
  "as in scripts": hex(KEY, "\\x"),
  "in a JSON pointer": KEY.replaceAll("/", "~1"),
  "over two lines": `${KEY.slice(0, 9)}\\n${KEY.slice(9)}`,
  "over two lines, all of it escaped": `${KEY.slice(0, 9)}\\u000d\\u000a${KEY.slice(9)}`,
  "over two lines, in JSON in JSON": `${KEY.slice(0, 9)}\\\\n${KEY.slice(9)}`,
  "over two lines, in a URL": `${KEY.slice(0, 9)}%0D%0A${KEY.slice(9)}`,
  "in UTF-16": [...KEY].join("\\u0000"),
  "in base64 with lines": Buffer.from(`user:${KEY}`)
    .toString("base64")
    .replaceAll(/(.{16})/g, "$1\\r\\n"),
  "in base64": Buffer.from(`user:${KEY}`).toString("base64"),
  "in base64url": Buffer.from(`a${KEY}`).toString("base64url"),
};

/**
 * @param {import("node:test").TestContext} t
 * @param {import("node:http").RequestListener} answer
 * @param {import("../../pkg/edge.d.ts").EdgeLimits} [limits]
 */
async function stage(t, answer, limits = {}) {
  const upstream = await serveUpstream(t, answer);
  const edge = await Edge.start(plain, { upstream, limits, workspaces: { [plain.id]: KEY } });
  t.after(() => edge.stop());
  return edge;
}

const NAMED = { amp: "&", plus: "+", sol: "/", equals: "=", "#43": "+" };

/** Fails if the key is in a text, encoded or broken: spaces are what the client makes of breaks. @param {string} text */
function assertNoKey(text, message = text) {
  for (const each of [text, text.replaceAll(" ", "")]) assertNotIn(each, message);
}

/**
 * @param {string} given
 * @param {string} message
 */
function assertNotIn(given, message) {
  const text = given.replaceAll(
    /&(amp|plus|sol|equals|#43);/g,
    (_, /** @type {keyof typeof NAMED} */ name) => NAMED[name],
  );
  const joined = text.replaceAll(/\\+[rn]|\\+u000[0ad]|%0[ad]/gi, "");
  const plain = joined.replaceAll("~1", "/").replaceAll("\\x", "%");
  const decoded = [
    text,
    joined,
    plain,
    text.replaceAll(/\\+\//g, "/").replaceAll(/\\+u00(..)/gi, "%$1"),
  ].flatMap((each) => {
    try {
      return [each, decodeURIComponent(each)];
    } catch {
      return [each];
    }
  });
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
    const isList = request.url?.includes("?");
    const { draft_name } = body === "" ? campaign : JSON.parse(body);
    response.end(isList ? '{"data":[]}' : JSON.stringify({ ...campaign, draft_name }));
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

/** Returns an encoding of the key as it can be within a string of JSON. @param {string} encoding */
function inJson(encoding) {
  try {
    JSON.parse(`"${encoding}"`);
    return encoding;
  } catch {
    return encoding.replaceAll("\\", "\\\\");
  }
}

test("what SeaX says when it refuses a launch or a watch comes without the key", async (t) => {
  const encodings = Object.entries(ENCODINGS);
  let [status, isList] = [422, false];
  const edge = await stage(
    t,
    async (request, response) => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      response.setHeader("content-type", "application/json");
      if (request.url?.includes("?")) {
        response.end('{"data":[]}');
        return;
      }
      const place = Number((body === "" ? (request.url ?? "") : JSON.parse(body).name).slice(-2));
      const said = `"no key ${inJson(encodings[place]?.[1] ?? "")}."`;
      response.statusCode = body === "" ? 404 : status;
      response.end(`{"detail":${isList ? `[{"loc":["header"],"msg":${said},"type":"t"}]` : said}}`);
    },
    { launchesPerHour: 1_000, lookupTimeoutMs: 100 },
  );
  const check = async (/** @type {string} */ name, /** @type {Response} */ reply) => {
    const text = await reply.text();
    assertNoKey(text, `${name}: ${text}`);
    assert.match(text, /no key .*\*\*\*/, `${name}, ${reply.status}`);
    return reply.status;
  };
  const draft = await plain.draft();
  for (const [place, [name]] of encodings.entries()) {
    const digits = String(place).padStart(2, "0");
    const live = await edge.fetch(`auto_dialer_campaigns/00000000-0000-4000-8000-0000000000${digits}/live`);
    assert.equal(await check(`the watch, ${name}`, live), 404);
    for (const [refused, wanted, list] of /** @type {const} */ ([
      [422, 422, false],
      [422, 422, true],
      [500, 504, false],
    ])) {
      [status, isList] = [refused, list];
      const launched = await edge.launch({ ...draft, name: `A campaign ${digits}`, draft_name: ticketKey() });
      assert.equal(await check(`the launch, ${refused}, ${list}, ${name}`, launched), wanted);
    }
  }
});
