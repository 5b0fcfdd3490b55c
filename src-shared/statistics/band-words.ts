import type { BandKind, CentreKind } from './bands.ts';

export const centreText: Readonly<Record<CentreKind, string>> = {
  mean: 'mean',
  median: 'median',
  iqm: 'interquartile mean',
};

/** How sure an interval is: `95 %`. */
export function confidenceText(confidence: number): string {
  return `${Number((confidence * 100).toPrecision(4))} %`;
}

/** What a band is, in the words of a legend. */
export function bandText(band: BandKind, confidence: number): string {
  const share = confidenceText(confidence);
  const words: Readonly<Record<BandKind, string>> = {
    bootstrap: `${share} bootstrap interval`,
    t: `${share} t interval of the mean`,
    se: 'standard error of the mean',
    sd: 'standard deviation around the mean',
    quartiles: 'between the quartiles',
    range: 'from the lowest to the highest',
  };
  return words[band];
}
