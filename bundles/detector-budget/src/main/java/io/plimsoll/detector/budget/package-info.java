/** Says when costs go above amounts that people set. */
@NullMarked
package io.plimsoll.detector.budget;

import org.jspecify.annotations.NullMarked;
