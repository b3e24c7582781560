// Where the keyboard is.

const FOCUSABLE = 'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"])';

/** Keeps Tab inside a dialog: the browser's own would go on to its toolbar. */
export function keepInside(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const root = dialog.getRootNode() as ShadowRoot;
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (stop) => !stop.matches(":disabled") && stop.checkVisibility(),
  );
  const [first, last] = [stops[0], stops.at(-1)];
  const at = root.activeElement;
  if (event.shiftKey && (at === first || at === dialog)) last?.focus();
  else if (!event.shiftKey && at === last) first?.focus();
  else return;
  event.preventDefault();
}

/** Puts the focus where a new screen begins, so that it is read from there. */
export function focusScreen(dialog: HTMLDialogElement): void {
  const heading = dialog.querySelector<HTMLElement>("[data-heading]");
  heading?.focus();
  dialog.querySelector(".body")?.scrollTo(0, 0);
}
