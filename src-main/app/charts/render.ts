import { chartCsv, chartTex, chartTsv } from '#shared/chart/data.ts';
import type { Drawing } from '#shared/chart/drawing.ts';
import { layOut } from '#shared/chart/layout.ts';
import { pageOf } from '#shared/chart/page.ts';
import type { Picture } from '#shared/chart/picture.ts';
import type { ChartFormat, ChartLook } from '#shared/chart/request.ts';
import { svgOf } from '#shared/chart/svg.ts';
import { Failure } from '#shared/model/failure.ts';
import { chartFont } from './font.ts';
import { pdfOf } from './pdf.ts';
import { pngOf } from './png.ts';

/** A chart of a page, with where its lines come from and how many rows they stand for. */
export interface DrawableChart {
  readonly name: string;
  readonly chart: Picture;
  readonly provenance: ReadonlyMap<string, string>;
  readonly rows: number;
}

type PageFormat = 'svg' | 'pdf' | 'png';

/** A chart as the bytes of a file. */
export async function chartFile(
  chart: Picture,
  look: ChartLook,
  format: Exclude<ChartFormat, 'parquet'>,
  provenance: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return Buffer.from(chartCsv(chart));
    case 'tsv':
      return Buffer.from(chartTsv(chart));
    case 'tex':
      if (chart.flow !== undefined)
        throw new Failure('BAD_INPUT', 'pgfplots draws no bands between places: take SVG or PDF');
      return Buffer.from(chartTex(chart, look, provenance));
    default:
      return pictureOf(layOut(chart, look, chartFont().measure, provenance), look, format);
  }
}

/** Several charts as the bytes of one page. */
export function pageFile(
  charts: readonly DrawableChart[],
  look: ChartLook,
  columns: number,
  format: PageFormat,
): Promise<Uint8Array> {
  const { measure } = chartFont();
  const parts = charts.map(({ name, chart, provenance }) => ({
    name,
    drawing: layOut(chart, look, measure, provenance),
  }));
  return pictureOf(pageOf(parts, look, columns, measure), look, format);
}

async function pictureOf(drawing: Drawing, { dpi }: ChartLook, format: PageFormat): Promise<Uint8Array> {
  if (format === 'pdf') return pdfOf(drawing);
  return format === 'svg' ? Buffer.from(svgOf(drawing)) : pngOf(drawing, dpi);
}
