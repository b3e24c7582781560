// A scheduled campaign: its start, and a form to change it until then.

import { html, nothing } from "lit/html.js";
import type { Campaign } from "seax-dialer";
import { onEnter, typed } from "./controls.ts";
import type { Announce } from "./host.ts";
import { meantBy } from "./meant.ts";
import { timeOf } from "./phase.ts";
import { windowOf } from "./plan.ts";
import { clientOf } from "./read.ts";
import { saving } from "./saving.ts";
import { amountField, timeField } from "./schedule.ts";
import type { ScheduleEdit, Session } from "./session.ts";
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
      ${edit.error ? problem(view, edit.error) : nothing}
      <div class="actions">
        <button part="secondary" @click=${() => session.set({ scheduleEdit: undefined })}>${words.cancel}</button>
        <button part="primary" @click=${submit} ?disabled=${edit.saving || isWrong(campaign, fields)}>${words.scheduleSave}</button>
      </div>
    </div>
  `;
}

type Fields = ReturnType<typeof fieldsOf>;

/** Returns what is wrong with the start and with the end. A campaign that has no end needs none. */
function lacksOf({ end_time }: Campaign, fields: Fields) {
  return [startLack(fields), end_time || fields.end ? endLack(fields) : undefined];
}

function isWrong(campaign: Campaign, fields: Fields): boolean {
  return lacksOf(campaign, fields).some(Boolean) || fields.name.trim() === "";
}

/**
 * Saves the changes, and nothing else: what a colleague has changed meanwhile stays. The API rejects them if the campaign has
 * started.
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
  const times = windowOf(fields);
  const { name, start, end: until, attempts, dialers } = edit.changes;
  try {
    const changed = await clientOf(session).campaigns.update(campaign.id, {
      ...(name && { name: name.trim() }),
      ...(start && { start_time: new Date(times.start).toISOString() }),
      ...(until && { end_time: new Date(times.end).toISOString() }),
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
