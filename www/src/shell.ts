// The launcher as a page first sees it: a button. Everything else is loaded when somebody comes near it.

import type { Attached } from "./panel.ts";
import styles from "./shell.css";

// A server that renders pages has no elements, but imports this module all the same.
const Base = globalThis.HTMLElement ?? Object;

class SeaxLauncher extends Base {
  static observedAttributes = ["workspace-id"];

  #panel?: Promise<Attached> | undefined;
  #button = document.createElement("button");
  #label = document.createElement("slot");
  #page = new MutationObserver(() => {
    this.#name();
    this.#panel?.then((panel) => panel.translate());
  });

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.#button.part = "button";
    this.#button.ariaHasPopup = "dialog";
    this.#button.append(this.#label);
    this.#button.onpointerenter = this.#button.onfocus = () => this.#load().catch(() => {});
    this.#button.onclick = () => this.open();
    root.append(this.#button);
  }

  connectedCallback() {
    this.#name();
    this.attributeChangedCallback();
  }

  /** Opens where a launch's outcome was not known when the page was left: the panel looks for its campaign. */
  attributeChangedCallback() {
    const key = `seax-launcher:${this.getAttribute("workspace-id")}:${this.id}`;
    if (this.isConnected && kept(key)?.includes('"ticket"')) this.open();
  }

  disconnectedCallback() {
    this.#page.disconnect();
    this.#panel?.then((panel) => panel.detach());
    this.#panel = undefined;
  }

  /** Opens the panel. */
  async open() {
    this.#button.ariaBusy = "true";
    try {
      (await this.#load()).open();
    } catch (error) {
      this.dispatchEvent(new CustomEvent("seax-error", { detail: { error }, bubbles: true, composed: true }));
    }
    this.#button.ariaBusy = null;
  }

  /** Closes the panel; a campaign that is under way goes on. */
  async close() {
    (await this.#panel)?.close();
  }

  /** The `lang` of the nearest element that has one, through the shadow roots around it; whose changes are heard of. */
  #lang = () => {
    for (let at: Element = this; ; ) {
      const root = at.getRootNode();
      this.#page.observe(root, { attributeFilter: ["lang"], subtree: true });
      const found = at.closest<HTMLElement>("[lang]");
      if (found || !(root instanceof ShadowRoot)) return found?.lang ?? "";
      at = root.host;
    }
  };

  #name() {
    this.#label.textContent = /^zh/i.test(this.#lang()) ? "建立外撥活動" : "Call campaign";
  }

  #load() {
    this.#panel ??= import("./panel.ts").then(
      ({ attach }) => attach(this, this.#lang),
      (error) => {
        this.#panel = undefined;
        throw error;
      },
    );
    return this.#panel;
  }
}

// Frameworks ask whether a property exists before they set it. It is no field: that would undo what a page set earlier.
Object.assign(SeaxLauncher.prototype, { getToken: null, wasm: null });

/** What the tab keeps, where the page may keep anything. */
function kept(key: string) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

globalThis.customElements?.get("seax-launcher") ??
  globalThis.customElements?.define("seax-launcher", SeaxLauncher);
