/** Finds charges that were not there before. */
@NullMarked
package io.plimsoll.detector.newcharge;

import org.jspecify.annotations.NullMarked;
