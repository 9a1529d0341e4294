/** Removing what is older than its window. */
@NullMarked
package io.plimsoll.host.retention;

import org.jspecify.annotations.NullMarked;
