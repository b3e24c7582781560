// Ignores repeated presses: a held key repeats, and the second click of a double click can land on another button.

/** The field in which Escape was pressed last. */
let escaped: EventTarget | null = null;
/** The accessible name of the button that was clicked last. */
let clicked: string | null | undefined;

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

/** Ignores the second click of a double click on a button that has replaced the one that was clicked first. */
function clickOnce(event: MouseEvent): void {
  const button = (event.target as Element).closest("button");
  const name = button?.ariaLabel ?? button?.textContent;
  if (event.detail > 1 && name !== clicked) {
    event.preventDefault();
    event.stopPropagation();
  } else clicked = name;
}
