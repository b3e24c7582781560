// Further filters of an audience, and the labels that the campaign adds to its recipients. Collapsed, because rarely needed.

import { html, nothing } from "lit/html.js";
import type { LabelId, LabelWithCount } from "seax-dialer";
import { typed } from "./controls.ts";
import { count } from "./count.ts";
import { chips } from "./label_chip.ts";
import type { Plan } from "./plan.ts";
import type { Session } from "./session.ts";
import type { Content, View } from "./view.ts";

/** The sessions in which the options are open. */
const opened = new WeakSet<Session>();

export function audienceOptions(view: View, list: LabelWithCount[]): Content {
  const { words, state, session } = view;
  const { plan } = state;
  const change = (part: Partial<Plan>) => {
    session.plan(part);
    count(session);
  };
  const toggle = ({ target }: Event) =>
    (target as HTMLDetailsElement).open ? opened.add(session) : opened.delete(session);
  const labels = (title: string, chosen: LabelId[], choose: (ids: LabelId[]) => void) => html`
    <fieldset>
      <legend>${title}</legend>
      ${chips(view, list, chosen, choose)}
    </fieldset>
  `;
  const filters = () => html`
    ${
      plan.everybody
        ? nothing
        : html`
          <div class="field">
            <label for="keyword">${words.keyword}</label>
            <input id="keyword" type="search" autocomplete="off" .value=${plan.keyword}
              @input=${(event: Event) => change({ keyword: typed(event) })} />
          </div>
          ${labels(words.requiredTitle, plan.requiredLabels, (requiredLabels) => change({ requiredLabels }))}
        `
    }
    ${labels(words.leftOutTogetherTitle, plan.leftOutTogether, (leftOutTogether) => change({ leftOutTogether }))}
    <label class="check">
      <input type="checkbox" .checked=${plan.whatsappOnly} @change=${() => change({ whatsappOnly: !plan.whatsappOnly })} />
      <span>${words.whatsappOnly}</span>
    </label>
  `;
  // Opens when an option is set, and closes only when the operator closes it.
  const open =
    opened.has(session) ||
    plan.keyword !== "" ||
    plan.whatsappOnly ||
    plan.requiredLabels.length + plan.leftOutTogether.length + plan.attached.length > 0;
  return html`
    <details ?open=${open} @toggle=${toggle}>
      <summary>${words.optionsTitle}</summary>
      <div class="stack">
        ${plan.source !== "WEB" ? nothing : filters()}
        ${labels(words.attachTitle, plan.attached, (attached) => session.plan({ attached }))}
      </div>
    </details>
  `;
}
