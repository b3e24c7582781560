// Manages the keyboard focus in the panel.

const FOCUSABLE = 'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"])';

/** Containers of similar elements: if the focused one is removed, the focus moves to the next. */
const LIST = "ul, .tags, .chips, .actions";

/** The elements that get the focus in a part of the screen when nothing else in it does. */
const TITLE = "[data-refocus], h2, h3";

/** Elements that had the focus when they were disabled, by dialog: browsers then drop the focus without an event. */
const disabled = new WeakMap<HTMLDialogElement, HTMLElement>();

/** Keeps Tab inside a dialog. By default it would also reach the browser's toolbar. */
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

/** Moves the focus to the heading of a new screen, so that screen readers start there. */
export function focusScreen(dialog: HTMLDialogElement): void {
  disabled.delete(dialog);
  dialog.querySelector<HTMLElement>("[data-heading]")?.focus();
  dialog.querySelector(".body")?.scrollTo(0, 0);
}

/**
 * Remembers the focused element. Call the returned function after the dialog is redrawn: if the focused element is gone, the
 * focus moves to the next one in its list, or to the title of its part of the screen.
 */
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
    // An element that is no longer visible still has the focus for a moment.
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
