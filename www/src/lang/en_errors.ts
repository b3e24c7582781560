// Texts of error codes, in English, for the operator: what went wrong, and what to do.

import type { ErrorTexts } from "./texts.ts";

export const enErrors: ErrorTexts = {
  invalid_argument: "A value is not valid.",
  unauthorized:
    "You are not signed in, or your session has expired: the server did not accept this page’s token. Sign in, then reload the page.",
  auth_failed: "The page could not get your sign-in. Check your connection, then try again.",
  forbidden: "You do not have permission to do this in this workspace.",
  not_found: "This no longer exists.",
  conflict: "This has changed since you opened it. Check it, then try again.",
  unprocessable: "The server rejected this request.",
  rate_limited: "Too many requests. Wait a moment, then try again.",
  server_error: "The server has a problem. Try again in a moment.",
  network: "The server cannot be reached. Check your connection.",
  timeout: "The server did not answer in time. Try again.",
  malformed_reply: "The server’s answer could not be read.",
  reply_too_large: "The server’s answer is too large.",
  client_closed: "The launcher was closed. Reload the page.",
  launch_unconfirmed: "It is not known yet whether the campaign started.",
  launched_twice: "The campaign was started more than once.",
  preflight_failed: "Fix the errors below first. Nobody was called.",
  not_counted: "The recipients could not be counted, so nothing was sent again. Try again.",
  ticket_not_stored:
    "This browser stores nothing for this page, so a launch would not be safe. Nobody was called.",
  unsafe_browser_key: "This page contains an API key, which every visitor can read.",
  not_loaded: "Part of the launcher could not be loaded. Check your connection, then try again.",
};
