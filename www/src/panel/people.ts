// Individual contacts in the audience: searched by name or number, added or excluded.

import { html, nothing } from "lit/html.js";
import type { Contact } from "seax-dialer";
import { typed } from "./controls.ts";
import { count } from "./count.ts";
import { icon } from "./icons.ts";
import type { Person } from "./plan.ts";
import { search } from "./read_contacts.ts";
import { type Content, loaded, type View } from "./view.ts";

/** How many names are shown. The rest is shown as a count. */
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
  // A check can exclude many contacts at once, so they share one line. Contacts picked by hand can be removed one by one.
  const single = people.filter(({ byCheck }) => !byCheck);
  const checked = people.filter(({ byCheck }) => byCheck);
  const more = single.length - SHOWN;
  return html`
    ${checked.length > 0 ? byCheck(view, list, checked) : nothing}
    ${
      single.length > 0
        ? html`<div class="tags">
      <b>${title}</b>
      ${single.slice(0, SHOWN).map(
        (person) => html`
          <span class="tag">
            ${person.name}
            <button aria-label=${words.takeBack(person.name)}
              @click=${() => take(view, list, person)}>${icon("close")}</button>
          </span>
        `,
      )}
      ${more > 0 ? html`<span class="small">${words.andMore(formats.number(more))}</span>` : nothing}
    </div>`
        : nothing
    }
  `;
}

/** The contacts that a check excluded: the count, some names, and a button to undo. */
function byCheck(
  { words, formats, session, state }: View,
  list: "leftOut" | "added",
  people: Person[],
): Content {
  const names = people.map(({ name }) => name).filter(Boolean);
  const more = people.length - Math.min(names.length, SHOWN);
  const back = () => {
    session.plan({ [list]: state.plan[list].filter(({ byCheck }) => !byCheck) });
    count(session);
  };
  return html`
    <p class="small" data-by-check>
      ${words.leftOutByCheck(words.peopleCount(people.length, formats.number(people.length)))}
      ${names.slice(0, SHOWN).join(", ")}
      ${more > 0 && names.length > 0 ? words.andMore(formats.number(more)) : nothing}
      <button class="plain" @click=${back}>${words.undo}</button>
    </p>
  `;
}

function put({ session, state }: View, list: "added" | "leftOut", { id, name }: Contact): void {
  const other = list === "added" ? "leftOut" : "added";
  const { plan } = state;
  const without = (people: Person[]) => people.filter((person) => person.id !== id);
  session.plan({
    [list]: [...without(plan[list]), { id, name }],
    [other]: without(plan[other]),
  });
  count(session);
}

function take({ session, state }: View, list: "added" | "leftOut", person: Person): void {
  session.plan({ [list]: state.plan[list].filter(({ id }) => id !== person.id) });
  count(session);
}
