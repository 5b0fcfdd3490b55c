import { useCallback, useMemo } from 'react';
import type { Condition, Sort } from '#shared/model/filter.ts';
import { decode, type PlaceQuery, setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { isOp } from './condition-words.ts';
import type { GridView } from './row-source.ts';

/** A view as part of an address: `search` as it is, `sort` as `-speed,label`, `where` as JSON triples. */
export function viewToQuery({ search, sort, conditions }: GridView): PlaceQuery {
  return {
    search,
    sort: sort.map(writeSort).join(),
    where:
      conditions.length === 0
        ? ''
        : JSON.stringify(conditions.map(({ column, op, values }) => [column, op, ...values])),
  };
}

/** Reads a view from an address; what makes no sense is left out. */
export function viewFromQuery(query: PlaceQuery): GridView {
  return {
    search: query['search'] ?? '',
    sort: (query['sort'] ?? '')
      .split(',')
      .filter((part) => part !== '')
      .map((part) => ({ column: decode(part.replace(/^-/, '')), descending: part.startsWith('-') })),
    conditions: readConditions(query['where']),
  };
}

function writeSort({ column, descending }: Sort): string {
  return `${descending ? '-' : ''}${encodeURIComponent(column).replace(/^-/, '%2D')}`;
}

function readConditions(text: string | undefined): readonly Condition[] {
  if (text === undefined || text === '') return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.flatMap(readCondition) : [];
  } catch {
    return [];
  }
}

function readCondition(triple: unknown): readonly Condition[] {
  if (!Array.isArray(triple) || !triple.every((part) => typeof part === 'string')) return [];
  const [column, op, ...values] = triple as string[];
  return column === undefined || op === undefined || !isOp(op) ? [] : [{ column, op, values }];
}

/** The view of the present place: it lives in the address, so that *Back* and a bookmark bring it back. */
export function useGridView(): readonly [GridView, (view: GridView) => void] {
  const query = usePlaceQuery();
  const { search, sort, where } = query;
  const view = useMemo(
    () => viewFromQuery({ search: search ?? '', sort: sort ?? '', where: where ?? '' }),
    [search, sort, where],
  );
  const setView = useCallback((next: GridView) => setPlaceQuery(viewToQuery(next)), []);
  return [view, setView];
}
