import type { ReactNode } from 'react';
import { chartAsked } from '../../client/export-asked.ts';
import { useStore } from '../../client/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fetched } from '../../ui/fetched.tsx';

// Comes when it is first asked for, so that the window is there sooner.
const ChartForm = fetched(async () => (await import('./chart-form.tsx')).ChartForm);
const ChartsForm = fetched(async () => (await import('./charts-form.tsx')).ChartsForm);

/** Asks how a chart is to look as a file, and shows it so. */
export function ChartDialog(): ReactNode {
  const offer = useStore(chartAsked);
  if (offer === undefined) return null;
  const close = () => chartAsked.set(undefined);
  const title = offer.charts.length > 1 ? `Export ${offer.charts.length} charts` : `Export the chart of ${offer.name}`;
  return (
    <Dialog onClose={close} title={title} size={760}>
      {offer.charts.length > 1 ? <ChartsForm offer={offer} close={close} /> : <ChartForm offer={offer} close={close} />}
    </Dialog>
  );
}
