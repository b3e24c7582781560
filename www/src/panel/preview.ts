// Previews the message as real contacts would hear it, and warns of placeholders that would be read out literally.

import { html, nothing } from "lit/html.js";
import { type Contact, missingMergeFields, renderMessage } from "seax-dialer";
import { spokenBy } from "./heard.ts";
import { icon } from "./icons.ts";
import { splitAtFields } from "./merge_fields.ts";
import { isCountable } from "./plan.ts";
import { readLabels } from "./read.ts";
import { readSample } from "./read_contacts.ts";
import { say } from "./status.ts";
import { type Content, loaded, problem, type View } from "./view.ts";

export function preview(view: View): Content {
  const { words, state, session } = view;
  const none = state.plan.source === "WEB" ? words.audienceFirst : words.audienceUnknown;
  if (!isCountable(state.plan)) return html`<p class="note">${none}</p>`;
  // Nobody is read before it is known which labels keep contacts out.
  if (!state.plan.leftOutLabels && state.labels?.state === "failed")
    return problem(view, state.labels.error, () => void readLabels(session));
  return html`
    <h3>${words.previewTitle}</h3>
    ${loaded(
      view,
      state.sample,
      (sample) => spoken(view, sample),
      () => readSample(session),
    )}
  `;
}

function spoken(view: View, sample: Contact[]): Content {
  const { words, state, session, formats } = view;
  const place = Math.min(state.sampled, sample.length - 1);
  const contact = sample[place];
  if (contact === undefined) return html`<p class="note">${words.audienceFirst}</p>`;
  const template = spokenBy(state);
  const { text, missing } = renderMessage(template, contact);
  const turn = (step: number) => {
    const sampled = (place + step + sample.length) % sample.length;
    session.set({ sampled });
    const next = sample[sampled];
    if (next) say(session, `${next.name}: ${renderMessage(template, next).text.trim() || words.silence}`);
  };
  return html`
    <div class="bubble">
      <div class="who">
        <b>${contact.name}</b>
        <span class="small">${formats.number(place + 1)} / ${formats.number(sample.length)}</span>
        <button class="plain" data-repeat aria-label=${words.personBefore} @click=${() => turn(-1)}>${icon("left")}</button>
        <button class="plain" data-repeat aria-label=${words.personAfter} @click=${() => turn(1)}>${icon("right")}</button>
      </div>
      <p>${text.trim() === "" ? html`<i>${words.silence}</i>` : marked(text, missing)}</p>
    </div>
    ${aloud(view, sample, missingMergeFields(template, sample))}
  `;
}

/** Marks the placeholders in a text that would be read out literally. */
function marked(text: string, missing: string[]): Content[] {
  const keys = new Set(missing.map((key) => key.toLowerCase()));
  return splitAtFields(text).map(({ text: part, key }) => {
    const aloud = key !== undefined && keys.has(key.toLowerCase());
    return aloud ? html`<mark>${part}</mark>` : html`${part}`;
  });
}

function aloud(
  { words, formats }: View,
  sample: Contact[],
  found: ReturnType<typeof missingMergeFields<Contact>>,
): Content {
  if (found.length === 0) return nothing;
  const keys = [...new Set(found.flatMap(({ missing }) => missing))].map((key) => `{${key}}`);
  return html`
    <div class="note warning">
      ${icon("warning")}
      <div>
        <p>${words.readAloud(formats.number(found.length), formats.number(sample.length), keys.join(", "))}</p>
        <p class="small">${found
          .slice(0, 5)
          .map(({ contact }) => contact.name)
          .join(", ")}</p>
      </div>
    </div>
  `;
}
