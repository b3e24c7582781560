// Sends requests to an in-process sandbox, and collects failures.

import { rejection } from "../runtimes/assert.mjs";

/**
 * @param {import("seax-dialer/testing").Sandbox} sandbox
 * @param {string} path
 */
export function url({ config }, path) {
  return `${config.baseUrl}/api/v1/workspace/${config.workspaceId}/${path}`;
}

/**
 * @param {import("seax-dialer/testing").Sandbox} sandbox
 * @param {string} path
 * @param {RequestInit} [init]
 */
export function get(sandbox, path, init = {}) {
  return sandbox.fetch(url(sandbox, path), { headers: { "x-api-key": sandbox.config.apiKey }, ...init });
}

/** @param {() => void} work */
export async function failure(work) {
  return /** @type {Error} */ (await rejection((async () => work())()));
}
