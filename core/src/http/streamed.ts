/**
 * Pieces of an answer, of which the first is made already: what goes wrong with it is still answered as a problem. A reader who goes away ends
 * the making.
 */
export async function streamed(
  pieces: AsyncGenerator<string, void, void>,
): Promise<AsyncGenerator<string, void, void>> {
  return after(await pieces.next(), pieces);
}

async function* after(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, void>,
): AsyncGenerator<string, void, void> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
