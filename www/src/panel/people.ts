// Single contacts in the audience: found by name or number, added or left out.

import { html, nothing } from "lit/html.js";
import type { Contact } from "seax-dialer";
import { icon } from "./icons.ts";
import type { Person } from "./plan.ts";
import { count, search } from "./read.ts";
import { type Content, loaded, typed, type View } from "./view.ts";

/** So many names are shown; more are a number. */
const SHOWN = 12;

export function people(view: View): Content {
  const { words, state, session } = view;
  const { added, leftOut } = state.plan;
  return html`
    <div class="field">
      <label for="search">${words.peopleSearch}</label>
      <input id="search" type="search" data-refocus autocomplete="off" placeholder=${words.peopleSearchHint}
        .value=${state.keyword} @input=${(event: Event) => search(session, typed(event))} />
    </div>
    ${
      state.found === undefined
        ? nothing
        : loaded(
            view,
            state.found,
            (list) => found(view, list),
            () => search(session, state.keyword),
          )
    }
    ${tags(view, "added", words.peopleAdded, added)}
    ${tags(view, "leftOut", words.peopleLeftOut, leftOut)}
  `;
}

function found(view: View, list: Contact[]): Content {
  const { words } = view;
  if (list.length === 0) return html`<p class="small" role="status">${words.peopleNotFound}</p>`;
  return html`
    <ul class="found">
      ${list.map(
        (contact) => html`
          <li>
            <span><b>${contact.name}</b><small>${contact.phone ?? words.noNumber}</small></span>
            <button part="secondary" aria-label=${words.addPerson(contact.name)}
              @click=${() => put(view, "added", contact)}>${words.add}</button>
            <button part="secondary" aria-label=${words.leaveOutPerson(contact.name)}
              @click=${() => put(view, "leftOut", contact)}>${words.leaveOut}</button>
          </li>
        `,
      )}
    </ul>
  `;
}

function tags(view: View, list: "added" | "leftOut", title: string, people: Person[]): Content {
  const { words, formats } = view;
  if (people.length === 0) return nothing;
  const more = people.length - SHOWN;
  return html`
    <div class="tags">
      <b>${title}</b>
      ${people.slice(0, SHOWN).map(
        (person) => html`
          <span class="tag">
            ${person.name || words.somebody}
            <button aria-label=${words.takeBack(person.name || words.somebody)}
              @click=${() => take(view, list, person)}>${icon("close")}</button>
          </span>
        `,
      )}
      ${more > 0 ? html`<span class="small">${words.andMore(formats.number(more))}</span>` : nothing}
    </div>
  `;
}

function put({ session, state }: View, list: "added" | "leftOut", { id, name }: Contact): void {
  const other = list === "added" ? "leftOut" : "added";
  const { plan } = state;
  const without = (people: Person[]) => people.filter((person) => person.id !== id);
  session.plan({ [list]: [...without(plan[list]), { id, name }], [other]: without(plan[other]) });
  count(session);
}

function take({ session, state }: View, list: "added" | "leftOut", person: Person): void {
  session.plan({ [list]: state.plan[list].filter(({ id }) => id !== person.id) });
  count(session);
}
