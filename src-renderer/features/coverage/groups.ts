import type { CoverageGroup, CoverageOverview } from '#shared/model/coverage.ts';

/** How a group is named in an address: after a dot, so that one without a key differs from one whose key is empty. */
export function keyOfGroup(key: string | null): string {
  return key === null ? '-' : `.${key}`;
}

export function groupNamed({ groups }: CoverageOverview, named: string | undefined): CoverageGroup | undefined {
  return groups.find(({ key }) => keyOfGroup(key) === named);
}

/** `title`: what groups are ("Study"). */
export function labelOfGroup(key: string | null, title: string): string {
  return key ?? `No ${title.toLowerCase()}`;
}
