// The preview of an audience: a list over as many contacts as there are, of which the page holds only what is seen. It does
// not scroll itself: it is as tall as all of its rows, in a screen that does.
//
// Its rows are made once and shown anew as the list scrolls, without a template: this is the one place where a frame
// may not be missed.

import { type Contact, callingHours } from "seax-dialer";
import { type Plan, withoutLabels } from "./plan.ts";
import { count, pageOf } from "./read.ts";
import type { Session } from "./session.ts";
import type { View } from "./view.ts";

/** The height of a row, in pixels; the style sheet says the same. */
const ROW = 44;
const PAGE = 200;
/** Browsers cut off what is taller. Beyond it, the list scrolls in larger steps. */
const TALLEST = 8_000_000;
/** Nothing is read for rows that are only scrolled past: reading waits until the list has rested so long, in ms. */
const REST = 80;
/** Rows beyond the edges, so that a fast finger does not see a gap. */
const SPARE = 6;

export class ContactList {
  readonly element = document.createElement("div");
  readonly #session: Session;
  readonly #ground = document.createElement("div");
  readonly #rows: HTMLElement[] = [];
  #pages = new Map<number, Contact[] | "loading">();
  /** What the contacts' clocks show, by id: from the earliest to the latest that each can have. */
  #clocks = new Map<string, string>();
  #loading = new AbortController();
  #total = 0;
  #query = "";
  #plan: Plan;
  #active = 0;
  #view: View | undefined;
  #drawn = false;
  #root: Node | undefined;
  #scroller: HTMLElement;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#plan = session.state.plan;
    const { element } = this;
    element.className = "contacts";
    element.tabIndex = 0;
    element.role = "listbox";
    element.ariaMultiSelectable = "true";
    element.setAttribute("aria-labelledby", "list-title");
    element.setAttribute("aria-describedby", "list-hint");
    element.append(this.#ground);
    this.#scroller = element;
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", (event) => {
      const row = (event.target as HTMLElement).closest<HTMLElement>("[data-place]");
      if (row) this.#toggle(Number(row.dataset.place));
    });
    new ResizeObserver(() => this.#drawSoon()).observe(element);
  }

  /** Shows the audience of the view's plan. */
  update(view: View): void {
    this.#view = view;
    this.#plan = view.state.plan;
    const query = JSON.stringify(withoutLabels(this.#plan));
    if (query !== this.#query) {
      this.#query = query;
      this.#loading.abort();
      this.#loading = new AbortController();
      this.#pages = new Map();
      this.#total = 0;
      this.#active = 0;
      // As the counts do: nothing is read for a label that is chosen only in passing.
      const { signal } = this.#loading;
      setTimeout(() => signal.aborted || this.#read(0), 250);
    }
    this.#drawSoon();
  }

  /** Whose row it is, if it has been read. */
  #at(place: number): Contact | undefined {
    const page = this.#pages.get(Math.floor(place / PAGE));
    return page === "loading" ? undefined : page?.[place % PAGE];
  }

  /** Reads the pages of these rows. */
  #readFor(from: number, until: number): void {
    this.#read(Math.floor(from / PAGE));
    this.#read(Math.floor(Math.max(until - 1, 0) / PAGE));
  }

  #read(page: number): void {
    if (this.#pages.has(page)) return;
    const { signal } = this.#loading;
    this.#pages.set(page, "loading");
    pageOf(this.#session, this.#plan, page * PAGE, PAGE, signal).then(
      ({ data, total }) => {
        if (signal.aborted) return;
        this.#pages.set(page, data);
        this.#total = total;
        this.#drawSoon();
        void this.#readClocks(data);
      },
      // It is read again when it is scrolled to again.
      () => this.#pages.get(page) === "loading" && this.#pages.delete(page),
    );
  }

  /** Reads what time it is for these contacts. Without the data of the calling hours there are no clocks. */
  async #readClocks(contacts: Contact[]): Promise<void> {
    const answers = await callingHours(contacts).catch(() => []);
    for (const [place, { localTimes }] of answers.entries()) {
      const times = [localTimes[0], localTimes.at(-1)].flatMap((time) => time?.slice(11, 16) ?? []);
      const contact = contacts[place];
      if (contact) this.#clocks.set(contact.id, [...new Set(times)].join("–"));
    }
    this.#drawSoon();
  }

  #drawSoon(): void {
    if (this.#drawn) return;
    this.#drawn = true;
    requestAnimationFrame(() => {
      this.#drawn = false;
      this.#draw();
    });
  }

  /** How tall the list is. */
  get #height(): number {
    return Math.min(this.#total * ROW, TALLEST);
  }

  /** Where the screen stands over the list, in pixels: `above` of the list's top, of as much as it can. */
  #place() {
    const { element } = this;
    const around = this.#scroller;
    const room = around.clientHeight;
    const above = around.getBoundingClientRect().top + around.clientTop - element.getBoundingClientRect().top;
    const way = Math.max(this.#height - room, 0);
    const top = Math.min(Math.max(above, 0), way);
    const first = way === 0 ? 0 : (top / way) * Math.max(this.#total - room / ROW, 0);
    return { room, above, way, top, first };
  }

  /** Finds what scrolls: on low screens that is the panel, and not its body. */
  #settle(): void {
    const root = this.element.getRootNode();
    if (root === this.#root) return;
    this.#root = root;
    // In the capturing phase: scroll events do not bubble.
    root.addEventListener("scroll", () => this.#drawSoon(), { capture: true, passive: true });
  }

  #draw(): void {
    const { element } = this;
    if (!element.isConnected) return;
    this.#settle();
    this.#scroller = scrollerOf(element);
    const height = `${this.#height}px`;
    if (this.#ground.style.height !== height) this.#ground.style.height = height;
    const { room, top, first } = this.#place();
    const from = Math.max(0, Math.floor(first) - SPARE);
    const seen = Math.ceil(room / ROW) + 2 * SPARE;
    const until = Math.min(this.#total, from + seen);
    while (this.#rows.length < until - from) this.#rows.push(this.#ground.appendChild(row()));
    const leftOut = new Set(this.#plan.leftOut.map(({ id }) => id));
    for (let place = from; place < until; place += 1) {
      const shown = this.#rows[place % this.#rows.length];
      if (shown) this.#show(shown, place, top + (place - first) * ROW, leftOut);
    }
    for (const each of this.#rows) {
      const place = Number(each.dataset.place);
      each.hidden = !(place >= from && place < until);
    }
    element.setAttribute("aria-activedescendant", `contact-${this.#active}`);
    clearTimeout(this.#rest);
    if (this.#total > 0) this.#rest = setTimeout(() => this.#readFor(from, until), REST);
  }

  #show(row: HTMLElement, place: number, top: number, leftOut: Set<string>): void {
    const contact = this.#at(place);
    const words = this.#view?.words;
    const [name, clock, phone] = row.children;
    row.hidden = false;
    row.id = `contact-${place}`;
    row.dataset.place = String(place);
    row.style.transform = `translateY(${top}px)`;
    row.setAttribute("aria-setsize", String(this.#total));
    row.setAttribute("aria-posinset", String(place + 1));
    row.ariaSelected = String(contact !== undefined && !leftOut.has(contact.id));
    row.classList.toggle("active", place === this.#active);
    if (name) name.textContent = contact?.name ?? "…";
    if (clock instanceof HTMLElement) {
      clock.textContent = (contact && this.#clocks.get(contact.id)) ?? "";
      clock.title = words?.localTime ?? "";
    }
    if (phone) phone.textContent = contact ? (contact.phone ?? words?.noNumber ?? "") : "";
  }

  #key(event: KeyboardEvent): void {
    const page = Math.floor(this.#scroller.clientHeight / ROW) - 1;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.#total,
      End: this.#total,
    };
    const step = steps[event.key];
    // A key that is held is one decision.
    if (event.key === " " || event.key === "Enter") event.repeat || this.#toggle(this.#active);
    else if (step !== undefined) this.#move(step);
    else return;
    event.preventDefault();
  }

  #move(step: number): void {
    this.#active = Math.max(0, Math.min(this.#active + step, this.#total - 1));
    const { room, above, way, top, first } = this.#place();
    // Where the row is, against the screen's top.
    const at = top + (this.#active - first) * ROW - above;
    if (at < 0 || at + ROW > room) {
      const long = this.#total * ROW > TALLEST;
      const last = Math.max(this.#total - room / ROW, 1);
      const by = long ? Math.min(this.#active / last, 1) * way - above : at < 0 ? at : at + ROW - room;
      this.#scroller.scrollTop += by;
    }
    this.#drawSoon();
  }

  /** Leaves a contact out, or puts it back. */
  #toggle(place: number): void {
    const contact = this.#at(place);
    if (contact === undefined) return;
    this.#active = place;
    const { id, name } = contact;
    const { leftOut } = this.#plan;
    const others = leftOut.filter((person) => person.id !== id);
    const back = others.length < leftOut.length;
    this.#session.plan({ leftOut: back ? others : [...others, { id, name }] });
    count(this.#session);
  }
}

function scrollerOf(element: HTMLElement): HTMLElement {
  let up = element.parentElement;
  while (up?.parentElement && !/auto|scroll/.test(getComputedStyle(up).overflowY)) up = up.parentElement;
  return up ?? element;
}

function row(): HTMLElement {
  const row = document.createElement("div");
  row.role = "option";
  const clock = document.createElement("small");
  clock.className = "clock";
  row.append(document.createElement("span"), clock, document.createElement("small"));
  return row;
}
