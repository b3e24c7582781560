// Checks of drafts: their findings and fixes.

import { applyFixes, estimateCallingMs, preload } from "seax-dialer";
import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @param {import("seax-dialer").CheckResult} preflight */
const codes = ({ findings }) => findings.map(({ code }) => code);

/**
 * A workspace, and a draft for it without findings.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {Parameters<typeof world>[1]} [options]
 */
async function scene(t, options) {
  const here = await world(t, options);
  const seax = await here.client();
  const [draft, { data: labels }, { data: contacts }] = await Promise.all([
    goodDraft(seax),
    seax.labels.list({ limit: 0 }),
    seax.contacts.list({ limit: 0, exclude_labels: ["DNC", "invalid number", "unreachable"] }),
  ]);
  const label = labels.find(({ name }) => name === "VIP");
  const seen = new Set();
  // Contacts with valid and distinct numbers, so that there are no findings about recipients.
  const people = contacts.filter(({ phone }) => {
    const good = /^\+[1-9]\d{6,14}$/.test(phone ?? "") && !seen.has(phone);
    seen.add(phone);
    return good;
  });
  ok(label && people.length > 3, "the sandbox has people to call");
  const { any_contact_label_ids: _, overwrite_phone_recipient: __, ...rest } = draft;
  const chosen = people.slice(0, 3).map(({ id }) => id);
  return { here, seax, people, draft: { ...rest, addition_contact_ids: chosen } };
}

/** @type {Record<string, import("../execute.mjs").Run>} */
export const checking = {
  "a draft without faults has no findings, and an audience": async (t) => {
    const { here, seax, draft, people } = await scene(t);
    const { findings, audience } = await seax.campaigns.check(draft);
    equal(findings, [], "findings");
    equal(
      [audience?.total, audience?.withNumber, audience?.callable, audience?.complete],
      [3, 3, 3, true],
      "audience",
    );
    const [first] = audience?.sample ?? [];
    const person = people.find(({ id }) => id === first?.id);
    equal(first?.message, `Hello ${person?.name}, do you have a minute?`, "what the first one would hear");
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "findings say what is wrong, errors first, and where": async (t) => {
    const { seax, draft } = await scene(t);
    const nobody = "99999999-2222-4444-3333-555555555555";
    const { findings } = await seax.campaigns.check({
      ...draft,
      phone_ids: [...draft.phone_ids, nobody],
      message: "Hello {nme}",
      message_variables: { shop: "Ours" },
    });
    const phone = findings.find(({ code }) => code === "phone_not_found");
    equal([phone?.severity, phone?.field], ["error", "phone_ids[1]"], "the phone's finding");
    const placeholder = findings.find(({ code }) => code === "placeholder_missing");
    equal([placeholder?.severity, placeholder?.contacts?.count], ["error", 3], "the placeholder's finding");
    ok(
      findings.some(({ code }) => code === "variable_unused"),
      "the variable's finding",
    );
    const order = findings.map(({ severity }) => ["error", "warning", "info"].indexOf(severity));
    equal(order, order.toSorted(), "errors come first");
  },

  "fixes are applied, and then nothing is found": async (t) => {
    const { seax, draft } = await scene(t);
    const { data: phones } = await seax.phones.list({ voice_available: true, limit: 0 });
    const other = phones.find(({ call_recipient: recipient }) => recipient?.type === "PHONE_NUMBER");
    const { data: mute } = await seax.phones.list({ voice_available: false, limit: 0 });
    ok(other && mute[0], "the sandbox has a phone of somebody else, and one without voice");
    const faulty = {
      ...draft,
      phone_ids: [mute[0].id, other.id],
      start_time: new Date(Date.now() + 1_800_000),
    };
    const before = JSON.stringify(faulty);
    const { findings } = await seax.campaigns.check(faulty);
    equal(codes({ findings }), ["phone_without_voice", "recipient_needed", "start_not_scheduled"], "codes");
    const errors = findings.filter(({ severity }) => severity === "error");
    ok(errors.length > 0 && errors.length < findings.length, "errors, and others");
    equal(applyFixes(faulty, findings).applied, errors, "only errors' fixes, unless all are asked for");
    const { draft: fixed, applied } = applyFixes(faulty, findings, { warnings: true });
    equal(applied, findings, "all of them");
    ok(applied[0] === findings[0], "they are the findings that were given");
    equal(JSON.stringify(faulty), before, "the draft that was given");
    equal(fixed.phone_ids, [other.id], "phones");
    equal(fixed.overwrite_phone_recipient, {
      type: "AI_AGENT",
      receiver: draft.ai_agent_conversation_config_id,
    });
    equal((await seax.campaigns.check(fixed)).findings, [], "findings afterwards");
    equal(applyFixes(fixed, findings, { warnings: true }).draft, fixed, "twice is as once");
    const wrong = /** @type {{ warnings: true }} */ (/** @type {unknown} */ ({ warning: true }));
    const fixing = new Promise((resolve) => resolve(applyFixes(faulty, findings, wrong)));
    ok(
      (await refusal(fixing, "invalid_argument")).message.includes("did you mean `warnings`?"),
      "the option",
    );
  },

  "a draft that cannot be sent at all is found out, too": async (t) => {
    const { here, seax } = await scene(t);
    const before = (await here.requests()).length;
    /** @type {[unknown, string[]][]} */
    const drafts = [
      [undefined, ["missing_field"]],
      [{ type: "AI_AGENT" }, Array(5).fill("missing_field")],
      [{ type: "CALL" }, ["invalid_field"]],
      [
        { type: "VOICE_DROP", name: "", phone_ids: [], start_time: "2026-07-08T03:06:09" },
        ["missing_field", "missing_field"],
      ],
    ];
    for (const [draft, expected] of drafts) {
      const preflight = await seax.campaigns.check(
        /** @type {import("seax-dialer").CampaignDraft} */ (draft),
      );
      equal(codes(preflight), expected, JSON.stringify(draft));
      equal(preflight.audience, undefined, "audience");
    }
    equal((await here.requests()).length, before, "requests");
    const call = /** @type {import("seax-dialer").CampaignDraft} */ (/** @type {unknown} */ (() => {}));
    await refusal(seax.campaigns.check(call), "invalid_argument");
  },

  "where nothing can be fixed, a draft stays as it is, even one that cannot be sent": async (t) => {
    const { seax, draft } = await scene(t);
    for (const changes of [
      { start_time: "2026-12-01T10:00:00" },
      { end_time: undefined },
      { type: "CALL" },
    ]) {
      const faulty = /** @type {typeof draft} */ (JSON.parse(JSON.stringify({ ...draft, ...changes })));
      const { findings } = await seax.campaigns.check(faulty);
      ok(findings.length > 0, "findings");
      for (const warnings of [false, true]) {
        equal(
          applyFixes(faulty, findings, { warnings }),
          { draft: faulty, applied: [] },
          codes({ findings })[0],
        );
      }
    }
    const [warning] = /** @type {import("seax-dialer").Finding[]} */ (
      /** @type {unknown} */ ([
        { severity: "warning", code: "x", field: "", message: "", fix: { set: { is_schedule: true } } },
      ])
    );
    ok(warning, "a finding");
    const unnamed = /** @type {typeof draft} */ (/** @type {unknown} */ ({ type: "VOICE_DROP" }));
    equal(
      applyFixes(unnamed, [warning]).draft,
      unnamed,
      "fixes of warnings are not applied unless asked for",
    );
  },

  "what cannot be read is a finding": async (t) => {
    const { here, seax, draft } = await scene(t);
    for (const path of ["phones", "ai_agents", "contacts"]) {
      await here.fault({ kind: "status", status: 403, path, times: 0 });
    }
    const { findings, audience } = await seax.campaigns.check(draft);
    equal(
      codes({ findings }).toSorted(),
      ["agents_unreadable", "audience_unreadable", "phones_unreadable"],
      "codes",
    );
    equal(audience?.complete, false, "the audience is not known");
  },

  "whoever has the number of somebody who is excluded as opted out is found": async (t) => {
    const { seax, draft } = await scene(t);
    const { data: labels } = await seax.labels.list({ limit: 0 });
    const optOuts = labels.filter(({ name }) => name === "DNC").map(({ id }) => id);
    const [gone] = (await seax.contacts.list({ limit: 1, any_contact_label_ids: optOuts })).data;
    const { id } = await seax.contacts.create({ name: "Ava's office", phone: gone?.phone ?? "" });
    const { findings, audience } = await seax.campaigns.check({
      ...draft,
      exclude_any_contact_label_ids: optOuts,
      addition_contact_ids: [...(draft.addition_contact_ids ?? []), id],
    });
    equal(codes({ findings }), ["contact_dnc"], "findings");
    equal(
      findings[0]?.contacts?.sample.map(({ id }) => id),
      [id],
      "who it is",
    );
    equal(audience?.total, 4, "those who are excluded are not in the audience");
  },

  "few requests are enough for a large audience": async (t) => {
    const { here, seax, draft } = await scene(t, { contacts: 3_000 });
    const before = (await here.requests()).length;
    const { addition_contact_ids: _, ...everybody } = draft;
    const { findings, audience } = await seax.campaigns.check(everybody);
    ok(codes({ findings }).includes("audience_everybody"), "everybody is called");
    equal([audience?.total, audience?.complete], [3_000, true], "audience");
    const requests = (await here.requests()).slice(before).map(({ path }) => path.split("/").at(-1));
    equal(requests.filter((path) => path === "phones").length, 1, "requests for phones");
    equal(requests.filter((path) => path === "ai_agents").length, 1, "requests for agents");
    ok(requests.length < 10, `${requests.length} requests`);
    ok(codes({ findings }).includes("contact_dnc"), "people who do not want to be called are found");
  },

  "an estimate of the time reckons as the check does": async (t) => {
    await preload();
    const { seax, draft } = await scene(t);
    equal(estimateCallingMs({}, 41), 180_000, "20 at once, once each");
    equal(estimateCallingMs({ max_attempts: 3, max_dialers: 2 }, 3), 300_000, "nine calls, two at once");
    equal(estimateCallingMs(draft, 0), 0, "nobody");
    const hard = { ...draft, max_attempts: 10, max_dialers: 1 };
    const needed = estimateCallingMs(hard, 3);
    ok(needed > 1_200_000, `${needed} ms`);
    for (const [spare, expected] of /** @type {[number, string[]][]} */ ([
      [600_000, []],
      [-600_000, ["window_too_short"]],
    ])) {
      const end_time = new Date(Date.now() + needed + spare);
      equal(codes(await seax.campaigns.check({ ...hard, end_time })), expected, `with ${spare} ms to spare`);
    }
    const estimate = /** @type {(draft: unknown, count: unknown) => unknown} */ (estimateCallingMs);
    const wrong = new Promise((resolve) => resolve(estimate({}, "7")));
    equal((await refusal(wrong, "invalid_argument")).path, "contacts", "path");
  },

  "fixes that are none are refused": async (t) => {
    await preload();
    const { draft } = await scene(t);
    const set = { is_schedule: true };
    const fixable = { severity: "error", code: "missing_field", field: "", message: "", fix: { set } };
    equal(applyFixes(draft, /** @type {[]} */ (/** @type {unknown} */ ([fixable]))).applied, [fixable]);
    /** @type {[unknown, unknown][]} */
    const wrong = [
      [draft, undefined],
      [draft, "fix"],
      [draft, [{ fix: {} }]],
      [{ type: "AI_AGENT" }, [fixable]],
    ];
    for (const [given, findings] of wrong) {
      const fixing = new Promise((resolve) => {
        resolve(applyFixes(/** @type {typeof draft} */ (given), /** @type {[]} */ (findings)));
      });
      await refusal(fixing, "invalid_argument");
    }
  },
};
