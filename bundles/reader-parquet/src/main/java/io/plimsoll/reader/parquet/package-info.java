/** Reads Parquet parts in pure Java: only the footer and the column chunks asked for, by ranged reads. */
@NullMarked
package io.plimsoll.reader.parquet;

import org.jspecify.annotations.NullMarked;
