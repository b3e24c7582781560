// Drives a page in Firefox or WebKit, as far as the launcher's main flow needs it. Playwright would need its own builds
// of these browsers.

import * as firefox from "../runtimes/runners/firefox.mjs";
import * as webkit from "../runtimes/runners/webkit.mjs";

/**
 * @typedef {object} Wanted an element, which may be in a shadow root
 * @property {string} selector
 * @property {string} [text] the element's text, or the beginning of a control's label
 *
 * @typedef {object} Engine
 * @property {(url: string) => Promise<unknown>} open
 * @property {<A extends unknown[], R>(run: string | ((...args: A) => R | Promise<R>), ...args: A) => Promise<R>} evaluate
 * @property {(wanted: Wanted) => Promise<void>} click waits for the element, and clicks it as a user does
 * @property {(wanted: Wanted) => Promise<void>} sight waits for the element
 * @property {() => Promise<void>} close
 */

/** @type {Record<string, { missing(): string | undefined, start(): Promise<Engine> }>} */
export const ENGINES = {
  Firefox: {
    missing: firefox.missing,
    async start() {
      const browser = await firefox.launch();
      const page = await browser.newPage();
      page.setDefaultNavigationTimeout(firefox.PATIENCE);
      return {
        open: (url) => page.goto(url, { waitUntil: "domcontentloaded" }),
        evaluate: /** @type {Engine["evaluate"]} */ (/** @type {unknown} */ (page.evaluate.bind(page))),
        async click(wanted) {
          const found = await page.evaluateHandle(find, wanted);
          const element = found.asElement();
          if (element === null) throw new Error(`${JSON.stringify(wanted)} is no element`);
          await /** @type {import("puppeteer-core").ElementHandle<Element>} */ (element).click();
        },
        async sight(wanted) {
          await page.evaluateHandle(find, wanted);
        },
        close: () => browser.close(),
      };
    },
  },
  WebKit: {
    missing: webkit.missing,
    async start() {
      const browser = await webkit.launch();
      const sought = (/** @type {Wanted} */ wanted) =>
        browser.evaluate(/** @type {(wanted: Wanted) => Promise<any>} */ (find), wanted);
      return {
        open: (url) => browser.open(url),
        evaluate: (run, ...args) => browser.evaluate(run, ...args),
        click: async (wanted) => browser.click(await sought(wanted)),
        sight: async (wanted) => void (await sought(wanted)),
        close: () => browser.close(),
      };
    },
  },
};

/**
 * Runs in the page: waits until the element is present and can be used, and returns the first match.
 *
 * @param {Wanted} wanted
 * @returns {Promise<Element>}
 */
async function find({ selector, text }) {
  /** @param {ParentNode} root @returns {Element[]} */
  const all = (root) =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const named = (/** @type {Element} */ element) => {
    if (text === undefined) return true;
    const labels = /** @type {HTMLInputElement} */ (element).labels;
    if (labels?.length) return [...labels].some((label) => label.textContent?.trim().startsWith(text));
    return element.textContent?.trim() === text;
  };
  const latest = Date.now() + 90_000;
  for (;;) {
    const found = all(document).find(
      (element) => named(element) && element.getClientRects().length > 0 && !element.matches(":disabled"),
    );
    if (found) return found;
    if (Date.now() > latest) {
      const shown = all.call(null, document).map((element) => element.textContent);
      throw new Error(`no ${selector} "${text ?? ""}" came; there are: ${shown.join(" | ").slice(0, 500)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
