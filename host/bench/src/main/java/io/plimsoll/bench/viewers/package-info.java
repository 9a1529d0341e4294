/** Many people looking at the console at once. */
@NullMarked
package io.plimsoll.bench.viewers;

import org.jspecify.annotations.NullMarked;
