// Checks the options of `createSandbox` and `serve`.

/** @typedef {import("../../../pkg/testing.d.ts").SandboxOptions} SandboxOptions */

/** More contacts than this do not fit into the memory that WebAssembly has. As in `sandbox/src/settings.rs`. */
const MOST_CONTACTS = 1_000_000;

/** The maximum of each integer. */
const MOST = /** @type {const} */ ({
  seed: Number.MAX_SAFE_INTEGER,
  contacts: MOST_CONTACTS,
  pageCap: 2 ** 32 - 1,
});

const OPTIONS = ["seed", "contacts", "speed", "pageCap", "enforceHours", "clock", "now", "wasm"];

/**
 * The options of a sandbox, checked as far as the clock does not do it.
 *
 * @param {unknown} given
 * @returns {SandboxOptions}
 */
export function sandboxOptions(given) {
  const options = /** @type {SandboxOptions} */ (known(given, OPTIONS, "{ contacts: 500 }"));
  for (const name of /** @type {(keyof typeof MOST)[]} */ (Object.keys(MOST))) {
    const value = options[name] ?? 0;
    if (!Number.isInteger(value) || value < 0)
      throw new TypeError(`\`${name}\` must be a number from 0, and a whole one.`);
    if (value > MOST[name])
      throw new TypeError(`\`${name}\` must be at most ${MOST[name].toLocaleString("en")}.`);
  }
  const { speed = 1, enforceHours = false } = options;
  if (!(Number.isFinite(speed) && speed > 0)) throw new TypeError("`speed` must be a number above 0.");
  if (typeof enforceHours !== "boolean") throw new TypeError("`enforceHours` must be true or false.");
  return options;
}

/**
 * The port to serve at; 0 for any free one.
 *
 * @param {unknown} given
 */
export function portOf(given) {
  const { port = 0 } = /** @type {{ port?: number | undefined }} */ (
    known(given, ["port"], "{ port: 4010 }")
  );
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError("`port` must be a whole number from 0 to 65,535.");
}

/**
 * The options that are not left out, by `undefined` or `null`. Others than these would be misspelled.
 *
 * @param {unknown} given
 * @param {string[]} names
 * @param {string} example
 * @returns {object}
 */
function known(given, names, example) {
  const options = given ?? {};
  if (typeof options !== "object" || Array.isArray(options))
    throw new TypeError(`\`options\` must be an object, such as ${example}.`);
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    const meant = suggest(name, names);
    const hint = meant === undefined ? `it has \`${names.join("`, `")}\`.` : `did you mean \`${meant}\`?`;
    throw new TypeError(`\`options\` has no option \`${name}\`: ${hint}`);
  }
  const values = names.map((name) => [
    name,
    /** @type {Record<string, unknown>} */ (options)[name] ?? undefined,
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/**
 * Returns the name that was probably meant, by the same measure as the client's (`src/tables/suggest.rs`). It is written again here
 * because options are read before there is any WebAssembly: `wasm` is one of them.
 *
 * @param {string} written
 * @param {string[]} names
 */
function suggest(written, names) {
  const slips = 1 + Math.floor(letters(written).length / 6);
  const [nearest] = names
    .map((name) => ({ name, distance: distance(letters(written), letters(name)) }))
    .filter((each) => each.distance <= slips)
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

/** @param {string} name */
function letters(name) {
  return name.replaceAll("_", "").toLowerCase();
}

/**
 * Returns how many letters have to be changed, added or left out.
 *
 * @param {string} left
 * @param {string} right
 */
function distance(left, right) {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (const [above, letter] of [...left].entries()) {
    const next = [above + 1];
    for (const [place, other] of [...right].entries()) {
      const changed = (row[place] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
