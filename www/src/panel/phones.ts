// Step 1: the numbers to call from.

import { html, nothing } from "lit/html.js";
import type { Phone, PhoneId } from "seax-dialer";
import { readPhones } from "./read.ts";
import { type Content, type FirstView, heading, loaded, toggled } from "./view.ts";

export function phones(view: FirstView): Content {
  const { words, state, session } = view;
  return html`
    ${heading(words.phonesTitle, words.phonesLead)}
    ${loaded(
      view,
      state.phones,
      (list) => choices(view, list),
      () => void readPhones(session),
    )}
  `;
}

function choices(view: FirstView, list: Phone[]): Content {
  const { words, state } = view;
  if (list.length === 0) return html`<p class="note">${words.phonesNone}</p>`;
  const chosen = state.plan.phones ?? [];
  return html`
    <fieldset>
      <legend class="hidden">${words.phonesTitle}</legend>
      <div class="cards wide">
        ${list.map(
          (phone) => html`
            <label class="card">
              <input type="checkbox" .checked=${chosen.includes(phone.id)} @change=${() => choose(view, phone.id)} />
              <span>
                <b>${phone.name}</b>
                <small>${phone.phone}${phone.country ? html` · ${phone.country}` : nothing}</small>
                ${callbacks(view, phone)}
              </span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}

/** Says who answers callbacks to a number. A campaign can change that. */
function callbacks({ words }: FirstView, { call_recipient: recipient }: Phone): Content {
  if (!recipient) return nothing;
  const agent = recipient.type === "AI_AGENT";
  return html`<small>${agent ? words.callbacksToAgent : words.callbacksTo(recipient.receiver ?? recipient.type)}</small>`;
}

function choose({ session, state }: FirstView, id: PhoneId): void {
  const { overwrite: _, ...plan } = state.plan;
  session.set({ plan: { ...plan, phones: toggled(plan.phones ?? [], id) } });
}
