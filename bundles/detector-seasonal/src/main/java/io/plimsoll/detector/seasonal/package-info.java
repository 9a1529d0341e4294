/** Finds days that cost much more or less than the same weekday usually does. */
@NullMarked
package io.plimsoll.detector.seasonal;

import org.jspecify.annotations.NullMarked;
