/** Lets a random cut forest say how unlike the weeks before it a week is. */
@NullMarked
package io.plimsoll.detector.forest;

import org.jspecify.annotations.NullMarked;
