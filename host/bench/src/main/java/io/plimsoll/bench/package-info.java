/** Measures Plimsoll against a plain DuckDB query over the same files. */
@NullMarked
package io.plimsoll.bench;

import org.jspecify.annotations.NullMarked;
