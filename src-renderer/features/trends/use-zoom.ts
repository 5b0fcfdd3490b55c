import { useCallback, useEffect } from 'react';
import type { ViewProps } from './trends-page.tsx';
import type { TrendsView, YBox } from './view.ts';

interface Zoom {
  readonly zoomed: boolean;
  onZoom(from: number, to: number, box?: YBox): void;
  onWhole(): void;
}

/** To a part of x, and of the y of one unit; back by Escape too. */
export function useZoom({ range, box }: Pick<TrendsView, 'range' | 'box'>, onView: ViewProps['onView']): Zoom {
  const onZoom = useCallback(
    (from: number, to: number, one?: YBox) => {
      const others = box.filter(({ group }) => group !== one?.group);
      onView({ range: [from, to], ...(one && { box: [...others, one] }) });
    },
    [onView, box],
  );
  const zoomed = range !== undefined || box.length > 0;
  const onWhole = useCallback(() => {
    if (zoomed) onView({ range: undefined, box: [] });
  }, [onView, zoomed]);
  useEscape(zoomed ? onWhole : undefined);
  return { zoomed, onZoom, onWhole };
}

/** Does something when Escape is pressed where nothing else takes it: no field, menu or dialog. */
function useEscape(act: (() => void) | undefined): void {
  useEffect(() => {
    if (act === undefined) return;
    const press = (event: KeyboardEvent) => {
      const taken = event.target instanceof Element && event.target.closest(TAKERS) !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !taken) act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [act]);
}

const TAKERS = 'input, textarea, [role="dialog"], [role="menu"], [role="listbox"]';
