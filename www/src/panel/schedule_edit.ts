// A scheduled campaign: its start, and a form to change it until then.

import { html, nothing } from "lit/html.js";
import type { Campaign } from "seax-dialer";
import { onEnter, typed } from "./controls.ts";
import { HOUR } from "./day_hours.ts";
import { checkable } from "./draft.ts";
import { likeCampaign } from "./duplicate.ts";
import { sentenceOf } from "./finding_facts.ts";
import type { Announce } from "./host.ts";
import { icon } from "./icons.ts";
import { meantBy } from "./meant.ts";
import { timeOf } from "./phase.ts";
import { type Plan, windowOf } from "./plan.ts";
import { clientOf } from "./read.ts";
import { saving } from "./saving.ts";
import { amountField, timeField } from "./schedule.ts";
import type { ScheduleEdit, ScheduleTold, Session } from "./session.ts";
import { show } from "./steer.ts";
import { endLack, type Lack, startLack } from "./steps.ts";
import { type Content, problem, type View } from "./view.ts";
import { toLocal, zoneOf } from "./zone.ts";

/** The start of a scheduled campaign, with a button to change it. */
export function scheduled(view: View, campaign: Campaign, start: number): Content {
  const { words, formats, state, session } = view;
  const { name } = campaign;
  const zone = zoneOf(campaign.timezone);
  const edit = () => session.set({ scheduleEdit: { name, zone, changes: {} } });
  return html`
    <section class="stack tight" aria-labelledby="scheduled-title">
      <h3 id="scheduled-title">${words.scheduledFor(formats.time(start, zone))}</h3>
      ${
        state.scheduleEdit
          ? form(view, campaign, start, state.scheduleEdit)
          : html`<div class="actions"><button part="secondary" @click=${edit}>${words.scheduleChange}</button></div>`
      }
    </section>
  `;
}

/** Returns what the form shows: the campaign as it is now, with the operator's changes. */
function fieldsOf(campaign: Campaign, begin: number, { zone, changes }: ScheduleEdit) {
  const finish = campaign.end_time ? timeOf(campaign.end_time) : begin;
  const { name, max_attempts: attempts, max_dialers: dialers } = campaign;
  const [start, end] = [toLocal(begin, zone), campaign.end_time ? toLocal(finish, zone) : ""];
  const meant = meantBy(zone, begin, finish);
  return { name, attempts, dialers, start, end, ...changes, zone, meant, when: "later" as const };
}

function form(view: View, campaign: Campaign, begin: number, edit: ScheduleEdit): Content {
  const { words, session, announce } = view;
  const now = () => session.state.scheduleEdit ?? edit;
  const change = (part: ScheduleEdit["changes"]) =>
    session.set({ scheduleEdit: { ...now(), error: undefined, changes: { ...now().changes, ...part } } });
  const submit = () => void save(session, campaign, begin, now(), announce);
  const fields = fieldsOf(campaign, begin, edit);
  const [start, end] = lacksOf(campaign, fields);
  const told = edit.told?.of === timesIn(fields) ? edit.told : undefined;
  const time = (key: "start" | "end", title: string, lack: Lack | undefined) => {
    const zoned = html`${title} <small>${edit.zone}</small>`;
    const put = (time: string) => change({ [key]: time });
    const needed = Boolean(campaign[`${key}_time`]);
    return timeField(`edit-${key}`, zoned, fields[key], lack && words.lacks[lack], put, needed);
  };
  const amount = (key: "attempts" | "dialers", title: string, most: number) =>
    amountField(`edit-${key}`, title, fields[key], most, (value) => change({ [key]: value }));
  return html`
    <div class="stack tight" @keydown=${onEnter(submit)}>
      <div class="field">
        <label for="edit-name">${words.campaignName}</label>
        <input id="edit-name" required autocomplete="off" .value=${fields.name} @input=${(event: Event) => change({ name: typed(event) })} />
      </div>
      <div class="row">${time("start", words.begin, start)}${time("end", words.end, end)}</div>
      <div class="row">${amount("attempts", words.attempts, 10)}${amount("dialers", words.dialers, 500)}</div>
      ${planOf(campaign) ? nothing : html`<p class="note">${words.scheduleUnchecked}</p>`}
      ${told ? warning(view, told) : nothing}
      ${edit.error ? problem(view, edit.error) : nothing}
      <div class="actions">
        <button part="secondary" @click=${() => session.set({ scheduleEdit: undefined })}>${words.cancel}</button>
        <button part="primary" @click=${submit} ?disabled=${edit.saving || isWrong(campaign, fields)}>${told ? words.scheduleSaveAnyway : words.scheduleSave}</button>
      </div>
    </div>
  `;
}

/** What a check says about the changed times. */
function warning(view: View, { plan, result, findings }: ScheduleTold): Content {
  const { words, state } = view;
  const changed = { ...state, plan, preflight: result && { state: "there" as const, value: result } };
  const said = result
    ? findings.map((finding) => html`<p>${sentenceOf({ ...view, state: changed }, finding)}</p>`)
    : html`<p>${words.scheduleUnchecked}</p>`;
  return html`
    <div class="note warning" role="alert">
      ${icon("warning")}
      <div>${said}</div>
    </div>
  `;
}

type Fields = ReturnType<typeof fieldsOf>;

/** Returns a text that identifies when and how often the contacts are called. */
function timesIn({ start, end, attempts, dialers }: Fields): string {
  return JSON.stringify([start, end, attempts, dialers]);
}

/** Returns the campaign as a plan, or `undefined` if the API does not tell whom it calls, or each contact has times of its own. */
export function planOf(campaign: Campaign): Plan | undefined {
  const plan = likeCampaign(campaign, campaign.name);
  const { source, gaps, relative } = plan;
  const isUnknown = gaps.some((gap) => gap === "audience" || gap === "file" || gap === "relative");
  return source === "WEB" && !relative && !isUnknown ? plan : undefined;
}

/** What the times of a campaign are checked for. The rest of it is not changed here. */
const ABOUT_TIMES = ["outside_calling_hours", "attempts_over_daily_cap", "window_too_short"];

/** Checks changed times. Returns `undefined` if there is nothing to tell about them. */
async function check(
  session: Session,
  campaign: Campaign,
  fields: Fields,
): Promise<ScheduleTold | undefined> {
  const copy = planOf(campaign);
  if (copy === undefined) return undefined;
  // One without an end is checked at its start.
  const end = fields.end || toLocal(windowOf(fields).start + HOUR, fields.zone);
  const plan = { ...copy, ...fields, end };
  const of = timesIn(fields);
  try {
    const { callingHours } = session;
    const result = await clientOf(session).campaigns.check(checkable(plan), { callingHours });
    const { audience } = result;
    if (!audience?.complete || !audience.hours) return { of, plan, result: undefined, findings: [] };
    const about = fields.end ? ABOUT_TIMES : ABOUT_TIMES.slice(0, 2);
    const findings = result.findings.filter(({ code }) => about.includes(code));
    return findings.length > 0 ? { of, plan, result, findings } : undefined;
  } catch {
    return { of, plan, result: undefined, findings: [] };
  }
}

/** Returns what is wrong with the start and with the end. A campaign that has no end needs none. */
function lacksOf({ end_time }: Campaign, fields: Fields) {
  return [startLack(fields), end_time || fields.end ? endLack(fields) : undefined];
}

function isWrong(campaign: Campaign, fields: Fields): boolean {
  return lacksOf(campaign, fields).some(Boolean) || fields.name.trim() === "";
}

/**
 * Saves the changes, and nothing else: what a colleague has changed meanwhile stays. The API rejects them if the campaign has
 * started. Checks new times first, and does not save them yet if there is something to tell about them.
 */
async function save(
  session: Session,
  campaign: Campaign,
  begin: number,
  edit: ScheduleEdit,
  announce: Announce,
): Promise<void> {
  const fields = fieldsOf(campaign, begin, edit);
  if (edit.saving || isWrong(campaign, fields)) return;
  const end = saving(session, "scheduleEdit", edit);
  const own = session.state.scheduleEdit?.saving;
  const times = timesIn(fields);
  if (edit.told?.of !== times && times !== timesIn(fieldsOf(campaign, begin, { ...edit, changes: {} }))) {
    const told = await check(session, campaign, fields);
    const { scheduleEdit: now, watched, screen } = session.state;
    const isOpen = now !== undefined && now.saving === own;
    // It was canceled meanwhile, or left for another campaign: then it says that nothing was saved.
    if (!isOpen && watched === campaign.id) return;
    if (told || !isOpen) {
      if (told && isOpen) session.set({ scheduleEdit: { ...now, told } });
      if (!isOpen || screen !== "live") {
        const message = told?.findings[0]?.message ?? "It was left before it was saved.";
        session.tell({ failed: "save", name: edit.name, error: new Error(message) });
      }
      return end();
    }
  }
  const window = windowOf(fields);
  const { name, start, end: until, attempts, dialers } = edit.changes;
  try {
    const changed = await clientOf(session).campaigns.update(campaign.id, {
      ...(name && { name: name.trim() }),
      ...(start && { start_time: new Date(window.start).toISOString() }),
      ...(until && { end_time: new Date(window.end).toISOString() }),
      ...(attempts && { max_attempts: attempts }),
      ...(dialers && { max_dialers: dialers }),
    });
    end();
    show(session, changed);
  } catch (error) {
    end(error);
    announce("seax-error", { error });
  }
}
