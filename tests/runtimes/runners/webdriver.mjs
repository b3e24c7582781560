// A minimal WebDriver client (https://www.w3.org/TR/webdriver2/).

/** The key of an element reference in JSON. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** The timeout of a script or a page load on a busy machine, in milliseconds. */
const PATIENCE = 180_000;

/** @typedef {{ [ELEMENT]: string }} Element */

export class Session {
  #address;

  /** @param {string} address */
  constructor(address) {
    this.#address = address;
  }

  /**
   * @param {string} driver the driver's origin; it may still be starting
   * @returns {Promise<Session>}
   */
  static async begin(driver) {
    for (const latest = Date.now() + PATIENCE; ; ) {
      const ready = await fetch(`${driver}/status`).then(
        (reply) => reply.ok,
        () => false,
      );
      if (ready) break;
      if (Date.now() > latest) throw new Error("the WebDriver does not start");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const timeouts = { script: PATIENCE, pageLoad: PATIENCE, implicit: 0 };
    const { sessionId } = await ask("POST", `${driver}/session`, {
      capabilities: { alwaysMatch: { timeouts } },
    });
    return new Session(`${driver}/session/${sessionId}`);
  }

  /** @param {string} url */
  async open(url) {
    await ask("POST", `${this.#address}/url`, { url });
  }

  /**
   * Calls a function in the page, which may be async, and returns its result. It has access to its arguments
   * only. A string is run as a script.
   *
   * @template {unknown[]} A
   * @template R
   * @param {string | ((...args: A) => R | Promise<R>)} run
   * @param {A} args
   * @returns {Promise<R>}
   */
  async evaluate(run, ...args) {
    const call = typeof run === "string" ? `(() => {${run}})()` : `(${run})(...[...arguments].slice(0, -1))`;
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve(${call})
        .then((value) => done({ value }), (error) => done({ error: String(error && error.stack || error) }));`;
    const reply = await ask("POST", `${this.#address}/execute/async`, { script, args });
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.value;
  }

  /**
   * Clicks an element as a user does: scrolls to it, and clicks its center with the pointer.
   *
   * @param {Element} element
   */
  async click(element) {
    await ask("POST", `${this.#address}/element/${element[ELEMENT]}/click`, {});
  }

  /** Closes the browser. */
  async end() {
    await ask("DELETE", this.#address);
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function ask(method, url, body) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(2 * PATIENCE) });
  const { value } = /** @type {{ value: any }} */ (await reply.json());
  if (!reply.ok) throw new Error(`the browser answers ${value.error}: ${value.message}`);
  return value;
}
