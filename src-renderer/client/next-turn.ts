/** Lets the window draw and answer clicks between two pieces of work. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
