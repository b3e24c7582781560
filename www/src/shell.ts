// The launcher as a page first sees it: a button. Everything else is loaded when somebody comes near it.

import type { Attached } from "./panel.ts";
import styles from "./shell.css";

// A server that renders pages has no elements, but imports this module all the same.
const Base = globalThis.HTMLElement ?? Object;

/** What a page can set, and what is there until it does. Frameworks ask whether a property exists before they set it. */
const PROPERTIES: Record<string, unknown> = {
  endpoint: "",
  workspaceId: "",
  theme: "",
  purpose: "",
  getToken: null,
  wasm: null,
};

/** On the button, and on the frame that stands in for the panel until it is loaded. */
const ENGLISH = ["Call campaign", "Loading…", "The launcher could not be loaded.", "Try again", "Close"];
const CHINESE = ["建立外撥活動", "載入中…", "無法載入啟動器。", "再試一次", "關閉"];

class SeaxLauncher extends Base {
  static observedAttributes = ["endpoint", "workspace-id"];

  static {
    for (const [name, none] of Object.entries(PROPERTIES)) {
      Object.defineProperty(SeaxLauncher.prototype, name, {
        get(this: SeaxLauncher) {
          return this.#given[name] ?? none;
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
  #loading?: Promise<Attached> | undefined;
  #panel?: Attached | undefined;
  #button = document.createElement("button");
  #label = document.createElement("slot");
  #frame = document.createElement("dialog");
  #text = document.createElement("p");
  #again = document.createElement("button");
  #close = document.createElement("button");
  #page = new MutationObserver(() => this.#changed());

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
    this.#close.onclick = () => this.#frame.close();
    this.#text.role = "status";
    this.#frame.append(this.#text, this.#again, this.#close);
    root.append(this.#button, this.#frame);
    // What a page set before this class was there is on the element itself, and would hide the accessors.
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

  /** Opens where a launch's outcome was not known when the page was left: the panel looks for its campaign. */
  attributeChangedCallback() {
    const place = ["seax-launcher", this.#of("workspace-id", "workspaceId"), this.id, this.#of("endpoint")];
    if (this.isConnected && kept(place.join(":"))?.includes('"ticket"')) this.open();
  }

  disconnectedCallback() {
    this.#page.disconnect();
    this.#frame.close();
    this.#loading?.then(
      (panel) => panel.detach(),
      () => {},
    );
    this.#panel = this.#loading = undefined;
  }

  /** Opens the panel. */
  async open() {
    if (this.#panel) return this.#panel.open();
    this.#wait(1);
    if (!this.#frame.open) this.#frame.showModal();
    try {
      const panel = await this.#load();
      // Somebody may have closed it rather than wait, or taken the launcher away.
      if (!this.#frame.open) return;
      this.#frame.close();
      panel.open();
    } catch (error) {
      this.#wait(2);
      this.dispatchEvent(new CustomEvent("seax-error", { detail: { error }, bubbles: true, composed: true }));
    }
  }

  /** Closes the panel; a campaign that is under way goes on. */
  async close() {
    this.#frame.close();
    this.#panel?.close();
  }

  /** A property, or the language around the launcher, may be another one. */
  #changed() {
    if (!this.isConnected) return;
    [this.#label.textContent = ""] = this.#words();
    this.#panel?.changed();
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

  /** What the page has set, as a property or an attribute. */
  #of(attribute: string, name = attribute) {
    return this.#given[name] || this.getAttribute(attribute);
  }

  #words() {
    return /^zh/i.test(this.#lang()) ? CHINESE : ENGLISH;
  }

  /** Says that the panel is on its way (1), or that it did not come (2). */
  #wait(what: 1 | 2) {
    const words = this.#words();
    const theme = this.#of("theme");
    this.#frame.style.colorScheme = theme ? `${theme}` : "light dark";
    [this.#frame.ariaLabel = "", , , this.#again.textContent = "", this.#close.textContent = ""] = words;
    this.#text.textContent = words[what] ?? "";
    this.#again.hidden = what === 1;
  }

  #load() {
    if (this.#loading) return this.#loading;
    const loading = import("./panel.ts").then(({ attach }) => attach(this, this.#lang));
    this.#loading = loading;
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
