import { DuckDBInstance } from '@duckdb/node-api';

/** A program that holds a DuckDB file open for writing until its parent lets go: `node holder.ts <file>`. */
const [, , path = ''] = process.argv;
const instance = await DuckDBInstance.create(path);
const connection = await instance.connect();
await connection.run('insert into numbers select range + 1000, 0 from range(5)');
process.send?.('held');
process.on('disconnect', () => process.exit(0));
