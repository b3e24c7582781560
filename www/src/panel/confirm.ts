// The last question before something that cannot be undone: people are called, a campaign is stopped, something is deleted.

import { html, nothing } from "lit/html.js";
import { deleteLabel } from "./label_editor.ts";
import { launch } from "./launch.ts";
import { peopleOf } from "./review.ts";
import type { Question } from "./session.ts";
import { steer } from "./steer.ts";
import type { Content, View } from "./view.ts";

interface Asked {
  title: string;
  text: string;
  no: string;
  yes: string;
  act(): void;
}

export function confirm(view: View): Content {
  const { session, state } = view;
  const asked = state.question && ask(view, state.question);
  const back = () => session.set({ question: undefined });
  return html`
    <dialog class="confirm" role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-text" @close=${back}>
      ${
        asked
          ? html`
            <h2 id="confirm-title">${asked.title}</h2>
            <p id="confirm-text">${asked.text}</p>
            <div class="actions">
              <button part="secondary" @click=${back}>${asked.no}</button>
              <button part="primary" data-yes @click=${asked.act}>${asked.yes}</button>
            </div>
          `
          : nothing
      }
    </dialog>
  `;
}

function ask({ words, state, session, formats, announce }: View, question: Question): Asked {
  switch (question.kind) {
    case "launch": {
      const people = peopleOf(state) ?? 0;
      const count = words.peopleCount(people, formats.number(people));
      return {
        title: words.confirmTitle(count),
        text: state.plan.when === "later" ? words.confirmLater : words.confirmNow,
        no: words.notYet,
        yes: words.callPeople(count),
        act: () => launch(session, people, announce),
      };
    }
    case "cancel":
      return {
        title: words.stopTitle(question.name),
        text: words.stopText,
        no: words.stopNo,
        yes: words.stop,
        act: () => void steer(session, "cancel", question.id, announce),
      };
    case "delete":
      return {
        title: words.deleteTitle(question.name),
        text: words.deleteText,
        no: words.keep,
        yes: words.delete,
        act: () => void steer(session, "delete", question.id, announce),
      };
    case "deleteLabel":
      return {
        title: words.deleteTitle(question.name),
        text: words.deleteLabelText,
        no: words.keep,
        yes: words.delete,
        act: () => void deleteLabel(session, question.id),
      };
  }
}
