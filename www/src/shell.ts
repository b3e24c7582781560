// The `seax-launcher` element: a button. The panel is loaded when the button is hovered, focused or clicked.

import type { Attached } from "./panel.ts";
import styles from "./shell.css";

// On a server that renders pages, this module is imported where no HTMLElement exists.
const Base = globalThis.HTMLElement ?? Object;

/**
 * The properties that a page can set, with their defaults. Frameworks check that a property exists before they set it. What a page
 * adds to `Object.prototype` is none.
 */
const PROPERTIES: Record<string, unknown> = {
  endpoint: "",
  workspaceId: "",
  theme: "",
  purpose: "",
  getToken: null,
  wasm: null,
  __proto__: null,
};

type Words = [button: string, loading: string, failed: string, again: string, close: string];

/** Texts of the button, and of the frame that is shown until the panel is loaded. */
const ENGLISH: Words = [
  "Call campaign",
  "Loading…",
  "The launcher could not be loaded.",
  "Try again",
  "Close",
];
const CHINESE: Words = ["建立外撥活動", "載入中…", "無法載入啟動器。", "再試一次", "關閉"];

/** What the session's text in the storage has if a launch is unconfirmed. */
const PENDING = '"pending":{';

class SeaxLauncher extends Base {
  static observedAttributes = ["endpoint", "workspace-id"];

  static {
    for (const name in PROPERTIES) {
      Object.defineProperty(SeaxLauncher.prototype, name, {
        get(this: SeaxLauncher) {
          return this.#given[name] ?? PROPERTIES[name];
        },
        set(this: SeaxLauncher, value: unknown) {
          this.#given[name] = value;
          this.attributeChangedCallback();
          this.#changed();
        },
      });
    }
  }

  #given: typeof PROPERTIES = {};
  /** The `#where` of the last look. */
  #place?: string | undefined;
  #loading?: Promise<Attached> | undefined;
  #panel?: Attached | undefined;
  /** Displayed wherever the element is, also if the page hides the button alone or gives the element no box. */
  #mark = document.createElement("i");
  #button = document.createElement("button");
  #label = document.createElement("slot");
  #frame = document.createElement("dialog");
  #text = document.createElement("p");
  #again = document.createElement("button");
  #close = document.createElement("button");
  #page = new MutationObserver(() => this.#changed());
  #shown = new ResizeObserver(() => this.open());

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
    this.#button.onclick = this.#again.onclick = () => this.open();
    this.#close.onclick = () => this.close();
    this.#text.role = "status";
    this.#frame.append(this.#text, this.#again, this.#close);
    root.append(this.#mark, this.#button, this.#frame);
    // Properties set before the element was upgraded are own properties, which would shadow the accessors.
    const self: Record<string, unknown> = Object(this);
    for (const name in PROPERTIES) {
      if (!Object.hasOwn(self, name)) continue;
      this.#given[name] = self[name];
      delete self[name];
    }
  }

  connectedCallback() {
    this.#changed();
    this.attributeChangedCallback();
  }

  /**
   * Opens the panel if a launch was unconfirmed when the page was left: the panel then looks for its campaign. Looks once for
   * each place, so that a panel that the operator has closed stays closed while the page sets properties.
   */
  attributeChangedCallback() {
    const place = this.#where();
    if (!this.isConnected || place === this.#place) return;
    // What waits to be displayed was to open another place.
    if (this.#place) this.#shown.disconnect();
    this.#place = place;
    try {
      if (sessionStorage.getItem(place)?.includes(PENDING)) this.open();
    } catch {
      // A page may not be allowed to use sessionStorage.
    }
  }

  disconnectedCallback() {
    this.#shown.disconnect();
    this.#frame.close();
    this.#page.disconnect();
    this.#loading?.then(
      (panel) => panel.detach(),
      () => {},
    );
    this.#panel = this.#loading = this.#place = undefined;
  }

  /** Opens the panel. If it is in a part of the page that is not displayed, the panel opens once that is; the promise does not wait for it. */
  async open() {
    // A modal dialog that is not displayed would block the page.
    if (!this.#mark.checkVisibility()) return this.#shown.observe(this.#mark);
    this.#shown.disconnect();
    if (this.#panel) return this.#panel.open();
    this.#wait(1);
    if (!this.#frame.open) this.#frame.showModal();
    try {
      const panel = await this.#load();
      // The operator may have closed the frame, or the page may have removed the launcher.
      if (!this.#frame.open) return;
      this.#frame.close();
      panel.open();
    } catch (error) {
      this.#wait(2);
      this.dispatchEvent(new CustomEvent("seax-error", { detail: { error }, bubbles: true, composed: true }));
    }
  }

  /** Closes the panel. A running campaign continues. */
  async close() {
    this.#shown.disconnect();
    this.#frame.close();
    this.#panel?.close();
  }

  /** Called when a property, or the language around the launcher, may have changed. */
  #changed() {
    if (!this.isConnected) return;
    [this.#label.textContent] = this.#words();
    this.#panel?.changed();
  }

  /** Returns the `lang` of the nearest element that has one, across shadow roots, and observes them for changes of `lang`. */
  #lang = () => {
    for (let at: Element = this; ; ) {
      const root = at.getRootNode();
      this.#page.observe(root, { attributeFilter: ["lang"], subtree: true });
      const found = at.closest<HTMLElement>("[lang]");
      if (found || !(root instanceof ShadowRoot)) return found?.lang ?? "";
      at = root.host;
    }
  };

  /** Returns where in the storage the session of the workspace, id and endpoint is kept. */
  #where = () =>
    [
      "seax-launcher",
      this.#of("workspaceId") || this.#of("workspace-id"),
      this.id,
      this.#of("endpoint"),
    ].join(":");

  /** Returns what the page has set, as a property or else as an attribute. */
  #of(name: string) {
    return this.#given[name] || this.getAttribute(name);
  }

  #words() {
    return /^zh/i.test(this.#lang()) ? CHINESE : ENGLISH;
  }

  /** Shows in the frame that the panel is loading (1), or that it could not be loaded (2). */
  #wait(what: 1 | 2) {
    this.#frame.style.colorScheme = `${this.#of("theme") || "light dark"}`;
    [this.#frame.ariaLabel, , , this.#again.textContent, this.#close.textContent] = this.#words();
    this.#text.textContent = this.#words()[what];
    this.#again.hidden = what === 1;
  }

  #load() {
    this.#loading ??= import("./panel.ts").then(({ attach }) =>
      attach(this, this.#lang, this.#where, PENDING),
    );
    const loading = this.#loading;
    loading.then(
      (panel) => {
        if (this.#loading === loading) this.#panel = panel;
      },
      () => {
        this.#loading = undefined;
      },
    );
    return loading;
  }
}

globalThis.customElements?.get("seax-launcher") ??
  globalThis.customElements?.define("seax-launcher", SeaxLauncher);
