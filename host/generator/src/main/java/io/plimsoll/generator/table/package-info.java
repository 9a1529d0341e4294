/** Rows on their way to a file: codes along a few axes, exact amounts, and the columns that read them. */
@NullMarked
package io.plimsoll.generator.table;

import org.jspecify.annotations.NullMarked;
