import type { MarksTaken } from '#shared/contract/marks.ts';
import type { Mark } from '#shared/model/mark.ts';
import { countOf } from '../../format/number.ts';

/** Marks that hold every word of a search, in their note, tags or names; `#tag` means a tag alone, `★` a star. */
export function findMarks(marks: readonly Mark[], search: string): readonly Mark[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return marks.filter((mark) => {
    const tags = mark.tags.map((tag) => tag.toLowerCase());
    const text = [mark.note, ...mark.tags, mark.label, mark.id, mark.database.label].join('\n').toLowerCase();
    return words.every((word) => {
      if (word === '★') return mark.starred;
      return word.startsWith('#') && word.length > 1 ? tags.includes(word.slice(1)) : text.includes(word);
    });
  });
}

/** What became of the marks of a file that was taken in, in a few words. */
export function takenText({ added, changed, kept, elsewhere, problems }: MarksTaken): string {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return [
    `${countOf(added, ['mark', 'marks'])} added`,
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(kept > 0 ? [`${kept} here already`] : []),
    ...(elsewhere.marks > 0
      ? [`${elsewhere.marks} of databases that were never opened here: ${elsewhere.databases.join(', ')}`]
      : []),
    ...(first === undefined ? [] : [`${problems.length} could not be read: ${first}${more}`]),
  ].join('; ');
}

/** Marks as a file: what `markFileSchema` says. */
export function marksText(marks: readonly Mark[]): string {
  return `${JSON.stringify({ kind: 'starling-marks', version: 1, marks }, null, 2)}\n`;
}
