// Ignores repeated presses: a held key repeats, and a double click is one decision, whatever its second click lands on.

/** The field in which Escape was pressed last. */
let escaped: EventTarget | null = null;
/** Whether the last click was on a button. */
let pressed = false;

/** Guards a dialog against repeated presses. */
export function pressing(dialog: HTMLElement): void {
  dialog.addEventListener("keydown", pressOnce);
  dialog.addEventListener("click", clickOnce, true);
}

/** Ignores repeats of a held Enter, and the first Escape in a field with text, which should not close the dialog. */
function pressOnce(event: KeyboardEvent): void {
  const { key, repeat } = event;
  const field = event.target as HTMLInputElement;
  const spared = key === "Escape" && field !== escaped && /^(te|url)/.test(field.type) && field.value !== "";
  escaped = spared ? field : null;
  if (spared || (key === "Enter" && repeat && field.type !== "textarea")) event.preventDefault();
}

/**
 * Ignores the further clicks of a double click on a button, and on what has replaced one: the next step, or the next item of a list.
 * A button that is meant to be clicked repeatedly has `data-repeat`.
 */
function clickOnce(event: MouseEvent): void {
  const button = (event.target as Element).closest("button");
  if (event.detail > 1 && (button ? button.dataset.repeat === undefined : pressed)) {
    event.preventDefault();
    event.stopPropagation();
  } else pressed = button !== null;
}
