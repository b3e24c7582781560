// Calling hours, set for a client or for one call.

import { callingHours, correctNumber } from "seax-dialer";
import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** Three in the morning in New York, on a day far enough in the future for the clock of every machine. */
const NIGHT = {
  start_time: "2099-01-15T08:00:00Z",
  end_time: "2099-01-15T09:00:00Z",
  is_schedule: true,
};

/**
 * A campaign that would call a contact in Washington at night.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {Parameters<Awaited<ReturnType<typeof world>>["client"]>[0]} [config]
 */
async function scene(t, config) {
  const here = await world(t);
  const seax = await here.client(config);
  const { data: people } = await seax.contacts.list({ limit: 0 });
  const somebody = people.find(({ phone }) => phone === "+12025550143");
  ok(somebody, "the sandbox has somebody in Washington");
  const night = {
    ...(await goodDraft(seax)),
    ...NIGHT,
    any_contact_label_ids: [],
    addition_contact_ids: [somebody.id],
  };
  return { here, seax, night };
}

/** @param {import("seax-dialer").CheckResult} result */
const outside = ({ findings }) => findings.find(({ code }) => code === "outside_calling_hours");

/** @type {Record<string, import("../execute.mjs").Run>} */
export const hours = {
  "a check looks at calling hours where its call or its client says so": async (t) => {
    const { seax, night } = await scene(t);
    const plain = await seax.campaigns.check(night);
    equal([plain.audience?.hours, outside(plain)], [undefined, undefined], "without settings");
    const asked = await seax.campaigns.check(night, { callingHours: {} });
    equal([asked.audience?.hours?.outside, outside(asked)?.severity], [1, "warning"], "with the call's");
    const strict = await seax.campaigns.check(night, { callingHours: { strictHours: true } });
    equal(outside(strict)?.severity, "error", "with other settings");
    equal(outside(await seax.campaigns.check(night)), undefined, "one call's are not the next one's");

    const other = await scene(t, { callingHours: { strictHours: true } });
    equal(outside(await other.seax.campaigns.check(other.night))?.severity, "error", "with the client's");
    equal(
      outside(await other.seax.campaigns.check(other.night, { callingHours: { purpose: "sales" } }))
        ?.severity,
      "warning",
      "the call's replace the client's",
    );
    const none = await other.seax.campaigns.check(other.night, { callingHours: false });
    equal([none.audience?.hours, outside(none)], [undefined, undefined], "or none");
  },

  "a launch outside calling hours is stopped where its call says so": async (t) => {
    const { here, seax, night } = await scene(t);
    const strict = { callingHours: { strictHours: true }, idempotencyKey: "night" };
    const error = await refusal(seax.campaigns.launch(night, strict), "preflight_failed");
    const found = error.findings?.map(({ code }) => code);
    ok(found?.includes("outside_calling_hours"), `the finding is in the error: ${found}`);
    equal((await here.requests("POST")).length, 0, "creates");
    const { campaign } = await seax.campaigns.launch(night, { idempotencyKey: "night" });
    ok(campaign.id, "without them it is launched");
  },

  "a split is by the settings of its call": async (t) => {
    const { seax, night } = await scene(t);
    const day = { ...night, end_time: "2099-01-16T08:00:00Z" };
    const [part] = await seax.campaigns.splitByZone(day);
    equal(
      part?.window,
      { start_time: "2099-01-15T13:00:00Z", end_time: "2099-01-16T02:00:00Z" },
      "the rule's",
    );
    const callingHours = { window: { from: "10:00", to: "12:00" } };
    const [own] = await seax.campaigns.splitByZone(day, { callingHours });
    equal(
      own?.window,
      { start_time: "2099-01-15T15:00:00Z", end_time: "2099-01-15T17:00:00Z" },
      "the call's",
    );
  },

  "settings of calling hours that mean nothing are refused before anything is sent": async (t) => {
    const { here, seax, night } = await scene(t);
    const before = (await here.requests()).length;
    const nowhere = [{ defaultCountry: "UK" }, { holidays: { USA: ["2026-12-25"] } }];
    const wrongs = [
      7,
      "sales",
      [],
      { purpose: "fun" },
      { window: { from: "9", to: "21" } },
      { x: 1 },
      ...nowhere,
    ];
    for (const wrong of wrongs) {
      /** @type {any} */
      const options = { callingHours: wrong };
      await refusal(seax.campaigns.check(night, options), "invalid_argument");
      const first = await refusal(seax.campaigns.launch(night, options), "invalid_argument");
      const keyed = seax.campaigns.launch(night, { ...options, idempotencyKey: "k" });
      const later = await refusal(keyed, "invalid_argument");
      equal([first.campaignState, later.campaignState], ["none", "unknown"], "states");
      await refusal(seax.campaigns.splitByZone(night, options), "invalid_argument");
    }
    equal((await here.requests()).length, before, "requests");
  },

  "a client's calling hours are switched off by `false` only": async (t) => {
    const here = await world(t);
    for (const wrong of [0, "", Number.NaN, 7, [], { x: 1 }]) {
      const callingHours = /** @type {any} */ (wrong);
      const error = await refusal(here.client({ callingHours }), "invalid_argument");
      ok(error.path, `${error.message} says where`);
    }
    for (const none of [false, null, undefined]) {
      const seax = await here.client({ callingHours: /** @type {any} */ (none) });
      ok((await seax.phones.list()).data.length > 0, `${none} is no setting`);
    }
  },

  "a watch takes what a check said of calling hours": async (t) => {
    const { seax, night } = await scene(t);
    const { audience } = await seax.campaigns.check(night, { callingHours: {} });
    const campaign = await seax.campaigns.create(night);
    for await (const snapshot of seax.campaigns.watch(campaign.id, { hours: audience?.hours })) {
      equal([snapshot.campaign.id, snapshot.forecast], [campaign.id, undefined], "nobody was called yet");
      break;
    }
    /** @type {any} */
    const wrong = { hours: { zones: 7 } };
    await refusal(seax.campaigns.watch(campaign.id, wrong).next(), "invalid_argument");
  },

  "one number at one moment has an answer": async (t) => {
    await scene(t);
    const { verdict, localTimes, rule } = await callingHours("+12025550143", { at: NIGHT.start_time });
    equal(
      [verdict, localTimes, rule?.place],
      ["closed", ["2099-01-15T03:00:00-05:00"], "US-DC"],
      "Washington",
    );
    equal(await correctNumber("0912 345 678", "TW"), "+886912345678", "a correction");
    await refusal(correctNumber("0912 345 678", "UK"), "invalid_argument");
  },
};
