import type { Rectangle } from 'electron';
import { z } from 'zod';

/** Where the window was last; `bounds` are those outside of the maximised state. */
export const placementSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }).nullable(),
  maximized: z.boolean(),
});
export type Placement = z.infer<typeof placementSchema>;

export const unplaced: Placement = { bounds: null, maximized: false };

/** How much of a window must be on a screen for a person to catch it. */
const catchable = { width: 120, height: 60 };

/** Remembered bounds, unless the screen they were on is gone. */
export function boundsOnScreen(remembered: Rectangle | null, screens: readonly Rectangle[]): Rectangle | undefined {
  if (remembered === null) return undefined;
  const visible = screens.some((screen) => {
    const width = Math.min(remembered.x + remembered.width, screen.x + screen.width) - Math.max(remembered.x, screen.x);
    const height =
      Math.min(remembered.y + remembered.height, screen.y + screen.height) - Math.max(remembered.y, screen.y);
    return width >= catchable.width && height >= catchable.height && remembered.y >= screen.y;
  });
  return visible ? remembered : undefined;
}
