// Types that the platform declares: a library such as DOM, or the types of Node, Workers, Deno or Bun. In a project without
// those, these empty declarations stand in, and conflict with nothing.

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

// Not declared like those above: those of Workers have type parameters, which every declaration would have to repeat.
export type Request = Declared<"Request">;
export type Response = Declared<"Response">;
/** The type of the global `fetch`. */
export type Fetch = typeof globalThis extends { fetch: infer Type }
  ? Type
  : (input: RequestInfo | URL, init?: object) => Promise<Response>;
/** The same as DOM's, which is a type alias and cannot be declared twice. */
export type BufferSource = ArrayBufferView | ArrayBuffer;
export type RequestInfo = Request | string;
