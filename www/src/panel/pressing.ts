// One press is one decision. A key that is held repeats itself, and a double click can meet another button than it was begun on.

/** The field in which Escape was pressed last. */
let escaped: EventTarget | null = null;
/** The name of the button that was clicked last. */
let clicked: string | null | undefined;

/** Holds a dialog to it. */
export function pressing(dialog: HTMLElement): void {
  dialog.addEventListener("keydown", pressOnce);
  dialog.addEventListener("click", clickOnce, true);
}

/** Lets a held Enter press nothing again, and takes the first Escape in a field with text for one that was meant for the text. */
function pressOnce(event: KeyboardEvent): void {
  const { key, repeat } = event;
  const field = event.target as HTMLInputElement;
  const spared = key === "Escape" && field !== escaped && /^(te|url)/.test(field.type) && field.value !== "";
  escaped = spared ? field : null;
  if (spared || (key === "Enter" && repeat && field.type !== "textarea")) event.preventDefault();
}

/** Lets a button that has taken another's place have nothing of the double click on that one. */
function clickOnce(event: MouseEvent): void {
  const button = (event.target as Element).closest("button");
  const name = button?.ariaLabel ?? button?.textContent;
  if (event.detail > 1 && name !== clicked) {
    event.preventDefault();
    event.stopPropagation();
  } else clicked = name;
}
