/** The error of every failure. See `index.d.ts` for what it holds. */
export class SeaxError extends Error {
  /**
   * @param {string} message
   * @param {Record<string, unknown>} details
   */
  constructor(message, details) {
    const { cause, ...rest } = details;
    super(message, cause === undefined ? undefined : { cause });
    for (const [key, value] of Object.entries(rest)) {
      if (value !== undefined) this[key] = value;
    }
  }
}

// On the prototype, as the built-in errors have it: a name is not a detail of each one.
Object.defineProperty(SeaxError.prototype, "name", { value: "SeaxError", configurable: true, writable: true });
