import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';
import { chartAsked, type NamedChart } from '../../client/export-asked.ts';

/** The charts that a page shows, by where they are on it. */
export type ChartFiles = Map<HTMLElement, NamedChart>;

export const ChartFilesContext = createContext<ChartFiles>(new Map());

/** Lets the page know what its element shows, as a file asks for it. */
export function useChartFile(name: string, chart: NamedChart['chart'] | undefined): RefObject<HTMLElement | null> {
  const files = useContext(ChartFilesContext);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null || chart === undefined) return;
    files.set(element, { name, chart });
    return () => void files.delete(element);
  });
  return place;
}

/** Asks how all charts of the page are to be exported, in the order in which one sees them. */
export function ExportAll({ files, name }: { readonly files: ChartFiles; readonly name: string }): ReactNode {
  const ask = () => {
    const charts = [...files].sort(([one], [other]) => (isBefore(one, other) ? -1 : 1)).map(([, chart]) => chart);
    if (charts.length > 0) chartAsked.set({ name, charts });
  };
  return (
    <Tooltip label="Export all charts…">
      <ActionIcon size={26} aria-label="Export all charts…" onClick={ask}>
        <IconFileDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

const isBefore = (one: Node, other: Node): boolean =>
  (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
