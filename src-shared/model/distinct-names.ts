/**
 * Names that are told apart also where capitals do not count: of those that are alike, all but the first are numbered, from
 * `first` on.
 */
export function distinctNames(names: readonly string[], first: number, between: string): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let count = first; taken.has(own.toLowerCase()); count += 1) own = `${name}${between}${count}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
