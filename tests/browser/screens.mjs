// Shows every screen, one by one, for axe tests and screenshots.

import { STILL } from "./stage.mjs";

/** @typedef {import("./stage.mjs").Scene} Scene */
/** @typedef {(name: string) => Promise<void>} Look */

/**
 * The screens from the button to the end of a campaign.
 *
 * @param {Scene} scene a scene whose page is not loaded yet
 * @param {Look} look
 */
export async function usual(scene, look) {
  const { page } = scene;
  const next = () => scene.press("Next");
  await scene.load();
  await scene.button.waitFor();
  await look("button");
  await scene.button.click();
  await scene.heading("Caller ID");
  await page.locator(".card").first().waitFor();
  await look("numbers");

  await scene.chooseNumbers();
  await page.locator(".chip").first().waitFor();
  await next();
  await page.locator(".lack").getByText("Select recipients.").waitFor();
  await look("audience-nobody");
  await page.getByRole("group", { name: "Labels" }).getByLabel("Survey 2026").check();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByLabel("Individual contacts").fill("o");
  await page.getByRole("button", { name: /^Add / }).first().click();
  await page
    .getByRole("button", { name: /^Exclude / })
    .nth(1)
    .click();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await page.getByRole("option").first().waitFor();
  await look("audience");
  await page.getByText("Manage labels").click();
  await page.getByLabel("New label").waitFor();
  await look("labels");
  await page.getByText("Manage labels").click();

  await next();
  await page.getByLabel("Survey assistant").check();
  await page.getByLabel("Opening message").fill("Hi {name}, is seat {seat} at {event_name} all right?");
  await page.locator(".bubble").waitFor();
  await look("script-agent");
  await page.getByRole("radio", { name: /^Voice drop/ }).check();
  await look("script-voice-drop");
  await page.getByRole("radio", { name: "Recording", exact: true }).check();
  await look("script-recording");
  await page.getByRole("radio", { name: /^AI agent/ }).check();

  await next();
  await page.getByRole("region", { name: "Calling hours" }).getByRole("listitem").first().waitFor();
  await look("schedule-now");
  await page.getByRole("radio", { name: /^Later/ }).check();
  await page.getByLabel("Calls at once").fill("1");
  await page.getByLabel("Attempts per recipient").fill("10");
  await page.getByLabel("Attempts per recipient").blur();
  await page.getByText("There may not be enough time.").waitFor();
  await look("schedule-later");
  await page.getByRole("radio", { name: /^Now/ }).check();
  await page.getByLabel("Calls at once").fill("4");
  await page.getByLabel("Attempts per recipient").fill("1");

  await next();
  await page.locator(".findings").waitFor();
  await look("review-findings");
  const last = await scene.ask();
  await last.waitFor();
  await look("confirm");
  const release = await scene.hold("**/auto_dialer_campaigns", { method: "POST" });
  await last.click();
  await page.getByText("Sending the campaign").waitFor();
  await look("launching");
  release();
  await scene.heading("Who answered");
  await page
    .getByText(/^[1-9]\d* · /)
    .first()
    .waitFor();
  await page.locator(".calls tbody tr").first().waitFor();
  await look("live");
  await page.getByText("Finished", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Download statistics (CSV)" }).waitFor();
  await look("over");
  await page.getByRole("heading", { name: "Calls", exact: true }).evaluate((title) => title.scrollIntoView());
  await page.getByRole("row").nth(1).waitFor();
  await look("calls");
  await scene.press("All campaigns");
  await page
    .getByRole("button", { name: /^Duplicate / })
    .first()
    .waitFor();
  await look("past-campaigns");
  await page
    .getByRole("button", { name: /^Delete / })
    .first()
    .click();
  await page.locator("[data-yes]").waitFor();
  await look("delete");
}

/**
 * Screens that appear only when something fails or is canceled.
 *
 * @param {(speed?: number) => Promise<Scene>} begin creates a scene; `speed` is the factor by which its
 * campaigns run faster
 * @param {Look} look
 */
export async function unusual(begin, look) {
  const failing = await begin();
  await failing.fault({ kind: "status", status: 401, path: "phones", times: 0 });
  await failing.open();
  await failing.page.getByText("You are not signed in").waitFor();
  await failing.page.getByText("Details").click();
  await look("error");

  const lost = await begin();
  await lost.installClock();
  await lost.review();
  await lost.createFault({ kind: "drop_request" });
  await (await lost.ask()).click();
  await lost.hurry(lost.page.getByRole("heading", { name: "Not confirmed" }));
  await look("not-confirmed");

  const doubled = await begin();
  await doubled.page.route("**/auto_dialer_campaigns", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    await route.fetch();
    return route.abort();
  });
  await doubled.review();
  await (await doubled.ask()).click();
  await doubled.heading("Started twice");
  await look("started-twice");

  const stopped = await begin(STILL.speed);
  await stopped.review();
  await (await stopped.ask()).click();
  await stopped.heading("Who answered");
  await stopped.press("Pause");
  await stopped.page.locator(".status.paused").waitFor();
  await look("paused");
  await stopped.press("Stop");
  await stopped.page.locator("[data-yes]").waitFor();
  await look("stop");
  await stopped.page.locator("[data-yes]").click();
  await stopped.page.locator(".status.canceled").waitFor();
  await look("canceled");

  const open = await begin();
  await open.load();
  await open.page
    .locator("seax-launcher")
    .evaluate((element) => element.setAttribute("api-key", "not-a-key"));
  await open.button.click();
  await open.page.getByText("looks like a key").waitFor();
  await look("key-refused");
}
