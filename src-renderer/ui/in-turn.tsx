import { Children, type ReactNode, startTransition, useEffect, useState } from 'react';

/** How many of so many parts to draw: `step` more each time the window has had its turn, which all at once would stop. */
export function useInTurn(count: number, step: number): number {
  const [drawn, setDrawn] = useState(step);
  useEffect(() => {
    if (drawn < count) startTransition(() => setDrawn(drawn + step));
  }, [drawn, count, step]);
  return Math.min(drawn, count);
}

/** Draws its parts one after the other. */
export function InTurn({ children }: { readonly children: ReactNode }): ReactNode {
  const parts = Children.toArray(children);
  return parts.slice(0, useInTurn(parts.length, 1));
}
