/**
 * The rows of a list, one by one, while the next page is on its way already.
 *
 * An async generator, because it is the language's own answer to everything that can happen between two rows: `break`,
 * an exception, two `next()` at once.
 * @param {{ batch(): Promise<unknown[] | undefined>, close(): void }} source
 */
export async function* rows(source) {
  try {
    let next = source.batch();
    for (;;) {
      const batch = await next;
      if (batch === undefined) return;
      next = source.batch();
      // If it fails, that is thrown when its turn comes. If its turn never comes, nobody wants to know.
      next.catch(() => {});
      yield* batch;
    }
  } finally {
    source.close();
  }
}
