/** Keeps the state of organisations in folders of this machine, in SQLite. */
@NullMarked
package io.plimsoll.region.local;

import org.jspecify.annotations.NullMarked;
