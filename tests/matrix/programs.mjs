// The programs in each project's folder `seax`, which are the same everywhere.

import { listing } from "../package/api.mjs";
import { suites } from "../runners/suite.mjs";

/** @param {string} api */
export function programs(api) {
  // Makes one request, and loads all parts that are loaded on demand.
  const names = (/** @type {string} */ more) =>
    `await preload();${listing(api, more).replace("console.log(", "return (")}`;
  return {
    "api.js": `export const api = ${JSON.stringify(api)};\n`,
    "seax.vitest.js": suites.vitest,
    "mocha.js": suites.mocha,
    "node.js": suites.nodeTest,
    "commonjs.jest.js": suites.jestCommonJs,
    "modules.jest.mjs": suites.jestModules,
    // For a server.
    "server.js": `import { createClient, preload } from "seax-dialer";

export async function names() {
  try {
    ${names("")}
  } catch (error) {
    return (error.code ?? "") + ": " + error.message;
  }
}
`,
    // For a page: the same, and the launcher up to its first screen.
    "page.js": `import "seax-dialer/launcher";
import { createClient, preload } from "seax-dialer";

async function names() {
  ${names("dangerouslyAllowBrowser: true,")}
}

async function launcher() {
  const launcher = document.createElement("seax-launcher");
  launcher.endpoint = ${JSON.stringify(api)};
  launcher.workspaceId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
  launcher.getToken = () => ({ header: "X-API-KEY", value: "key" });
  const failed = new Promise((_, reject) => {
    launcher.addEventListener("seax-error", ({ detail }) => reject(detail.error));
  });
  document.body.append(launcher);
  await Promise.race([launcher.open(), failed]);
  for (let left = 1_000; left > 0; left -= 1) {
    const card = launcher.shadowRoot.querySelector("div")?.shadowRoot.querySelector(".card b");
    if (card) return card.textContent;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 50)), failed]);
  }
  throw new Error("the launcher does not open");
}

export async function show() {
  try {
    const [one, other] = [await names(), await launcher()];
    console.log("seax: " + (one === other ? one : one + " and " + other));
  } catch (error) {
    console.log("seax: " + (error.code ?? "") + ": " + error.message);
  }
}
`,
  };
}
