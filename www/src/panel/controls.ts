// Controls that several screens after the first step share, and their events.

import { html, nothing } from "lit/html.js";
import type { Content } from "./view.ts";

/** A radio group of two or more options, as cards. */
export function choice<Value extends string>(
  name: string,
  legend: string,
  options: { value: Value; title: string; text?: string }[],
  chosen: Value | undefined,
  choose: (value: Value) => void,
): Content {
  return html`
    <fieldset>
      <legend>${legend}</legend>
      <div class="cards">
        ${options.map(
          ({ value, title, text }) => html`
            <label class="card">
              <input type="radio" name=${name} .value=${value} .checked=${value === chosen} @change=${() => choose(value)} />
              <span><b>${title}</b>${text ? html`<small>${text}</small>` : nothing}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}

/** Returns a handler that submits on Enter in an input. Real forms cannot be used: sandboxed frames may not submit them. */
export function onEnter(act: () => void) {
  return (event: KeyboardEvent) => {
    if (
      event.key === "Enter" &&
      !event.repeat &&
      !event.isComposing &&
      // In Safari, the Enter that ends a composition comes after it.
      event.keyCode !== 229 &&
      event.target instanceof HTMLInputElement
    ) {
      // Browsers report what was typed into a number or a time only after this key.
      event.target.dispatchEvent(new Event("change"));
      act();
    }
  };
}

/** Returns the value of an event's input. */
export function typed(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}
