const names = ['file', 'file_name', 'source_file', 'source_path'];

/** What the column is called that says of each row which file it is from: a name that no column has. */
export function fileColumnName(columns: Iterable<string>): string {
  const taken = new Set([...columns].map((name) => name.toLowerCase()));
  return names.find((each) => !taken.has(each)) ?? 'starling_file';
}
