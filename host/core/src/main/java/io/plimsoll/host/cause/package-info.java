/** Where a difference between expected and actual cost comes from. Pure. */
@NullMarked
package io.plimsoll.host.cause;

import org.jspecify.annotations.NullMarked;
