// What the platform declares: a library such as DOM, or the types of Node, Workers, Deno or Bun. A project can do without: then
// nothing is known of these types, and they are in nobody's way.

declare global {
  interface AbortSignal {}
  interface Blob {}
  interface File {}
  interface URL {}
  // biome-ignore lint/suspicious/noExplicitAny: as all other declarations of it have it
  interface ReadableStream<R = any> {}
  namespace WebAssembly {
    interface Memory {}
    interface Module {}
    interface Table {}
  }
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
}

type Declared<Name extends string> =
  typeof globalThis extends Record<Name, { prototype: infer Type }> ? Type : object;

// Not like those above: Workers' own have parameters, which every declaration of them has to have.
export type Request = Declared<"Request">;
export type Response = Declared<"Response">;
/** The type of the global `fetch`. */
export type Fetch = typeof globalThis extends { fetch: infer Type }
  ? Type
  : (input: RequestInfo | URL, init?: object) => Promise<Response>;
/** The same as DOM's, which is an alias and has no second declaration. */
export type BufferSource = ArrayBufferView | ArrayBuffer;
export type RequestInfo = Request | string;
