// Places the launcher, connected to a sandbox in the page.

import { createSandbox } from "seax-dialer/testing";

/** An hour takes a minute. */
const SPEED = 60;

/**
 * @param {HTMLElement} place where the launcher goes
 * @param {(text: string) => void} tell is told what has happened
 * @returns {Promise<() => void>} removes it
 */
export async function placeLauncher(place, tell) {
  await import("seax-dialer/launcher");
  const { config } = await createSandbox({ clock: "real", speed: SPEED, contacts: 400, seed: 3 });
  const pageFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return url.startsWith(config.baseUrl) ? config.fetch(input, init) : pageFetch(input, init);
  };
  const launcher = document.createElement("seax-launcher");
  launcher.endpoint = config.baseUrl;
  launcher.workspaceId = config.workspaceId;
  launcher.purpose = "survey";
  // In a page of yours, your server adds the key. This one works only with the sandbox in this page.
  launcher.getToken = () => ({ header: "X-API-KEY", value: config.apiKey });
  launcher.textContent = "Launch a campaign";
  launcher.addEventListener("seax-launch", ({ detail }) => tell(`“${detail.campaign.name}” is calling.`));
  launcher.addEventListener("seax-progress", ({ detail }) => {
    const { done, of } = detail.snapshot.progress;
    tell(`${done} of ${of} calls are done.`);
  });
  launcher.addEventListener("seax-finish", ({ detail }) =>
    tell(`Finished with ${detail.report.results} results.`),
  );
  place.append(launcher);
  return () => {
    launcher.remove();
    globalThis.fetch = pageFetch;
  };
}
