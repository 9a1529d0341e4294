/** Rows and batches as readers hand them out, and the answers that rows must lead to. */
@NullMarked
package io.plimsoll.testkit.rows;

import org.jspecify.annotations.NullMarked;
