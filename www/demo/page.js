// The portal's part: gives the launcher its workspace and tokens, and lists the launcher's events.

export {};

/** @typedef {HTMLElement & { getToken: () => Promise<string>, theme: string }} Launcher */

const launcher = /** @type {Launcher} */ (document.querySelector("seax-launcher"));

/** Asks the portal's server for the workspace, a token and the endpoint. A real portal would use its own sign-in here. */
async function session() {
  const reply = await fetch("/session");
  return /** @type {Promise<{ workspaceId: string, token: string, endpoint: string }>} */ (reply.json());
}

launcher.getToken = async () => (await session()).token;
const { workspaceId, endpoint } = await session();
launcher.setAttribute("endpoint", endpoint);
launcher.setAttribute("workspace-id", workspaceId);

/** @param {string} id */
const select = (id) => /** @type {HTMLSelectElement} */ (document.getElementById(id));

select("theme").addEventListener("change", ({ target }) => {
  const { value } = /** @type {HTMLSelectElement} */ (target);
  document.documentElement.dataset.theme = value;
  launcher.setAttribute("theme", value);
});
select("language").addEventListener("change", ({ target }) => {
  document.documentElement.lang = /** @type {HTMLSelectElement} */ (target).value;
});

/** The launcher's events, newest first. */
const events = /** @type {HTMLElement} */ (document.getElementById("events"));

/** @type {Record<string, (detail: Record<string, Record<string, unknown>>) => unknown>} */
const told = {
  "seax-open": () => "",
  "seax-close": () => "",
  "seax-launch": ({ campaign }) => campaign?.name,
  "seax-progress": ({ snapshot }) => JSON.stringify(snapshot?.progress),
  "seax-finish": ({ report }) => `${report?.results} results`,
  "seax-error": ({ error }) => error?.code ?? error?.message,
};
for (const [type, tell] of Object.entries(told)) {
  launcher.addEventListener(type, (event) => {
    const line = document.createElement("li");
    line.textContent = `${type} ${tell(/** @type {CustomEvent} */ (event).detail) ?? ""}`;
    events.prepend(line);
    while (events.childElementCount > 8) events.lastElementChild?.remove();
  });
}
