// Contacts as in the API's lists: about 600 bytes each, a third with non-ASCII names, up to three labels.
//
// A block of them is prepared at start-up. Every other block is a copy with different ids, so that a million
// different contacts cost no more to serve than a thousand.

import { WORKSPACE } from "../inside/place.mjs";

/** The number of rows in a block. */
const BLOCK = 1_000;

const PLAIN = [
  "Ada Lovelace",
  "Grace Hopper",
  "Alan Turing",
  "Satoshi Nakamoto",
  "O'Brien, Miles",
  'Ann "Nan" Lee',
];
const OTHERS = [
  "王小明",
  "José Ángel Núñez",
  "Zoë Müller 🎉",
  "陳美玲 👩‍💻",
  "Łukasz Żółć",
  "Ольга Иванова",
  "さくら 🌸",
];
/** Prefixes of phone numbers, followed by eight digits, or seven in North America. */
const STARTS = ["+8869", "+1212", "+614", "+1312", "+1415", "+447", "+8190", "+1303", "+336", "+1808"];
const CITIES = ["Taipei", "高雄", "São Paulo", "Seattle", "Kraków"];
const PLANS = ["gold", "silver", "basic"];
const LABELS = [
  { name: "VIP", color: "#19b9c3", description: "This label is for vip customer" },
  { name: "Survey 2026", color: "#e8590c", description: "Asked in the spring survey" },
  { name: "電子報", color: "#5f3dc4", description: "訂閱電子報的聯絡人" },
];
const COUNTS = [1, 0, 2, 0, 1, 3, 0, 1];

const template = Array.from({ length: BLOCK }, (_, row) => Buffer.from(`${JSON.stringify(contact(row))},`));
/** The offsets of a block's rows, and of its end. */
const starts = [0];
for (const row of template) starts.push((starts.at(-1) ?? 0) + row.length);
const block = Buffer.concat(template);
/** The offset of each row's number in a block: at the end of its id. */
const numbers = template.map((row, place) => at(starts, place) + row.indexOf('"id":"') + 6 + 24);

/**
 * Yields the rows from `from` up to, but excluding, `to`, as parts of a JSON array.
 *
 * @param {number} from
 * @param {number} to
 * @returns {Generator<Buffer>}
 */
export function* rows(from, to) {
  for (let row = from; row < to; ) {
    const first = row - (row % BLOCK);
    const end = Math.min(first + BLOCK, to);
    // Omits the comma after the very last row.
    yield numbered(first).subarray(at(starts, row - first), at(starts, end - first) - (end === to ? 1 : 0));
    row = end;
  }
}

/**
 * Returns the length of these rows with the commas between them, in bytes.
 *
 * @param {number} from
 * @param {number} to
 */
export function bytesOf(from, to) {
  const before = (/** @type {number} */ row) =>
    Math.floor(row / BLOCK) * block.length + at(starts, row % BLOCK);
  return to > from ? before(to) - before(from) - 1 : 0;
}

/** @param {number} first the number of the block's first row */
function numbered(first) {
  const copy = Buffer.from(block);
  for (let place = 0; place < BLOCK; place++) {
    copy.write(String(first + place).padStart(12, "0"), at(numbers, place), "latin1");
  }
  return copy;
}

/** @param {number} row */
function contact(row) {
  const others = row % 3 === 0;
  const name = others ? pick(OTHERS, row / 3) : pick(PLAIN, row);
  const start = pick(STARTS, row);
  const phone = `${start}${String(12_000_000 + row * 7919).slice(0, start.startsWith("+1") ? 7 : 8)}`;
  const labels = Array.from({ length: pick(COUNTS, row) }, (_, place) => label(row, place));
  return {
    name,
    phone,
    note: row % 4 === 0 ? null : "New contact",
    whatsapp_phone: row % 2 === 0 ? phone : null,
    contact_field_data: { city: pick(CITIES, row), plan: pick(PLANS, row), age: 20 + (row % 60) },
    id: `${hex(row * 2_654_435_761)}-9e18-4923-a213-000000000000`,
    workspace_id: WORKSPACE,
    created_time: `2025-07-07T18:13:${String(row % 60).padStart(2, "0")}.${String(100_000 + row)}`,
    updated_time: `2025-07-08T03:19:${String(row % 60).padStart(2, "0")}.${String(200_000 + row)}`,
    contact_labels: labels,
  };
}

/** @param {number} row @param {number} place */
function label(row, place) {
  const which = row + place;
  return {
    ...pick(LABELS, which),
    id: `${hex((which % LABELS.length) + 1)}-43ae-472f-a83c-ee6462a0af83`,
    is_system: false,
    created_time: "2025-07-07T18:13:02.656081",
    updated_time: "2025-07-07T18:13:02.656093",
  };
}

/** @param {number} number */
function hex(number) {
  return (number % 0x1_0000_0000).toString(16).padStart(8, "0");
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} place wraps around at the end of the list
 */
function pick(list, place) {
  return at(list, Math.floor(place) % list.length);
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} place
 * @returns {T}
 */
function at(list, place) {
  const item = list[place];
  if (item === undefined) throw new RangeError(`there is no place ${place}`);
  return item;
}
