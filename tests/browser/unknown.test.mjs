// Tests launches whose outcome is unknown or pending: whatever the operator does meanwhile, the launch is not forgotten,
// nothing else is launched, and no draft is lost.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/** @param {import("./stage.mjs").Scene} scene */
async function duplicate(scene) {
  await scene.press("All campaigns");
  await scene.page
    .getByRole("button", { name: /^Duplicate/ })
    .last()
    .click();
  await scene.heading("Review");
}

/** @param {import("node:test").TestContext} t */
async function review(t) {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  await scene.installClock();
  await scene.review();
  await scene.page.getByLabel("Campaign name").fill("Rowing club");
  return scene;
}

/**
 * Launches, and holds the request back until the returned function is called.
 *
 * @param {import("./stage.mjs").Scene} scene
 * @param {(route: import("playwright-core").Route) => Promise<unknown>} send
 */
async function held(scene, send) {
  const last = await scene.ask();
  const release = await scene.hold(/\/auto_dialer_campaigns$/, { method: "POST", answer: send });
  await last.click();
  await scene.page.getByText("Sending the campaign").waitFor();
  return release;
}

test("a launch whose outcome is not known outlives a duplicate, and keeps it from being launched", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  await scene.createFault({ kind: "status_after_commit", status: 500 });
  const last = await scene.ask();
  await scene.hideOnceCreated();
  await last.click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.clearFaults();

  await duplicate(scene);
  await page.locator("[data-waits]").waitFor();
  // The draft that is being launched is not offered as an unlaunched one.
  assert.equal(await page.getByRole("button", { name: "Back to that draft" }).count(), 0);
  await page.getByLabel("Campaign name").fill("The next one");
  await scene.press("Continue without");
  for (const name of ["Audience", "Script", "Schedule"]) {
    await scene.step(name);
  }
  await scene.step("Review");
  await scene.heading("Review");
  assert.ok(await page.getByRole("button", { name: "Launch", exact: true }).isDisabled());
  await scene.press("Show that launch");
  await scene.heading("Not confirmed");
  await scene.press("All campaigns");
  await page.getByRole("heading", { name: "Drafts" }).waitFor();
  await page.getByRole("button", { name: "Open Rowing club" }).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Open Rowing club" }).count(), 1, "the campaign alone");
  await scene.press("Open The next one");
  await scene.heading("Review");
  await scene.press("New campaign");
  await scene.heading("Not confirmed");
  assert.equal(await scene.creates(), 1);

  // After a reload, the launcher looks for the campaign, and the draft begun since is still there.
  await scene.load();
  await scene.heading("Who answered");
  await scene.heading("Rowing club");
  await scene.press("New campaign");
  await scene.step("Review");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "The next one");
  assert.equal(await page.locator("[data-waits]").count(), 0);
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a launch whose outcome is not known opens the panel once, and leaves it closed when it is closed", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  await scene.createFault({ kind: "status_after_commit", status: 500 });
  const last = await scene.ask();
  await scene.hideOnceCreated();
  await last.click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.press("Close");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  // Frameworks set an inline function again at each render.
  await page.locator("seax-launcher").evaluate((element) => {
    const { getToken } = /** @type {{ getToken(): Promise<string> }} */ (Object(element));
    Object.assign(element, { getToken: () => getToken(), theme: "dark" });
  });
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await scene.clearFaults();

  // Frameworks that render on a server write the property's name as an attribute.
  await page.goto(scene.origin);
  await page.locator("seax-launcher").evaluate(async (element, workspaceId) => {
    const { endpoint } = await (await fetch("/session")).json();
    Object.assign(element, { getToken: async () => (await (await fetch("/session")).json()).token });
    element.setAttribute("workspaceId", workspaceId);
    element.setAttribute("endpoint", endpoint);
  }, scene.workspaceId);
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
});

/** A page that can hide the launcher, with a button beside it. */
const TABBED = PLAIN.replace(/<seax-launcher.*<\/seax-launcher>/, "<div>$&</div><button>Elsewhere</button>");

/** Hides or shows the part of the page that the launcher is in. @param {import("playwright-core").Page} page @param {boolean} hidden */
const hide = (page, hidden) =>
  page.evaluate((hidden) => Object.assign(document.querySelector("main div") ?? {}, { hidden }), hidden);

/** Adds a style sheet to the page. @param {import("playwright-core").Page} page @param {string} rule */
const style = (page, rule) =>
  page.evaluate((rule) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rule);
    document.adoptedStyleSheets.push(sheet);
  }, rule);

test("a launch whose outcome is not known opens no panel that cannot be seen, which would block the page", async (t) => {
  const scene = await stage.scene(t, { html: TABBED, ...STILL });
  const { page } = scene;
  await scene.review();
  await scene.launchUnanswered();
  await page.route(`${scene.origin}/`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("<div>", "<div hidden>");
    await route.fulfill({ response, body });
  });
  await scene.load();
  await scene.press("Elsewhere");
  // The page may have a button of its own instead of the launcher's, which may have no box either.
  await style(page, "::part(button) { display: none }");
  await style(page, "seax-launcher { display: contents }");
  await hide(page, false);
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
});

test("a panel that the page hides is closed, and one that the page opens waits until it can be seen", async (t) => {
  const scene = await stage.scene(t, { html: TABBED });
  const { page } = scene;
  await scene.open();
  await hide(page, true);
  await scene.press("Elsewhere");
  /** @param {"open" | "close"} what */
  const call = (what) =>
    page.locator("seax-launcher").evaluate((it, what) => Reflect.get(it, what).call(it), what);
  await call("open");
  await scene.press("Elsewhere");
  await hide(page, false);
  await scene.heading("Caller ID");
  await call("close");
  await hide(page, true);
  await call("open");
  await call("close");
  await hide(page, false);
  await scene.press("Elsewhere");
  await style(page, "::part(button) { display: none }");
  await call("open");
  await scene.heading("Caller ID");
  await call("close");
  await style(page, "seax-launcher { display: contents }");
  await call("open");
  await scene.heading("Caller ID");
});

test("a panel that waits to be seen does not open once its launcher was moved, or is for another workspace", async (t) => {
  const scene = await stage.scene(t, { html: TABBED });
  const { page } = scene;
  await scene.load();
  /** @param {(launcher: HTMLElement) => void} change */
  const meanwhile = async (change) => {
    await hide(page, true);
    const launcher = page.locator("seax-launcher");
    await launcher.evaluate((it) => Reflect.get(it, "open").call(it));
    await launcher.evaluate(change);
    await hide(page, false);
    // What is observed is told after the frame is laid out.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    assert.equal(await page.locator("dialog[open]").count(), 0);
  };
  await meanwhile((launcher) => launcher.parentElement?.append(launcher));
  await meanwhile((launcher) => launcher.setAttribute("workspace-id", crypto.randomUUID()));
});

test("a launch whose outcome is not known in one frame is kept by another, which launches nothing else", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.review();
  await scene.mend();
  const [place = ""] = await page.evaluate(() => Object.keys(sessionStorage));
  await page.route("**/frames", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>Portal</title>${'<iframe src="/" width="620" height="800"></iframe>'.repeat(2)}`,
    }),
  );
  const load = async () => {
    await page.goto(`${scene.origin}/frames`);
    const frames = page.frames().slice(1);
    const [one, two] = frames;
    assert.ok(one && two);
    for (const frame of frames) {
      await frame.locator("seax-launcher").evaluate((element, workspaceId) => {
        const getToken = async () => (await (await fetch("/session")).json()).token;
        Object.assign(element, { endpoint: "/seax-api", workspaceId, getToken });
      }, scene.workspaceId);
    }
    return { one, two };
  };
  const { one, two } = await load();
  /** @param {import("playwright-core").Frame} frame @param {string} name */
  const press = (frame, name) => frame.getByRole("button", { name, exact: true }).click();
  const kept = () => page.evaluate((place) => sessionStorage.getItem(place) ?? "", place);
  // The second frame finds another draft, however late the first one stores its own.
  await two.evaluate((place) => {
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = function (name) {
      const text = getItem.call(this, name);
      if (this !== sessionStorage || name !== place) return text;
      Storage.prototype.getItem = getItem;
      const { plan, ...rest } = JSON.parse(text ?? "{}");
      return JSON.stringify({ ...rest, plan: { ...plan, key: crypto.randomUUID() } });
    };
  }, place);
  for (const frame of [one, two]) {
    await press(frame, "Call campaign");
    await frame.getByRole("heading", { name: "Review", exact: true }).waitFor();
    await frame.locator(".findings, [data-passed]").first().waitFor();
  }
  await scene.createFault({ kind: "hang" });
  await one.evaluate(() => Reflect.get(globalThis, "suspendTimeouts")(true));
  await press(one, "Launch");
  await one.locator("[data-yes]").click();
  await scene.until(async () => (await scene.creates()) === 1);
  await two.getByLabel("Campaign name").fill("The next one");
  assert.match(await kept(), /"pending":\{/);
  await press(two, "Launch");
  await two.locator("[data-yes]").click();
  await press(two, "Show that launch");
  await two.getByRole("heading", { name: "Not confirmed", exact: true }).waitFor();
  assert.equal(await scene.creates(), 1);

  const again = await load();
  for (const frame of [again.one, again.two])
    await frame.getByRole("heading", { name: "Who answered" }).waitFor();
  assert.doesNotMatch(await kept(), /"pending":\{/);
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a field that is named ticket does not open the panel", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await page.evaluate(() => {
    const key = sessionStorage.key(0) ?? "";
    const { plan, ...kept } = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    const named = { ...plan, message: "{ticket}", variables: { ticket: "A 1" }, keyword: "ticket" };
    sessionStorage.setItem(key, JSON.stringify({ ...kept, plan: named }));
  });
  await scene.load();
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

test("a launch that the operator has not found leaves its draft, also behind another one, and does not claim that nobody was called", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  await scene.createFault({ kind: "drop_request" });
  await (await scene.ask()).click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await duplicate(scene);
  await scene.press("Show that launch");
  await page.getByText("I have checked in SeaX").click();
  await scene.press("It was not launched");
  /** @param {string} name */
  const remove = async (name) => {
    await scene.press(`Delete ${name}`);
    const question = page.getByRole("alertdialog");
    await question.getByText("This cannot be undone.").waitFor();
    const text = await question.innerText();
    await scene.press("Cancel");
    return text;
  };
  const may = "An earlier launch of this draft may have called people.";
  const nobody = "Nobody has been called by this draft yet.";
  assert.ok((await remove("Rowing club")).includes(may));
  await scene.press("Open Rowing club");
  await scene.heading("Review");
  assert.equal(await page.locator("[data-waits]").count(), 0);
  await page.locator("[data-called]").getByText(may).waitFor();
  assert.equal(await page.getByText(nobody).count(), 0);
  await scene.press("All campaigns");
  await page.getByRole("heading", { name: "Drafts" }).waitFor();
  const copy = page.getByRole("button", { name: /^Open .*\(copy\)$/ });
  assert.equal(await copy.count(), 1);
  const name = (await copy.getAttribute("aria-label"))?.replace("Open ", "") ?? "";
  assert.ok((await remove(name)).includes(nobody));
  await copy.click();
  await page.getByText(nobody).waitFor();
  assert.equal(await page.locator("[data-called]").count(), 0);
});

test("a launch that the operator has found ends its draft, and leads to the campaigns", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  await scene.createFault({ kind: "status_after_commit", status: 500 });
  const last = await scene.ask();
  await scene.hideOnceCreated();
  await last.click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.clearFaults();
  await page.getByText("I have checked in SeaX").click();
  await scene.press("It was launched");
  await page.getByRole("button", { name: "Open Rowing club" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Drafts" }).count(), 0);
  await scene.press("New campaign");
  await scene.step("Review");
  await page.getByText("Select recipients.").waitFor();
  assert.equal(await page.locator("[data-waits], [data-called]").count(), 0);
  assert.equal(await scene.campaigns(), 1);
});

/**
 * @param {import("./stage.mjs").Scene} scene
 * @param {boolean} early whether something can still come of the launch
 */
async function giveUp(scene, early) {
  await scene.page.getByText("I have checked in SeaX").click();
  const told = scene.page.getByText("launching the draft only looks for this campaign");
  assert.equal(await told.count(), early ? 1 : 0);
  await scene.press("It was not launched");
  await scene.press("New campaign");
  await scene.step("Review");
}

test("a draft whose launch was given up early is only looked for, until nothing can come of that launch", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const unknown = page.getByRole("heading", { name: "Not confirmed" });
  await scene.createFault({ kind: "drop_request" });
  await (await scene.ask()).click();
  await scene.hurry(unknown);
  const creates = await scene.creates();
  await giveUp(scene, true);
  await (await scene.ask()).click();
  await scene.hurry(unknown);
  assert.equal(await scene.creates(), creates, "nothing is sent");
  // What was given up is not shown again when the page is loaded: the draft says so.
  await giveUp(scene, true);
  await scene.load();
  await scene.button.click();
  await scene.heading("Review");
  await page.locator("[data-called]").waitFor();
  await (await scene.ask()).click();
  await scene.hurry(unknown);

  await page.clock.fastForward(20 * 60_000);
  await scene.press("Look again");
  await page.getByRole("button", { name: "Send again" }).waitFor();
  await giveUp(scene, false);
  await (await scene.ask()).click();
  await scene.heading("Rowing club");
  assert.equal(await scene.creates(), creates + 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a launch whose outcome is not known is looked for in a new tab after its own was closed", async (t) => {
  const scene = await review(t);
  await scene.createFault({ kind: "status_after_commit", status: 500 });
  const last = await scene.ask();
  await scene.hideOnceCreated();
  await last.click();
  await scene.hurry(scene.page.getByRole("heading", { name: "Not confirmed" }));
  await scene.clearFaults();
  const next = await scene.newTab();
  await scene.page.close();
  await next.button.click();
  await next.heading("Rowing club");
  assert.equal(await next.creates(), 1);
  // It is over: the next tab begins with a new campaign.
  const third = await next.newTab();
  await third.button.click();
  await third.heading("Caller ID");
});

test("a launch that was given up in the next tab leaves its draft there", async (t) => {
  const scene = await review(t);
  const unknown = { name: "Not confirmed" };
  await scene.createFault({ kind: "drop_request" });
  await (await scene.ask()).click();
  await scene.hurry(scene.page.getByRole("heading", unknown));
  const next = await scene.newTab();
  await scene.page.close();
  await next.button.click();
  await next.hurry(next.page.getByText("it is safe to send again"));
  await next.page.getByText("I have checked in SeaX").click();
  await next.press("It was not launched");
  await next.press("Open Rowing club");
  await next.heading("Review");
  await next.page.locator("[data-called]").waitFor();
});

test("a launch that ended in a conflict is not taken for an unconfirmed one later", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const conflict = { code: "conflict", detail: "This ticket belongs to another draft. Nothing was sent." };
  const answer = { status: 409, headers: { "seax-edge": "1" }, json: conflict };
  const last = await scene.ask();
  // As an edge answers that knows the key with another draft.
  await page.route(/\/auto_dialer_campaigns$/, (route) =>
    route.request().method() === "POST" ? route.fulfill(answer) : route.continue(),
  );
  await last.click();
  await scene.hurry(page.getByText("This draft has already been launched"));
  await scene.load();
  await scene.button.click();
  await scene.heading("Review");
  const next = await scene.newTab();
  await next.button.click();
  await next.heading("Caller ID");
});

test("a launch whose reply is lost while the operator is at another draft is not confirmed, and says so", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const release = await held(scene, async (route) => {
    await scene.fault({
      kind: "status",
      status: 503,
      method: "GET",
      path: "auto_dialer_campaigns",
      times: 0,
    });
    await route.fetch();
    await route.abort();
  });
  await duplicate(scene);
  await page.getByLabel("Campaign name").fill("The next one");
  release();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.clearFaults();
  await scene.press("Look again");
  await scene.heading("Rowing club");
  await scene.press("New campaign");
  await scene.step("Review");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "The next one");
  assert.equal(await scene.campaigns(), 1);
});

test("what is begun while a launch is on its way is kept, and not interrupted by its success", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const release = await held(scene, (route) => route.continue());
  await duplicate(scene);
  const name = page.getByLabel("Campaign name");
  await name.fill("Half an hour of work");
  assert.ok(await page.getByRole("button", { name: "Launch", exact: true }).isDisabled());
  release();
  await page.getByRole("button", { name: "Live", exact: true }).waitFor();
  await page.locator("[data-waits]").waitFor({ state: "detached" });
  assert.equal(await name.inputValue(), "Half an hour of work");
  await scene.press("Live");
  await scene.heading("Rowing club");
  await scene.press("All campaigns");
  await scene.page.getByText("Rowing club", { exact: true }).waitFor();
  assert.equal(
    await page.getByRole("heading", { name: "Drafts" }).count(),
    0,
    "what was launched is no draft",
  );
  await scene.load();
  await scene.button.click();
  await scene.press("New campaign");
  await scene.step("Review");
  assert.equal(await name.inputValue(), "Half an hour of work");
});

test("a launch that succeeds while another campaign is open is offered, and does not take that one's place", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  await scene.step("Schedule");
  await page.getByRole("radio", { name: /^Later/ }).check();
  await scene.step("Review");
  await (await scene.ask()).click();
  await scene.heading("Rowing club");
  await scene.press("New campaign");
  await scene.plan();
  await page.getByLabel("Campaign name").fill("Sailing club");
  const release = await held(scene, (route) => route.continue());
  await scene.press("All campaigns");
  await scene.press("Open Rowing club");
  await scene.press("Change or move");
  await page.getByLabel("Campaign name").fill("Rowing club, in the evening");
  release();
  const news = page.locator(".news");
  await news.getByText("Sailing club").waitFor();
  await scene.heading("Rowing club");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Rowing club, in the evening");
  // On another screen, what was typed is kept as well.
  await scene.press("All campaigns");
  await scene.press("Scheduled");
  await scene.heading("Rowing club");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Rowing club, in the evening");
  await news.getByRole("button", { name: "Open" }).click();
  await scene.heading("Sailing club");
  assert.equal(await news.locator(".note").count(), 0);
  assert.equal(await scene.campaigns(), 2);
});

test("a launch that is refused while the operator is at another draft brings its own back, and keeps the other", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const release = await held(scene, async (route) => {
    await scene.createFault({ kind: "status", status: 403 });
    await route.continue();
  });
  await duplicate(scene);
  await page.getByLabel("Campaign name").fill("The next one");
  release();
  await page.getByText("You do not have permission").waitFor();
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Rowing club");
  await page.unrouteAll();
  await (await scene.ask()).click();
  await scene.heading("Rowing club");
  await scene.press("All campaigns");
  await scene.press("Open The next one");
  await scene.heading("Review");
  assert.equal(await scene.campaigns(), 1);
});

test("what is typed into one draft is not put into another that replaces it", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const release = await held(scene, (route) => route.fulfill({ status: 403, json: { detail: "no" } }));
  await duplicate(scene);
  const name = page.getByLabel("Campaign name");
  await name.fill("");
  await name.pressSequentially("The ne");
  release();
  await page.getByText("You do not have permission").waitFor();
  await page.keyboard.type("xt one");
  assert.equal(await name.inputValue(), "Rowing club");
  assert.ok(
    await page.getByRole("heading", { name: "Review", exact: true }).evaluate((it) => it.matches(":focus")),
  );
});
