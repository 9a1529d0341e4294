/** Writers of CSV, gzip and Parquet whose bytes are the same on any Java. */
@NullMarked
package io.plimsoll.generator.file;

import org.jspecify.annotations.NullMarked;
