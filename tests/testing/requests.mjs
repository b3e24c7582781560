// Generates random requests to the API: valid ones, invalid ones, and some for missing objects.

/** @typedef {{ method: string, path: string, body?: string, type?: string }} Planned */

const JSON_TYPE = "application/json";
const LISTS = ["phones", "contacts", "contact_labels", "ai_agents", "auto_dialer_campaigns"];
const WORDS = ["Ada", "Bo", "林", "", " ", "a".repeat(300), "<b>", "name", "+1415"];
const VALUES = [null, true, 0, -1, 1.5, "", "x", [], {}, ["x"], "2026-01-01T00:00:00Z", "+12025550143"];

/** Values that no sandbox takes for the start of a campaign: one that starts has another state in each. */
const REFUSED = ["x", [], {}, ["x"], "+12025550143"];

/**
 * @param {number} seed
 * @param {number} count
 * @param {{ ids: string[] }} known ids from earlier replies; the caller adds more while requests are generated
 * @returns {Generator<Planned, void>}
 */
export function* requests(seed, count, known) {
  const random = mulberry32(seed);
  /** @template T @param {readonly T[]} items */
  const pick = (items) => /** @type {T} */ (items[Math.floor(random() * items.length)]);
  const id = () =>
    known.ids.length > 0 && random() < 0.9 ? pick(known.ids) : "11111111-2222-4444-3333-555555555555";
  const spoiled = (/** @type {Record<string, unknown>} */ body) => {
    if (random() < 0.3) {
      const name = pick(Object.keys(body));
      body[name] = pick(["start_time", "is_schedule"].includes(name) ? REFUSED : VALUES);
    }
    return random() < 0.03 ? pick(["", "{", "[]", "null"]) : JSON.stringify(body);
  };
  let number = 0;
  for (; number < count; number += 1) {
    yield pick([list, list, list, one, label, contact, campaign, campaign, change, remove, trial, file])();
  }

  /** @returns {Planned} */
  function list() {
    const query = new URLSearchParams();
    const add = (/** @type {string} */ name, /** @type {unknown} */ value) =>
      random() < 0.3 && query.set(name, String(value));
    add("limit", pick([0, 1, 3, "x", -1]));
    add("offset", pick([0, 2, 1000, ""]));
    add("keyword", pick(WORDS));
    add("order_by", pick(["name:asc", "name:desc,id:asc", "created_time:desc", "nothing:asc", "name"]));
    add("types", pick(["SEAX_CALL", "AI_AGENT,VOICE_DROP", "x", ""]));
    add("any_contact_label_ids", pick([id(), `${id()},${id()}`, "x"]));
    add("stage", pick(["DRAFT", "INSTANCE", "x"]));
    add("voice_available", pick([true, "no", "perhaps"]));
    return { method: "GET", path: `${pick(LISTS)}?${query}` };
  }
  /** @returns {Planned} */
  function one() {
    const below = pick([
      "",
      "",
      "/logs?limit=0",
      "/jobs?limit=2",
      "/results",
      "/download_logs",
      "/download_contact_template",
    ]);
    return { method: "GET", path: `auto_dialer_campaigns/${id()}${below}` };
  }
  /** @returns {Planned} */
  function label() {
    const body = { name: `${pick(WORDS)}${number}`, color: "#123456", description: pick(WORDS) };
    const type = number % 8 === 0 ? pick([`${JSON_TYPE}; charset=utf-8`, "text/plain", "a/json"]) : JSON_TYPE;
    return { method: "POST", path: "contact_labels", type, body: spoiled(body) };
  }
  /** @returns {Planned} */
  function contact() {
    const body = {
      name: `${pick(WORDS)}${number}`,
      phone: `+1415555${String(number).padStart(4, "0")}`,
      contact_label_ids: random() < 0.5 ? [] : [id()],
      contact_field_data: { seat: number },
    };
    return { method: "POST", path: "contacts", type: JSON_TYPE, body: spoiled(body) };
  }
  /** @returns {Planned} */
  function campaign() {
    const body = {
      name: `Campaign ${number}`,
      type: "VOICE_DROP",
      mode: "WEB",
      stage: pick(["DRAFT", "INSTANCE"]),
      phone_ids: ["0354fb10-9e18-4923-a213-6253800f8d01"],
      message: pick(WORDS),
      capture_keypress: random() < 0.5,
      capture_stt: false,
      // Campaigns of 2099 never start, so both sandboxes see the same state.
      start_time: pick(["2099-01-01T00:00:00Z", "2099-01-01T00:00:00+08:00"]),
      end_time: "2099-01-02T00:00:00Z",
      is_schedule: true,
      max_attempts: pick([1, 2]),
    };
    return { method: "POST", path: "auto_dialer_campaigns", type: JSON_TYPE, body: spoiled(body) };
  }
  /** @returns {Planned} */
  function change() {
    const path = pick(["auto_dialer_campaigns", "contacts", "contact_labels"]);
    const body = {
      name: `Changed ${number}`,
      note: pick(WORDS),
      ...(random() < 0.3 ? { status: pick(["PAUSED", "STARTED", "CANCELED"]) } : {}),
    };
    return { method: "PATCH", path: `${path}/${id()}`, type: JSON_TYPE, body: spoiled(body) };
  }
  /** @returns {Planned} */
  function remove() {
    return {
      method: "DELETE",
      path: `${pick(["contacts", "contact_labels", "auto_dialer_campaigns"])}/${id()}`,
    };
  }
  /** @returns {Planned} */
  function trial() {
    const body = {
      type: "VOICE_DROP",
      phone_ids: ["0354fb10-9e18-4923-a213-6253800f8d01"],
      message: "Hello",
      capture_keypress: false,
      capture_stt: false,
      dial_to: pick(["+12025550123", "+12025550115", "911"]),
    };
    return { method: "POST", path: "auto_dialer_campaigns/dry_run", type: JSON_TYPE, body: spoiled(body) };
  }
  /** @returns {Planned} */
  function file() {
    const rows = pick(["name,phone\nAda,+15550100\n", "name,phone\nAda,1\n,+15550101\n", "phone\n1\n"]);
    const form = `--X\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${rows}\r\n--X--\r\n`;
    return {
      method: "POST",
      path: "import_contacts",
      type: "multipart/form-data; boundary=X",
      body: pick([form, form, rows]),
    };
  }
}

/**
 * A random number generator from 0 to 1, deterministic by its seed (Mulberry32).
 *
 * @param {number} seed
 */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}
