// The findings of a check, with their fixes: each fix is a button that says what it does, and can be undone.

import { html, nothing } from "lit/html.js";
import { applyFixes, type Finding, type Fix } from "seax-dialer";
import { contactEditor, startEdit } from "./contact_edit.ts";
import { checkable } from "./draft.ts";
import { sentenceOf, windowIn } from "./finding_facts.ts";
import { withFixes, withoutFixes } from "./fixes.ts";
import { agentOf } from "./heard.ts";
import { icon } from "./icons.ts";
import type { Step } from "./plan.ts";
import { readLabels } from "./read.ts";
import { recount } from "./read_checks.ts";
import { readNames } from "./read_contacts.ts";
import { dataOf, type Loaded, type Session } from "./session.ts";
import type { Content, View } from "./view.ts";

/** Findings about a contact's own number. */
const ABOUT_NUMBERS = new Set([
  "contact_without_number",
  "number_not_e164",
  "number_improbable",
  "contact_invalid_number",
]);

export function findings(view: View, all: Finding[]): Content {
  const { words, session, state } = view;
  // That everybody is called is already said on the audience step, in the summary and in the confirmation.
  const found = all.filter(({ code }) => code !== "audience_everybody" || !state.plan.everybody);
  // "Fix all" does not change when recipients are called: that has its own button.
  const fixable = found.filter(({ fix, code }) => fix && code !== "outside_calling_hours");
  if (found.length === 0) {
    return html`
      ${undo(view)}
      <p class="note good" data-passed>${icon("check")} ${words.findingsNone}</p>
    `;
  }
  return html`
    ${undo(view)}
    ${
      fixable.length > 1
        ? html`
          <div class="stack tight">
            <div class="actions">
              <button part="secondary" data-fix @click=${() => mend(session, fixable)}>${words.fixAll(view.formats.number(fixable.length))}</button>
            </div>
            <p class="small">${fixable.map(({ fix }) => fix && effectOf(view, fix)).join(" · ")}</p>
          </div>
        `
        : nothing
    }
    <ul class="findings">${found.map((finding) => item(view, finding))}</ul>
  `;
}

/** The last fixes, with a button to undo them. */
function undo(view: View): Content {
  const { words, session, state } = view;
  const { fixed } = state;
  if (fixed === undefined) return nothing;
  const done = { ...view, state: { ...state, plan: fixed.after } };
  const effects = fixed.findings.map(({ fix }) => (fix ? effectOf(done, fix) : "")).join(" · ");
  const back = () => {
    session.set({ plan: withoutFixes(session.state.plan, fixed.before, fixed.after), fixed: undefined });
    recount(session);
  };
  return html`
    <div class="note good" role="status">
      ${icon("check")}
      <div>
        <p>${words.fixesDone(effects)}</p>
        <div class="actions"><button part="secondary" @click=${back}>${words.undo}</button></div>
      </div>
    </div>
  `;
}

function mend(session: Session, some: Finding[]): void {
  const { plan } = session.state;
  const { draft: fixed } = applyFixes(checkable(plan), some, { warnings: true });
  const after = withFixes(plan, fixed);
  session.set({ plan: after, notice: undefined, fixed: { findings: some, before: plan, after } });
  void readNames(session);
  recount(session);
}

function item(view: View, finding: Finding): Content {
  const { words, formats, go, session, state } = view;
  const { severity, code, contacts, fix } = finding;
  const kind = (["error", "warning"] as const).find((known) => known === severity) ?? "info";
  const step = stepOf(finding.field);
  const open = (step: Step) => {
    // The labels may have been read before this one was deleted. The step is to show which it is.
    if (code === "label_not_found") void readLabels(session);
    go(step);
  };
  const sample = contacts?.sample ?? [];
  const more = (contacts?.count ?? 0) - sample.length;
  const names = sample.map(({ name }) => name || words.noName).join(words.comma);
  const editable = ABOUT_NUMBERS.has(code) ? sample : [];
  const edited = editable.find(({ id }) => id === state.contactEdit?.id);
  return html`
    <li class="note ${kind}">
      ${icon(kind)}
      <div>
        <p><span class="hidden">${words.severities[kind]}: </span>${sentenceOf(view, finding)}</p>
        ${names ? html`<p class="small">${names}${more > 0 ? html` ${words.andMore(formats.number(more))}` : nothing}</p>` : nothing}
        <div class="actions">
          ${fix ? html`<button part="secondary" data-fix @click=${() => mend(session, [finding])}>${effectOf(view, fix)}</button>` : nothing}
          ${editable.map(
            (contact) => html`
              <button part="secondary" @click=${() => startEdit(session, contact)}>${words.editNumber(contact.name)}</button>
            `,
          )}
          ${step ? html`<button class="plain" @click=${() => open(step)}>${words.goTo(words.steps[step])}</button>` : nothing}
        </div>
        ${edited ? contactEditor(view) : nothing}
      </div>
    </li>
  `;
}

/** Describes what a fix does, in the operator's language. */
function effectOf(view: View, fix: Fix): string {
  const { words, formats, state } = view;
  const { set, add, remove } = fix;
  const { max_attempts: attempts } = (set ?? {}) as { max_attempts?: number };
  const people = (ids?: readonly string[]) =>
    ids?.length && words.peopleCount(ids.length, formats.number(ids.length));
  const { labels, phones } = state;
  const named = (list?: Loaded<{ id: string; name: string }[]>, ids?: readonly string[]) =>
    ids?.map((id) => dataOf(list)?.find((row) => row.id === id)?.name ?? id).join(", ");
  const receiver = set?.overwrite_phone_recipient?.receiver;
  const agent = agentOf(state, receiver)?.name ?? receiver;
  const parts: [string | number | undefined, (text: string) => string][] = [
    [people(add?.exclude_contact_ids), words.fixExclude],
    [named(labels, add?.exclude_any_contact_label_ids), words.fixExcludeLabels],
    [people(remove?.exclude_contact_ids), words.fixInclude],
    [named(labels, remove?.exclude_any_contact_label_ids), words.fixIncludeLabels],
    [named(phones, add?.phone_ids), words.fixAddNumbers],
    [named(phones, remove?.phone_ids), words.fixRemoveNumbers],
    [set?.overwrite_phone_recipient && (agent ?? "–"), words.fixCallbacks],
    [set?.ai_agent_id, words.fixAgent],
    [windowIn(view, fix), words.fixWindow],
    [attempts, words.fixAttempts],
    [set?.is_schedule === undefined || windowIn(view, fix) !== "" ? undefined : " ", words.fixSchedule],
    [set?.message, words.fixMessage],
  ];
  const effects = parts.flatMap(([value, say]) => (value ? [say(String(value))] : []));
  return effects.join(" · ") || words.fix;
}

/** Returns the step that sets a field of the draft. */
function stepOf(field: string): Step | undefined {
  if (/^(phone_ids|overwrite)/.test(field)) return "phones";
  if (/label|contact|keyword/.test(field)) return "audience";
  if (/^(ai_agent|message|audio|tts)/.test(field)) return "script";
  if (/^(start|end|timezone|is_|max_)/.test(field)) return "schedule";
  return undefined;
}
