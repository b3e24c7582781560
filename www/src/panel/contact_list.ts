// The preview of an audience: a virtual list, with DOM nodes for the visible rows only. It is as tall as all of its rows
// together, and the screen around it scrolls.
//
// The rows are created once and reused while scrolling, without a template, so that scrolling drops no frames.

import { type Contact, callingHours } from "seax-dialer";
import { inBatches } from "./additions.ts";
import { count } from "./count.ts";
import { type Plan, withoutLabels } from "./plan.ts";
import { pageOf } from "./read_contacts.ts";
import type { Session } from "./session.ts";
import type { View } from "./view.ts";

/** The height of a row, in pixels. styles/audience.css has the same value. */
const ROW = 44;
const PAGE = 200;
/** The list's maximum height in pixels, because browsers limit an element's height. Longer lists scroll in larger steps. */
const TALLEST = 8_000_000;
/** How long the list must be at rest before rows are read, in ms. Rows that are only scrolled past are not read. */
const REST = 80;
/** How long to wait before a page that could not be read is read again, in ms. */
const AGAIN = 2_000;
/** How often the clocks on the screen are looked at, in ms. They change every minute. */
const TICK = 10_000;
/** Extra rows beyond both edges, so that fast scrolling shows no gap. */
const SPARE = 6;

const lists = new WeakMap<Session, ContactList>();

/** Returns the session's list. It is kept for when the operator comes back to it. */
export function listOf(session: Session): ContactList {
  const list = lists.get(session) ?? new ContactList(session);
  lists.set(session, list);
  return list;
}

class ContactList {
  readonly element = document.createElement("div");
  readonly #session: Session;
  readonly #ground = document.createElement("div");
  readonly #rows: HTMLElement[] = [];
  #pages = new Map<number, Contact[] | "loading">();
  /** The number of rows in a page. If the additions are read in batches, all rows are one. */
  #page = PAGE;
  /** Local times by contact id: one, or the earliest and the latest possible. `minute` is when they were looked up. */
  #clocks = new Map<string, { minute: number; text: string }>();
  #loading = new AbortController();
  #total = 0;
  /** Whether the last page could not be read. */
  #failed = false;
  #query = "";
  #plan: Plan;
  #active = 0;
  #view: View | undefined;
  #drawn = false;
  #root: Node | undefined;
  #scroller: HTMLElement;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** The rows that are read when the list has been at rest. */
  #resting = "";

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

  /** Updates the list to the audience of the view's plan. */
  update(view: View): void {
    this.#view = view;
    this.#plan = view.state.plan;
    // The next draft's list is read anew: contacts change.
    const query = this.#plan.key + JSON.stringify(withoutLabels(this.#plan));
    if (query !== this.#query) {
      this.#query = query;
      this.#loading.abort();
      this.#loading = new AbortController();
      this.#pages = new Map();
      this.#page = inBatches(this.#plan).length > 1 ? Number.POSITIVE_INFINITY : PAGE;
      this.#total = 0;
      this.#active = 0;
      // Wait as long as the counts do, so that nothing is read between two quick selections.
      const { signal } = this.#loading;
      setTimeout(() => signal.aborted || this.#read(0), 250);
    }
    this.#drawSoon();
  }

  /** Has everything read again when the list is on the screen, because a contact was changed. */
  forget(): void {
    this.#query = "";
    this.#clocks.clear();
  }

  /** Returns the contact at a position, if it has been read. */
  #at(place: number): Contact | undefined {
    const page = this.#pages.get(Math.floor(place / this.#page));
    return page === "loading" ? undefined : page?.[place % this.#page];
  }

  /** Reads the pages that the rows from `from` to `until` (exclusive) are on, and the rows' clocks. */
  #readFor(from: number, until: number): void {
    this.#read(Math.floor(from / this.#page));
    this.#read(Math.floor(Math.max(until - 1, 0) / this.#page));
    const places = Array.from({ length: until - from }, (_, place) => from + place);
    void this.#readClocks(places.flatMap((place) => this.#at(place) ?? []));
    if (this.#scroller.clientHeight > 0) this.#rest = setTimeout(() => this.#drawSoon(), TICK);
  }

  #read(page: number): void {
    if (this.#pages.has(page)) return;
    const { signal } = this.#loading;
    this.#pages.set(page, "loading");
    this.#failed = false;
    pageOf(this.#session, this.#plan, page * this.#page, this.#page, signal).then(
      ({ data, total }) => {
        if (signal.aborted) return;
        this.#pages.set(page, data);
        this.#total = total;
        this.#drawSoon();
        // Of a whole list, the clocks are read as rows come into view.
        if (this.#page === PAGE) void this.#readClocks(data);
      },
      () => {
        if (signal.aborted) return;
        this.#pages.delete(page);
        this.#failed = true;
        // Drawing reads what is missing, as long as the list is on the page.
        setTimeout(() => signal.aborted || this.#drawSoon(), AGAIN);
      },
    );
  }

  /** Looks up the contacts' local times, once a minute. Shows none if the calling-hours data cannot be loaded. */
  async #readClocks(contacts: Contact[]): Promise<void> {
    const minute = thisMinute();
    const due = contacts.filter(({ id }) => this.#clocks.get(id)?.minute !== minute);
    if (due.length === 0) return;
    for (const { id } of due) this.#clocks.set(id, { text: "", ...this.#clocks.get(id), minute });
    const answers = await callingHours(due).catch(() => []);
    for (const [place, { id }] of due.entries()) {
      const { localTimes } = answers[place] ?? {};
      const times = [localTimes?.[0], localTimes?.at(-1)].flatMap((time) => time?.slice(11, 16) ?? []);
      this.#clocks.set(id, { minute, text: [...new Set(times)].join("–") });
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

  /** The height of the list, in pixels. */
  get #height(): number {
    return Math.min(this.#total * ROW, TALLEST);
  }

  /**
   * Measures the scroll position, in pixels: the viewport's height (`room`), the distance from the list's top to the viewport's
   * (`above`), how far the list can scroll (`way`), and `above` limited to that (`top`). `first` is the position of the row at
   * `top`, with a fraction.
   */
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

  /** Listens for scrolling anywhere in the list's root: on low screens, the panel scrolls instead of its body. */
  #settle(): void {
    const root = this.element.getRootNode();
    if (root === this.#root) return;
    this.#root = root;
    // Listen in the capturing phase, because scroll events do not bubble.
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
    // Nothing refers to a row that is not there.
    if (this.#active < from || this.#active >= until) element.removeAttribute("aria-activedescendant");
    else element.setAttribute("aria-activedescendant", `contact-${this.#active}`);
    this.#readSoon(from, until);
  }

  /** Reads the rows when the list is at rest, which it also is while the same rows are drawn again and again. */
  #readSoon(from: number, until: number): void {
    const known = this.#total > 0 || this.#failed;
    const rows = known ? `${from}-${until}` : "";
    if (known && this.#resting === rows) return;
    this.#resting = rows;
    clearTimeout(this.#rest);
    if (!known) return;
    this.#rest = setTimeout(() => {
      this.#resting = "";
      this.#readFor(from, until);
    }, REST);
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
      const { minute = 0, text = "" } = (contact && this.#clocks.get(contact.id)) ?? {};
      // Older clocks are looked up again when the list is at rest.
      clock.textContent = thisMinute() - minute < 2 ? text : "";
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
    // A held key toggles only once.
    if (event.key === " " || event.key === "Enter") event.repeat || this.#toggle(this.#active);
    else if (step !== undefined) this.#move(step);
    else return;
    event.preventDefault();
  }

  #move(step: number): void {
    this.#active = Math.max(0, Math.min(this.#active + step, this.#total - 1));
    const { room, above, way, top, first } = this.#place();
    // The row's distance from the top of the viewport.
    const at = top + (this.#active - first) * ROW - above;
    if (at < 0 || at + ROW > room) {
      const long = this.#total * ROW > TALLEST;
      const last = Math.max(this.#total - room / ROW, 1);
      const by = long ? Math.min(this.#active / last, 1) * way - above : at < 0 ? at : at + ROW - room;
      this.#scroller.scrollTop += by;
    }
    this.#drawSoon();
  }

  /** Excludes a contact, or includes it again. */
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

/** The current time, in minutes since 1970. */
function thisMinute(): number {
  return Math.floor(Date.now() / 60_000);
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
