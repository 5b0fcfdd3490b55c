import '@mantine/core/styles.layer.css';
import './ui/theme.css';
import './ui/mantine.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './client/client.ts';
import { Shell } from './features/shell/shell.tsx';
import { startWindow } from './features/shell/start.ts';
import { Breakage } from './ui/breakage.tsx';
import { cssVariables, theme } from './ui/theme.ts';

const schemes = localStorageColorSchemeManager({ key: 'starling.theme' });

startWindow();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
    >
      <QueryClientProvider client={queryClient}>
        <Breakage what="The window">
          <Shell />
        </Breakage>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
