/** SQL by DuckDB: in memory, locked down, over exactly the tables it is handed. */
@NullMarked
package io.plimsoll.engine.duckdb;

import org.jspecify.annotations.NullMarked;
