// Where the keyboard is.

const FOCUSABLE = 'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"])';

/** Of several like it: with one gone, the next is meant. */
const LIST = "ul, .tags, .chips, .actions";

/** What of a part of the screen is focused when nothing else in it is meant. */
const TITLE = "[data-refocus], h2, h3";

/** Elements that had the focus when they were disabled, by their dialog: a browser drops it without a word. */
const disabled = new WeakMap<HTMLDialogElement, HTMLElement>();

/** Keeps Tab inside a dialog: the browser's own would go on to its toolbar. */
export function keepInside(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const root = dialog.getRootNode() as ShadowRoot;
  const stops = stopsOf(dialog);
  const [first, last] = [stops[0], stops.at(-1)];
  const at = root.activeElement;
  if (event.shiftKey && (at === first || at === dialog)) last?.focus();
  else if (!event.shiftKey && at === last) first?.focus();
  else return;
  event.preventDefault();
}

/** Puts the focus where a new screen begins, so that it is read from there. */
export function focusScreen(dialog: HTMLDialogElement): void {
  disabled.delete(dialog);
  dialog.querySelector<HTMLElement>("[data-heading]")?.focus();
  dialog.querySelector(".body")?.scrollTo(0, 0);
}

/** Remembers what has the focus. The function that comes back is called once the dialog is drawn again: if the focus is gone
 * with what it was on, it goes to the next of its list, or to the title of its part of the screen. */
export function holdFocus(dialog: HTMLDialogElement): () => void {
  const root = dialog.getRootNode() as ShadowRoot;
  const active = root.activeElement === dialog ? null : root.activeElement;
  const at = (active ?? disabled.get(dialog)) as HTMLElement | undefined;
  if (at === undefined || !dialog.contains(at)) return () => {};
  const around: HTMLElement[] = [];
  for (let up = at.parentElement; up && up !== dialog; up = up.parentElement) around.push(up);
  const list = around.find((each) => each.matches(LIST));
  const place = list ? stopsOf(list).indexOf(at) : -1;
  return () => {
    disabled.delete(dialog);
    if (at.isConnected && at.matches(":disabled")) {
      disabled.set(dialog, at);
      return;
    }
    const now = root.activeElement;
    // In what has closed, the focus goes to the page a moment later.
    if (now && now !== dialog && now.checkVisibility()) return;
    if (at.isConnected && at.checkVisibility()) return at.focus();
    const rest = list?.isConnected ? stopsOf(list) : [];
    const next = rest[Math.min(Math.max(place, 0), rest.length - 1)];
    if (next) return next.focus();
    const part = around.find((each) => each.isConnected && each.querySelector(TITLE));
    const title = (part ?? dialog).querySelector<HTMLElement>(TITLE);
    if (title === null) return;
    if (!title.matches(FOCUSABLE)) title.tabIndex = -1;
    title.focus();
  };
}

function stopsOf(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (stop) => !stop.matches(":disabled") && stop.checkVisibility(),
  );
}
