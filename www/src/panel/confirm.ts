// The last question before people are called.

import { html } from "lit/html.js";
import { launch } from "./launch.ts";
import { peopleOf } from "./review.ts";
import type { Content, View } from "./view.ts";

export function confirm(view: View): Content {
  const { words, state, session, formats, announce } = view;
  const people = peopleOf(state) ?? 0;
  const count = words.peopleCount(people, formats.number(people));
  const later = state.plan.when === "later";
  return html`
    <dialog class="confirm" role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-text"
      @close=${() => session.set({ confirming: false })}>
      <h2 id="confirm-title">${words.confirmTitle(count)}</h2>
      <p id="confirm-text">${later ? words.confirmLater : words.confirmNow}</p>
      <div class="actions">
        <button part="secondary" @click=${() => session.set({ confirming: false })}>${words.notYet}</button>
        <button part="primary" data-launch @click=${() => launch(session, people, announce)}>
          ${words.callPeople(count)}
        </button>
      </div>
    </dialog>
  `;
}
