// Tests the launcher in different pages: slow networks, failed downloads, frames, shadow roots, and keyboard
// shortcuts.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

test("a panel that does not come says so, and comes when it is asked for again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await page.route("**/panel.js*", (route) => route.abort());
  await scene.load();
  await scene.button.click();
  await page.getByText("The launcher could not be loaded.").waitFor();
  await page.unroute("**/panel.js*");
  await scene.press("Try again");
  await page.locator(".card").first().waitFor();
});

test("WebAssembly that does not come says so, and comes when it is asked for again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await page.route("**/*.wasm", (route) => route.abort());
  await scene.load();
  await scene.button.click();
  await page.getByText("Part of the launcher could not be loaded.").waitFor();
  await page.unroute("**/*.wasm");
  await scene.press("Try again");
  await page.locator(".card").first().waitFor();
});

test("a page in place of WebAssembly is not taken for a policy, and is asked for again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const fallback = (/** @type {import("playwright-core").Route} */ route) =>
    route.fulfill({ contentType: "text/html", body: PLAIN });
  await page.route("**/*.wasm", fallback);
  await scene.load();
  await scene.button.click();
  await page.getByRole("button", { name: "Try again" }).first().waitFor();
  assert.equal(await page.getByText("Content-Security-Policy forbids").count(), 0);
  await page.unroute("**/*.wasm");
  await scene.press("Try again");
  await page.locator(".card").first().waitFor();
});

test("the first step needs the core alone, and the next ones the rest of the package, once it comes", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await page.route("**/*_launch.wasm", (route) => route.abort());
  await scene.open();
  await page.locator(".card :checked").waitFor();
  await page.unroute("**/*_launch.wasm");
  await scene.plan();
  await scene.ask();
});

test("on a slow network there is a frame at once, and the first requests do not wait for WebAssembly", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const panelComes = await scene.hold("**/panel.js");
  const wasmComes = await scene.hold("**/*.wasm");
  await scene.load();
  // Data that was prefetched is used for a minute.
  await page.clock.setFixedTime(Date.now());
  await scene.button.click();
  await page.getByRole("dialog").getByText("Loading…").waitFor();
  panelComes();
  await scene.heading("Caller ID");
  const reads = async () => (await scene.requests()).map(({ path }) => path.split("/").at(-1));
  await scene.until(async () => (await reads()).length === 2);
  assert.deepEqual((await reads()).sort(), ["contact_labels", "phones"]);
  assert.equal(await page.locator(".card").count(), 0);
  wasmComes();
  await page.locator(".card").first().waitFor();
  await scene.chooseNumbers();
  await page.locator(".chip").first().waitFor();
  // Data that was prefetched is not requested again.
  const asked = (await reads()).filter((name) => name === "phones" || name === "contact_labels");
  assert.deepEqual(asked.sort(), ["contact_labels", "phones"]);
});

test("a panel that loads after its frame was closed, or its launcher removed, does not open", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  /** @type {(value?: undefined) => void} */
  let panelComes = () => {};
  const panel = new Promise((resolve) => {
    panelComes = resolve;
  });
  await page.route("**/panel.js", async (route) => {
    await panel;
    await route.continue();
  });
  await scene.load();
  await scene.button.click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  panelComes();
  await page.locator("dialog.panel").waitFor({ state: "attached" });
  assert.ok(!(await page.locator("dialog.panel").isVisible()));
  await scene.button.click();
  await scene.heading("Caller ID");
});

test("a question is gone when the page closes the panel, and can be asked again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  await scene.ask();
  const call = (/** @type {"open" | "close"} */ name) =>
    page.locator("seax-launcher").evaluate((element, name) => Object(element)[name](), name);
  await call("close");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await call("open");
  await scene.heading("Review");
  assert.equal(await page.locator("dialog.confirm[open]").count(), 0);
  await (await scene.ask()).click({ trial: true });
  assert.equal(await scene.creates(), 0);
});

test("a panel that is closed and opened at once is open, also to the page", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.open();
  const heard = await scene.page.locator("seax-launcher").evaluate(async (element) => {
    const dialog = element.shadowRoot?.lastElementChild?.shadowRoot?.querySelector("dialog");
    const closed = new Promise((resolve) => dialog?.addEventListener("close", resolve));
    const heard = /** @type {string[]} */ ([]);
    for (const type of ["seax-open", "seax-close"]) {
      element.addEventListener(type, () => heard.push(type));
    }
    Object(element).close();
    Object(element).open();
    await closed;
    return heard;
  });
  assert.deepEqual(heard, ["seax-open"]);
});

test("a client that is late is not used once the page has named another workspace", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const agents = /** @type {string[]} */ ([]);
  page.on("request", (request) => {
    if (/ai_agents/.test(request.url())) agents.push(request.url());
  });
  const wasmComes = await scene.hold("**/seax_dialer_core.wasm");
  await scene.load();
  await scene.button.click();
  await page.locator("dialog.panel").waitFor();
  const name = (/** @type {string} */ id) =>
    page.locator("seax-launcher").evaluate((element, id) => element.setAttribute("workspace-id", id), id);
  await name("clinic");
  await page.getByText("“clinic” is not a workspace ID").waitFor();
  const core = page.waitForEvent("requestfinished", (request) => /core\.wasm/.test(request.url()));
  wasmComes();
  await core;
  await name(scene.workspaceId);
  await page.locator(".card").first().waitFor();
  await scene.until(async () => agents.length > 0);
  assert.equal(agents.length, 1);
});

test("one token serves a whole flow, until it is refused or another function gives one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.load();
  await page.evaluate(() => {
    Object.assign(globalThis, { asked: 0 });
    const launcher = document.querySelector("seax-launcher");
    const { getToken } = /** @type {{ getToken(): Promise<string> }} */ (Object(launcher));
    Object.assign(Object(launcher), {
      getToken: () => {
        Reflect.set(globalThis, "asked", Reflect.get(globalThis, "asked") + 1);
        return getToken();
      },
    });
  });
  const asked = () => page.evaluate(() => Number(Reflect.get(globalThis, "asked")));
  // A token without an expiry is used for half a minute.
  await page.clock.setFixedTime(Date.now());
  await scene.button.click();
  await scene.heading("Caller ID");
  await scene.plan();
  assert.equal(await asked(), 1);
  // The token is revoked early. Reads are repeated with another token, without an error on the screen.
  await page.route("**/auto_dialer_campaigns*", (route) => route.fulfill({ status: 401, body: "{}" }), {
    times: 1,
  });
  await scene.press("All campaigns");
  await page
    .getByRole("button", { name: /^Duplicate / })
    .first()
    .waitFor();
  assert.equal(await asked(), 2);
});

test("a token that is rejected while a campaign is followed is replaced", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.review();
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  let revoked = "";
  let accepted = 0;
  await page.route(/\/auto_dialer_campaigns\/[^/?]+$/, async (route) => {
    const { authorization = "" } = route.request().headers();
    revoked ||= authorization;
    if (authorization === revoked) return route.fulfill({ status: 401, json: { detail: "revoked" } });
    accepted += 1;
    return route.continue();
  });
  const error = page.getByText("You are not signed in");
  await scene.until(async () => accepted > 1 || (await error.count()) > 0);
  assert.equal(await error.count(), 0);
});

test("a getToken that never returns does not hold up what comes after it", async (t) => {
  for (const way of ["another function", "the same one, later"]) {
    const scene = await stage.scene(t, { html: PLAIN });
    const { page } = scene;
    await page.clock.install();
    await scene.load();
    await page.evaluate(() => {
      const launcher = Object(document.querySelector("seax-launcher"));
      const { getToken } = launcher;
      let asked = 0;
      launcher.getToken = () => {
        asked += 1;
        return asked === 1 ? new Promise(() => {}) : getToken();
      };
    });
    await scene.button.click();
    await scene.heading("Caller ID");
    if (way === "another function") {
      await page.evaluate(() => {
        const launcher = Object(document.querySelector("seax-launcher"));
        const { getToken } = launcher;
        launcher.getToken = () => getToken();
      });
    } else {
      await page.clock.fastForward(20_000);
    }
    await scene.press("All campaigns");
    await page
      .getByRole("button", { name: /^Duplicate / })
      .first()
      .waitFor();
  }
});

test("only attributes that are named like a secret are taken for one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.load();
  const launcher = page.locator("seax-launcher");
  const harmless = [
    "aria-keyshortcuts",
    "wire:key",
    "data-key",
    "data-hotkey",
    "data-csrf-token",
    "tokenized",
  ];
  await launcher.evaluate((element, names) => {
    for (const name of names) element.setAttribute(name, "a");
    element.setAttribute("key", "row-3");
  }, harmless);
  await scene.button.click();
  await scene.heading("Caller ID");
  for (const name of ["api-key", "data-api-key", "x-api-key", "apikey", "token", "access-token", "secret"]) {
    await launcher.evaluate((element, name) => element.setAttribute(name, "sk"), name);
    await page.getByText("looks like a key or token").waitFor();
    await launcher.evaluate((element, name) => element.removeAttribute(name), name);
    await scene.heading("Caller ID");
  }
});

test("a workspace-id that is none is named, and the launcher works once it is right", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.load();
  await page.locator("seax-launcher").evaluate((element) => element.setAttribute("workspace-id", "clinic"));
  await scene.button.click();
  await page.getByText("“clinic” is not a workspace ID").waitFor();
  await page
    .locator("seax-launcher")
    .evaluate((element, id) => element.setAttribute("workspace-id", id), scene.workspaceId);
  await page.locator(".card").first().waitFor();
});

test("a language that a shadow root's host has is the launcher's", async (t) => {
  const html = PLAIN.replace(/<seax-launcher.*<\/seax-launcher>/, "<p id=outer lang=zh-TW><span></span></p>");
  const scene = await stage.scene(t, { html });
  const { page } = scene;
  await page.goto(scene.origin);
  await page.evaluate(() => {
    let at = document.querySelector("#outer span");
    for (let depth = 0; depth < 2; depth += 1) {
      const inner = document.createElement("div");
      at?.attachShadow({ mode: "open" }).append(inner);
      at = inner;
    }
    at?.append(document.createElement("seax-launcher"));
  });
  const button = page.locator("seax-launcher button").first();
  await page.getByText("建立外撥活動").waitFor();
  await page.evaluate(() => document.querySelector("#outer")?.setAttribute("lang", "en"));
  await page.getByText("Call campaign").waitFor();
  assert.equal(await button.innerText(), "Call campaign");
});

test("the page's shortcuts are not for those who type in the panel", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await page.evaluate(() => {
    const pressed = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { pressed });
    for (const type of ["keydown", "keypress", "keyup"]) {
      document.addEventListener(type, (event) => pressed.push(/** @type {KeyboardEvent} */ (event).key));
    }
  });
  await scene.chooseNumbers();
  await page.getByLabel("Individual contacts").pressSequentially("sg/");
  assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, "pressed")), []);
  await scene.press("Close");
  await page.locator("dialog.panel").waitFor({ state: "hidden" });
  await page.keyboard.press("s");
  assert.ok((await page.evaluate(() => Reflect.get(globalThis, "pressed"))).includes("s"));
});

test("in a frame that may not submit forms everything works", async (t) => {
  const inner = PLAIN.replaceAll('"', "&quot;");
  const html = `<!doctype html><html lang="en"><title>Portal</title><main><h1>Portal</h1>
    <iframe title="Launcher" width="1200" height="800" sandbox="allow-scripts allow-same-origin" srcdoc="${inner}">
    </iframe></main></html>`;
  const policy = "script-src 'self' 'wasm-unsafe-eval'; frame-src 'self'";
  const scene = await stage.scene(t, { html, policy });
  const { page, workspaceId } = scene;
  await page.goto(scene.origin);
  const frame = page.frameLocator("iframe");
  await frame.locator("seax-launcher").evaluate((element, workspaceId) => {
    const getToken = async () => (await (await fetch("/session")).json()).token;
    Object.assign(element, { endpoint: "/seax-api", workspaceId, getToken });
  }, workspaceId);
  await frame.getByRole("button", { name: "Call campaign" }).click();
  await frame.locator(".card :checked").waitFor();
  const press = (/** @type {string} */ name) => frame.getByRole("button", { name, exact: true }).click();
  await press("Next");
  await frame.getByText("Manage labels").click();
  await frame.getByLabel("New label").fill("Autumn");
  await frame.getByLabel("New label").press("Enter");
  await frame.getByRole("group", { name: "Labels" }).getByLabel("Autumn").waitFor();
  await frame.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  await press("Next");
  await frame.getByLabel("Survey assistant").check();
  await press("Next");
  await press("Next");
  await frame.getByLabel("Your phone number").fill("+12025550123");
  await press("Call me");
  await frame.getByText("Calling +12025550123").waitFor();
});

test("320 px wide, every step is reached by its button, and nothing is cut off", async (t) => {
  const context = { viewport: { width: 320, height: 640 } };
  for (const lang of ["en", "zh-TW"]) {
    const scene = await stage.scene(t, { html: PLAIN.replace('lang="en"', `lang="${lang}"`), context });
    const { page } = scene;
    await scene.load();
    await scene.button.click();
    await page.locator(".card :checked").waitFor();
    const steps = page.locator(".steps button");
    assert.equal(await steps.count(), 5);
    for (const place of [4, 3, 2, 1, 0]) {
      await steps.nth(place).click();
      await page.locator(`.steps li:nth-child(${place + 1}) [aria-current=step]`).waitFor();
      const outside = await page.locator("dialog.panel").evaluate((dialog) => {
        const parts = dialog.querySelectorAll("header *, .steps button, .steps .number, footer *, .body *");
        return [...parts]
          .filter((part) => part.checkVisibility() && !part.closest(".hidden, .name, .axis"))
          .map((part) => ({ part, box: part.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.left < -0.5 || box.right > 320.5))
          .map(({ part, box }) => `${part.tagName}.${part.className} ${box.left} to ${box.right}`);
      });
      assert.deepEqual(outside, [], `${lang}, step ${place + 1}`);
    }
  }
});

test("320 px wide, the recipients' names can be read", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, context: { viewport: { width: 320, height: 640 } } });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.locator("[role=option] .clock", { hasText: /\d/ }).first().waitFor();
  const cut = await page
    .locator("[role=option]:not([hidden])")
    .evaluateAll((rows) =>
      rows.flatMap(({ children: [name] }) =>
        name && name.scrollWidth > name.clientWidth ? [name.textContent] : [],
      ),
    );
  assert.deepEqual(cut, []);
});

test("in a page that is written from right to left, numbers, marks and arrows are the right way round", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN.replace("<html ", '<html dir="rtl" ') });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  const row = page.getByRole("option").first();
  await row.locator("small:last-child", { hasText: /\d/ }).waitFor();
  const places = await row.evaluate((row) => {
    const [name, number] = row.children;
    const box = (/** @type {Element | undefined} */ part) => part?.getBoundingClientRect().left ?? 0;
    const mark = Number.parseFloat(getComputedStyle(row, "::before").left);
    return {
      direction: getComputedStyle(row).direction,
      name: box(name),
      number: box(number),
      row: box(row),
      mark,
    };
  });
  assert.equal(places.direction, "ltr");
  assert.ok(places.row + places.mark + 8 < places.name, "the mark is before the name, and not on it");
  assert.ok(places.name < places.number, "the number is behind the name");
  const back = await page.getByRole("button", { name: "Back", exact: true }).boundingBox();
  const next = await page.getByRole("button", { name: "Next", exact: true }).boundingBox();
  assert.ok((back?.x ?? 0) < (next?.x ?? 0), "the way on is on the right");
});
