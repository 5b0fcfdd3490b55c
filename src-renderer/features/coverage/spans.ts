/** Neighbouring columns whose values are alike down to a level. */
interface Span {
  readonly at: number;
  readonly length: number;
  readonly value: string | null;
}

export function spansOf(columns: readonly (readonly (string | null)[])[], level: number): readonly Span[] {
  const spans: Span[] = [];
  let before: string | undefined;
  columns.forEach((values, at) => {
    const key = JSON.stringify(values.slice(0, level + 1));
    const last = spans.at(-1);
    if (last !== undefined && key === before) spans[spans.length - 1] = { ...last, length: last.length + 1 };
    else spans.push({ at, length: 1, value: values[level] ?? null });
    before = key;
  });
  return spans;
}
