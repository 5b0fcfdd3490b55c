/** Does the same to each, so many at a time; answers in their order. */
export async function inTurns<T, U>(
  all: readonly T[],
  atOnce: number,
  work: (each: T) => Promise<U>,
): Promise<readonly U[]> {
  const answers: U[] = new Array(all.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) answers[at] = await work(all[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return answers;
}
