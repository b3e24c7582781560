// The panel of one launcher: a dialog next to its button. It is loaded when the button is hovered, focused or clicked.

import { nothing, render } from "lit/html.js";
import { preload, type SeaxClient } from "seax-dialer";
import { type Language, languageOf } from "./lang/words.ts";
import { baseOf, Connection, hasSecret, purposeOf, workspaceOf } from "./panel/client.ts";
import { focusScreen, holdFocus, keepInside } from "./panel/focus.ts";
import { follow, isFollowing, stopFollowing } from "./panel/follow.ts";
import { type Frame, frame } from "./panel/frame.ts";
import type { Announce, LauncherHost } from "./panel/host.ts";
import { enter, fetchScreens, hasScreens, pressing, screenStyles } from "./panel/later.ts";
import { STEPS } from "./panel/plan.ts";
import { readAgents, readLabels, readPhones, stopReading } from "./panel/read.ts";
import { isMissing, type Screen, type Session, sessionOf } from "./panel/session.ts";
import { sheetsWith } from "./panel/styles.ts";
import type { FirstView, LeftSession } from "./panel/view.ts";

export interface Attached {
  open(): void;
  close(): void;
  /** Called when a property of the launcher, or the language around it, may have changed. */
  changed(): void;
  detach(): void;
}

/** Screens that are redrawn every second because they show ages, countdowns or times relative to now. */
const TICKING = new Set<Screen>(["live", "unconfirmed", "review"]);

/** The panel that was opened last for each session. */
const panels = new WeakMap<Session, Panel>();
/** The panels of launchers that are in the page. */
const attached = new Set<Panel>();

const DARK = matchMedia("(prefers-color-scheme: dark)");

/**
 * @param lang returns the `lang` of the page around the launcher
 * @param place returns where in the storage the host's session is kept
 * @param pending what the session's text has if a launch is unconfirmed. The shell looks for it there to open the panel.
 */
export async function attach(
  host: LauncherHost,
  lang: () => string,
  place: () => string,
  pending: string,
): Promise<Attached> {
  const panel = new Panel(host, lang, () => sessionOf(place(), pending), await languageOf(lang()));
  void panel.connect();
  return panel;
}

class Panel implements Attached {
  readonly #host: LauncherHost;
  readonly #lang: () => string;
  readonly #sessionOfHost: () => Session;
  readonly #around = document.createElement("div");
  readonly #dialog = document.createElement("dialog");
  readonly #observer = new MutationObserver(() => void this.changed());
  #language: Language;
  #session: Session;
  /** The host's server, workspace and id, as of the last `#open`. */
  #base = "";
  #workspace = "";
  #id = "";
  #left: LeftSession | undefined;
  /** The clients that use this launcher's tokens: for requests, and for following campaigns. */
  #clients: [] | [client: SeaxClient, follower: SeaxClient] = [];
  #unwatch: () => void = () => {};
  #connection: Connection | undefined;
  #failure: unknown;
  /** The screen that was drawn last: at a step, with the key of its draft. */
  #shown: string | LeftSession | undefined;
  /** The session last entered since the panel was opened, with the screens loaded: see `#enterLater`. */
  #entered: Session | undefined;
  #drawing = false;
  readonly #root: ShadowRoot;
  /** The screens' styles, once this panel has them and the guard against repeated presses. */
  #styled = "";
  #ticker: ReturnType<typeof setInterval> | undefined;

  constructor(host: LauncherHost, lang: () => string, sessionOfHost: () => Session, language: Language) {
    this.#host = host;
    this.#lang = lang;
    this.#sessionOfHost = sessionOfHost;
    this.#language = language;
    this.#session = this.#open();
    // A separate shadow root keeps the panel's styles off the button, and the button's off the panel.
    const root = this.#around.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheetsWith(this.#styled);
    this.#root = root;
    this.#around.setAttribute("exportparts", "dialog, header, body, footer, primary, secondary");
    this.#dialog.className = "panel";
    this.#dialog.setAttribute("part", "dialog");
    this.#dialog.setAttribute("aria-labelledby", "title");
    this.#dialog.addEventListener("keydown", (event) => {
      const inner = this.#dialog.querySelector<HTMLDialogElement>("dialog[open]");
      keepInside(inner ?? this.#dialog, event);
    });
    // Typing in the panel must not trigger the page's shortcuts: to the page, the events' target is the launcher, not an input.
    for (const type of ["keydown", "keypress", "keyup"]) {
      this.#dialog.addEventListener(type, (event) => event.stopPropagation());
    }
    this.#dialog.addEventListener("close", (event) => {
      // The event is late: the page may have opened the panel again.
      if (event.target !== this.#dialog || this.#dialog.open) return;
      clearInterval(this.#ticker);
      this.#draw();
      this.#announce("seax-close", {});
    });
    root.append(this.#dialog);
    host.shadowRoot?.append(this.#around);
    attached.add(this);
    DARK.addEventListener("change", this.#applyTheme);
    this.#observer.observe(host, { attributes: true });
  }

  /** Opens the session for the host's current workspace, id and endpoint. */
  #open(): Session {
    this.#unwatch();
    const host = this.#host;
    [this.#base, this.#workspace, this.#id] = [baseOf(host), workspaceOf(host), host.id];
    const session = this.#sessionOfHost();
    this.#unwatch = session.watch(() => this.#drawSoon());
    return session;
  }

  /**
   * Switches to another session if the page has named another workspace or server, and returns whether it did. Properties
   * change without an event, so this is polled, and called before a launch. The session that was open keeps its state, so that
   * nothing of it is launched in the new workspace. While the panel is open, a change of `id` is ignored.
   */
  readonly #moved = (): boolean => {
    const workspace = this.#workspace !== workspaceOf(this.#host);
    const left = this.#session;
    const open = this.#dialog.open;
    if (!workspace && this.#base === baseOf(this.#host) && (open || this.#id === this.#host.id)) {
      if (this.#readPurpose()) this.#enter();
      return false;
    }
    left.set({ question: undefined });
    // Without a client, the operator could not have started anything in it.
    if (open && left.client) this.#left ??= { session: left, workspace };
    this.#session = this.#open();
    if (this.#session === this.#left?.session) this.#left = undefined;
    if (open) this.#closeOtherPanel();
    if (!left.shown) stopFollowing(left);
    this.#clients = [];
    void this.connect();
    return true;
  };

  /** Closes another launcher's panel that shows the session: its list of recipients, and its rows of calls, exist once. */
  #closeOtherPanel(): void {
    const other = panels.get(this.#session);
    panels.set(this.#session, this);
    if (other && other !== this && other.#session === this.#session) other.close();
  }

  /**
   * Has the session use this launcher's clients while the panel is open, even if another launcher shares the session. Returns
   * whether it uses them.
   */
  #assignClients(): boolean {
    const session = this.#session;
    const [client, follower] = this.#clients;
    if (session.client !== client && this.#dialog.open) {
      stopFollowing(session);
      session.client = client;
      session.follower = follower;
    }
    return client !== undefined && session.client === client;
  }

  /**
   * Reads the host's purpose, which decides the calling hours. If it has changed, drops the check and the hours, and returns
   * `true`.
   */
  #readPurpose(): boolean {
    const purpose = purposeOf(this.#host);
    if (this.#session.callingHours.purpose === purpose) return false;
    this.#session.callingHours = { purpose };
    this.#session.set({ preflight: undefined, checked: undefined, hours: undefined, hoursOf: undefined });
    return true;
  }

  async connect(): Promise<void> {
    const session = this.#session;
    if (hasSecret(this.#host)) {
      session.set({ screen: "refused" });
      return;
    }
    if (session.state.screen === "refused") session.set({ screen: "phones" });
    if (this.#assignClients()) return;
    this.#failure = this.#connection = undefined;
    let connection: Connection | undefined;
    try {
      connection = new Connection(this.#host);
      this.#connection = connection;
      if (this.#dialog.open) connection.prefetch();
      const clients = await Promise.all([connection.client(), connection.follower()]);
      if (connection !== this.#connection) return;
      this.#clients = clients;
      this.#assignClients();
      this.#enter();
    } catch (error) {
      // The page has named another server or workspace meanwhile.
      if (connection !== this.#connection) return;
      this.#failure = error;
      this.#announce("seax-error", { error });
    }
    this.#drawSoon();
  }

  open(): void {
    this.#applyTheme();
    this.#moved();
    if (!this.#dialog.open) {
      this.#shown = this.#entered = undefined;
      this.#closeOtherPanel();
      this.#dialog.showModal();
      this.#announce("seax-open", {});
      if (!this.#assignClients() && !this.#failure) this.#connection?.prefetch();
      clearInterval(this.#ticker);
      this.#ticker = setInterval(() => {
        // The page has hidden what is around the launcher. A modal dialog that is not displayed would block the page.
        if (!this.#dialog.checkVisibility()) return this.close();
        if (this.#moved() || this.#left || TICKING.has(this.#session.state.screen)) this.#draw();
      }, 1_000);
    }
    if (this.#failure) void this.connect();
    this.#enter();
    this.#draw();
  }

  close(): void {
    if (!this.#dialog.open) return;
    // A question is not kept: left open, it would be below the panel the next time, and could not be seen.
    this.#session.set({ question: undefined });
    this.#toggleQuestion(false);
    this.#dialog.close();
  }

  detach(): void {
    this.close();
    attached.delete(this);
    this.#observer.disconnect();
    DARK.removeEventListener("change", this.#applyTheme);
    clearInterval(this.#ticker);
    this.#unwatch();
    this.#around.remove();
    if (this.#session.shown) return;
    stopReading(this.#session);
    stopFollowing(this.#session);
  }

  /** Applies the page's theme, or the operator's preference if the page sets none. */
  readonly #applyTheme = (): void => {
    const theme = this.#host.theme || this.#host.getAttribute("theme");
    this.#dialog.dataset.theme = theme || (DARK.matches ? "dark" : "light");
  };

  async changed(): Promise<void> {
    this.#applyTheme();
    const lang = this.#lang();
    void this.#switchLanguage(lang, await languageOf(lang));
    const refused = hasSecret(this.#host) || this.#session.state.screen === "refused";
    if (!this.#moved() && refused) {
      this.#session = this.#open();
      this.#clients = [];
      await this.connect();
    }
    this.#drawSoon();
  }

  /** Switches to another language. If the screens are loaded, the panel keeps the old one until their texts have come, or failed to. */
  async #switchLanguage(lang: string, language: Language): Promise<void> {
    if (language.tag === this.#language.tag) return;
    if (hasScreens(this.#language)) await fetchScreens(language);
    else void fetchScreens(language).then(() => this.#drawSoon());
    // The page may have switched again meanwhile.
    if (lang !== this.#lang()) return;
    this.#language = language;
    this.#drawSoon();
  }

  readonly #announce: Announce = (type, detail) => {
    this.#host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  };

  /**
   * Returns what dispatches the events of a session: on this launcher, or once the page has removed it, on another one that shows the
   * session. A launch, and a campaign that is followed, outlast the element that they were started from.
   */
  #announceOf(session: Session): Announce {
    return (type, detail) => {
      const other = [...attached].find((panel) => panel.#session === session);
      (attached.has(this) ? this : (other ?? this)).#announce(type, detail);
    };
  }

  readonly #go = (screen: Screen): void => {
    this.#session.set({ screen, notice: undefined, milestone: "" });
    this.#enter();
  };

  /** Loads the data that the current screen needs and does not have. */
  #enter(): void {
    const session = this.#session;
    if (session.client === undefined || !this.#dialog.open || this.#left) return;
    this.#readPurpose();
    const { screen, plan } = session.state;
    const step = STEPS.find((step) => step === screen);
    if (step && !plan.seen.includes(step)) session.plan({ seen: [...plan.seen, step] });
    const { state } = session;
    if (isMissing(state.phones)) void readPhones(session);
    if (isMissing(state.labels)) {
      // The suggested name is made of the labels' names.
      void readLabels(session).then(() => session.state.screen === "review" && this.#enterLater());
    }
    if (isMissing(state.agents)) void readAgents(session);
    if (!hasScreens(this.#language)) void fetchScreens(this.#language).then(() => this.#drawSoon());
    // Checks and previews need the rest of the package. They load it again if this fails.
    void preload().catch(() => {});
    this.#enterLater();
    if (state.screen === "live" && state.watched && !isFollowing(session)) {
      follow(session, state.watched, this.#announceOf(session));
    }
  }

  /** Loads the data that only the screens after the first step need. Is called again once the screens are loaded. */
  #enterLater(): void {
    const session = this.#session;
    if (session.client === undefined || !this.#dialog.open || this.#left) return;
    if (enter(this.#view(), this.#entered !== session)) this.#entered = session;
  }

  #drawSoon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.#draw();
    });
  }

  #view(): FirstView {
    return {
      session: this.#session,
      state: this.#session.state,
      language: this.#language,
      words: this.#language.words,
      announce: this.#announceOf(this.#session),
      go: this.#go,
      moved: () => this.#moved() || !this.#assignClients(),
      left: this.#left,
      continueHere: () => {
        this.#left = undefined;
        this.#enter();
        this.#draw();
      },
    };
  }

  #draw(): void {
    // A closed panel has no content: its screen would take the list of recipients, and the rows of calls, from another
    // launcher of the session.
    if (!this.#dialog.open) {
      render(nothing, this.#dialog);
      return;
    }
    const { words, tag } = this.#language;
    this.#dialog.lang = tag;
    // Follow the launcher's language, not the page's direction: a right-to-left page must not mirror the panel.
    this.#dialog.dir = words.direction;
    if (this.#styled !== screenStyles()) {
      this.#styled = screenStyles();
      pressing(this.#dialog);
      this.#root.adoptedStyleSheets = sheetsWith(this.#styled);
      this.#enterLater();
    }
    const view: Frame = {
      ...this.#view(),
      close: () => this.close(),
      failure: this.#failure,
      retry: () => void this.connect(),
    };
    const { state } = view;
    const giveBack = holdFocus(this.#dialog);
    render(frame(view), this.#dialog);
    this.#toggleQuestion(state.question !== undefined);
    const { screen, plan } = state;
    // Another draft at the same step is another screen: what is being typed is not meant for it.
    const shown = this.#left ?? (STEPS.some((step) => step === screen) ? screen + plan.key : screen);
    if (shown === this.#shown) {
      giveBack();
    } else {
      this.#shown = shown;
      focusScreen(this.#dialog);
    }
  }

  /** Opens or closes the confirmation dialog. */
  #toggleQuestion(asked: boolean): void {
    const question = this.#dialog.querySelector<HTMLDialogElement>("dialog.confirm");
    if (question === null || question.open === asked) return;
    if (asked) question.showModal();
    else question.close();
  }
}
