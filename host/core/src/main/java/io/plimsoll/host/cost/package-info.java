/** Questions about cost. */
@NullMarked
package io.plimsoll.host.cost;

import org.jspecify.annotations.NullMarked;
