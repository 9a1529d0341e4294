/** From a run to a published period with its receipt. */
@NullMarked
package io.plimsoll.host.collect;

import org.jspecify.annotations.NullMarked;
