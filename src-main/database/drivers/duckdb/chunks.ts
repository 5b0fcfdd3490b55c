import type { DuckDBDataChunk, DuckDBMaterializedResult, DuckDBResult } from '@duckdb/node-api';

/** The chunks of an answer that is there already: nothing is waited for, which for each takes longer than to read it. */
export function* chunksOf(result: DuckDBMaterializedResult): Generator<DuckDBDataChunk> {
  for (let at = 0; at < result.chunkCount; at++) yield result.getChunk(at);
}

/** The same, so many chunks at a time. */
export function* bunchesOf(result: DuckDBMaterializedResult, most: number): Generator<readonly DuckDBDataChunk[]> {
  for (let at = 0; at < result.chunkCount; at += most) {
    const count = Math.min(most, result.chunkCount - at);
    yield Array.from({ length: count }, (_, next) => result.getChunk(at + next));
  }
}

/** The next chunks of a streamed answer: fewer than asked for only at its end. */
export async function nextChunks(result: DuckDBResult, most: number): Promise<readonly DuckDBDataChunk[]> {
  const chunks: DuckDBDataChunk[] = [];
  while (chunks.length < most) {
    const chunk = await result.fetchChunk();
    if (!chunk?.rowCount) break;
    chunks.push(chunk);
  }
  return chunks;
}
