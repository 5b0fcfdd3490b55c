/**
 * Turns work that tells pieces as it goes into a stream of them. A piece that `replaces` takes the place of one like it
 * that nobody has read yet: a slow reader sees the latest progress, and every other piece.
 */
export async function* pieces<Piece>(
  work: (tell: (piece: Piece, replaces?: boolean) => void) => Promise<void>,
): AsyncGenerator<Piece> {
  const waiting: { readonly piece: Piece; readonly replaces: boolean }[] = [];
  let wake = Promise.withResolvers<void>();
  let isOver = false;
  const finished = work((piece, replaces = false) => {
    if (replaces && waiting.at(-1)?.replaces) waiting.pop();
    waiting.push({ piece, replaces });
    wake.resolve();
  }).finally(() => {
    isOver = true;
    wake.resolve();
  });
  finished.catch(() => undefined);
  for (;;) {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next.piece;
    if (isOver) break;
    await wake.promise;
    wake = Promise.withResolvers();
  }
  await finished;
}
