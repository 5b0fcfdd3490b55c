import type { PictureLine } from './picture.ts';
import type { ChartRequest } from './request.ts';

/** The lines that a request names, in its order and in the looks it gives them; all of them without any. */
export function styledLines(all: readonly PictureLine[], wanted: ChartRequest['lines']): readonly PictureLine[] {
  if (wanted === undefined) return all;
  return wanted.flatMap(({ id, label, colour, dash }) => {
    const found = all.find((line) => line.id === id);
    if (found === undefined) return [];
    const style = { colour: colour ?? found.style.colour, dash: dash ?? found.style.dash };
    return [{ ...found, label: label ?? found.label, style }];
  });
}

/** What a request says of axes and of what was written onto them. */
export function writtenOn({ references, notes }: ChartRequest) {
  return {
    references: references.map((reference, at) => ({ ...reference, id: String(at) })),
    notes: notes.map((note, at) => ({ ...note, id: String(at) })),
  };
}
