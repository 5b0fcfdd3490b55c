/** As many beside each other as one reads from the left: few charts stay in one column. */
export function columnsFor(charts: number): number {
  return charts <= 3 ? 1 : charts <= 8 ? 2 : 3;
}
