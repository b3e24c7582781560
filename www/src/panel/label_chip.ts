// Labels as checkboxes, each with its color and size.

import { html, nothing, svg } from "lit/html.js";
import type { LabelId, LabelWithCount } from "seax-dialer";
import { recount } from "./read_checks.ts";
import { type Content, toggled, type View } from "./view.ts";
import { withoutLabel } from "./without_label.ts";

/** The labels, and those chosen that no longer exist. */
export function chips(
  view: View,
  labels: LabelWithCount[],
  chosen: LabelId[],
  choose: (ids: LabelId[]) => void,
): Content {
  const gone = chosen.filter((id) => labels.every((label) => label.id !== id));
  return html`
    <div class="chips">
      ${labels.map((label) => chip(view, label, chosen, choose))}
      ${gone.map((id) => deleted(view, id))}
    </div>
  `;
}

function chip(
  view: View,
  label: LabelWithCount,
  chosen: LabelId[],
  choose: (ids: LabelId[]) => void,
): Content {
  const size = label.total_count ?? label.contact_count;
  return html`
    <label class="chip">
      <input type="checkbox" .checked=${chosen.includes(label.id)} @change=${() => choose(toggled(chosen, label.id))} />
      <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">${svg`<circle cx="5" cy="5" r="5" fill=${label.color} />`}</svg>
      <span>${label.name}</span>
      ${size == null ? nothing : html`<small>${view.formats.number(size)}</small>`}
    </label>
  `;
}

/** A label that somebody has deleted. Unchecked, it is removed from the whole plan, as if it had been deleted here. */
function deleted({ words, session }: View, id: LabelId): Content {
  const remove = (event: Event) => {
    // The checkbox may become that of another label, which is still checked.
    event.preventDefault();
    // Undoing a fix must not bring the label back.
    session.set({ plan: withoutLabel(session.state.plan, id), fixed: undefined });
    recount(session);
  };
  return html`
    <label class="chip">
      <input type="checkbox" .checked=${true} @click=${remove} />
      <span>${words.errors.not_found}</span>
    </label>
  `;
}
