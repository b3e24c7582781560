// `select` and `batch`, where the package has them. One that does not know an option says so before it sends anything:
// then the job is reported as not available.

/** @typedef {Awaited<ReturnType<typeof import("seax-dialer").createClient>>} Client */
/** @typedef {import("./contestant.d.ts").Named} Named */

/** A job that this build of a contestant has no API for. */
export class NotAvailable extends Error {
  name = "NotAvailable";
}

/**
 * @typedef {object} Upcoming
 * @property {(query: { limit: number }, options: { select: ("id" | "name" | "phone")[] }) => Promise<{ data: Named[] }>} list
 * @property {(query: object, options: { batch: true }) => AsyncIterable<Named[]>} each
 */

/** @param {Client} client */
const upcoming = ({ contacts }) => /** @type {Upcoming} */ (/** @type {unknown} */ (contacts));

/** @param {Client} client @param {number} limit */
export async function selected(client, limit) {
  try {
    const { data } = await upcoming(client).list({ limit }, { select: ["id", "name", "phone"] });
    return data;
  } catch (error) {
    throw unknownOption(error);
  }
}

/** @param {Client} client @param {(contact: Named) => void} visit */
export async function walkBatches(client, visit) {
  try {
    for await (const batch of upcoming(client).each({}, { batch: true })) {
      for (const contact of batch) visit(contact);
    }
  } catch (error) {
    throw unknownOption(error);
  }
}

/** @param {unknown} error */
function unknownOption(error) {
  const { code, path } = /** @type {{ code?: string, path?: string }} */ (error);
  return code === "invalid_argument" && path === "options" ? new NotAvailable(String(error)) : error;
}
