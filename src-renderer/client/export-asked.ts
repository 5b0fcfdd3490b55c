import type { ChartRequest } from '#shared/chart/request.ts';
import type { ExportSource } from '#shared/model/export.ts';
import { createStore } from './store.ts';

/** Rows that can be written to a file, as a grid or a menu offers them: which they are is asked in a dialog. */
export interface ExportOffer {
  readonly database: string;
  /** Suggested name, without an ending. */
  readonly name: string;
  /** What there is to choose from; the first is chosen. */
  readonly parts: readonly { readonly label: string; readonly source: ExportSource }[];
}

/** What the export dialog is open for. */
export const exportAsked = createStore<ExportOffer | undefined>(undefined);

export function askExport(offer: ExportOffer): void {
  exportAsked.set(offer);
}

/** A chart and what it is called. */
export interface NamedChart {
  readonly name: string;
  readonly chart: ChartRequest;
}

/** Charts that can be written to a file. */
export interface ChartOffer {
  /** Suggested name, without an ending. */
  readonly name: string;
  /** One, or several at once. */
  readonly charts: readonly NamedChart[];
}

/** What the dialog of charts is open for. */
export const chartAsked = createStore<ChartOffer | undefined>(undefined);
