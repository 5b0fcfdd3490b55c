import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useAction } from '../../client/actions.ts';
import { useSetting } from '../../client/settings.ts';

export type Scheme = 'light' | 'dark' | 'auto';

/** Light, dark, or as the system says: remembered by the main process, and by the page for its first moment. */
export function useTheme(): { readonly scheme: Scheme; setScheme(scheme: Scheme): void } {
  const [stored, store] = useSetting<Scheme | undefined>('theme', undefined);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  useEffect(() => {
    if (stored !== undefined && stored !== colorScheme) setColorScheme(stored);
  }, [stored, colorScheme, setColorScheme]);
  useAction('toggle-theme', () => store(shown === 'dark' ? 'light' : 'dark'));
  return { scheme: stored ?? colorScheme, setScheme: store };
}
