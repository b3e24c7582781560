// Takes the guides' screenshots of the launcher, in docs/images: `node tests/browser/pictures.mjs`, after building the widget
// and the sandbox.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PLAIN, Stage } from "./stage.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** The size of the panel, without the page around it. */
const VIEWPORT = { width: 1052, height: 812 };

/** @type {(() => unknown)[]} */
const endings = [];
const stage = await Stage.build((end) => endings.push(end));
const scene = await stage.scene(
  { after: (end) => endings.unshift(end) },
  { html: PLAIN, contacts: 160, speed: 30, context: { viewport: VIEWPORT, colorScheme: "light" } },
);
const { page } = scene;

/** @param {string} name */
async function take(name) {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  const picture = (await page.locator("dialog.panel").screenshot({ type: "png" })).toString("base64");
  // As WebP, such an image has a quarter of the bytes. Browsers can encode WebP, but Playwright cannot.
  const webp = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.82 });
    const written = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(written, (byte) => String.fromCharCode(byte)).join(""));
  }, picture);
  await writeFile(`${FOLDER}launcher-${name}.webp`, Buffer.from(webp, "base64"));
}

try {
  await mkdir(FOLDER, { recursive: true });
  await scene.open();
  await scene.chooseNumbers();
  const labels = page.getByRole("group", { name: "Labels" });
  for (const name of ["Newsletter", "VIP"]) await labels.getByLabel(name).check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await page.getByRole("option", { name: /\w/ }).first().waitFor();
  await take("audience");

  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await page
    .getByLabel("Opening message")
    .fill("Hi {name}, your seat at {event_name} is {seat}. Does that suit you?");
  await page.locator(".bubble").waitFor();
  await scene.press("Next");
  await page.getByLabel("Calls at once").fill("6");
  await scene.press("Next");
  await page.locator(".findings").waitFor();
  await take("review");

  await (await scene.ask()).click();
  await scene.heading("Who answered");
  // At least 60 %, so that every part has data.
  await page.locator(".big b", { hasText: /^([6-9]\d|100)%$/ }).waitFor();
  await page.locator(".calls tbody tr").first().waitFor();
  await take("live");
} finally {
  for (const end of endings) await end();
}
