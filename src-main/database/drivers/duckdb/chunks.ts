import type { DuckDBDataChunk, DuckDBMaterializedResult } from '@duckdb/node-api';

/** The chunks of an answer that is there already: nothing is waited for, which for each takes longer than to read it. */
export function* chunksOf(result: DuckDBMaterializedResult): Generator<DuckDBDataChunk> {
  for (let at = 0; at < result.chunkCount; at++) yield result.getChunk(at);
}
