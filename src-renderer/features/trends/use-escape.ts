import { useEffect } from 'react';

/** Does something when Escape is pressed where nothing else takes it: no field, menu or dialog. */
export function useEscape(act: (() => void) | undefined): void {
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
