/** A set of series to judge detectors by that is built another way than costbench: from machines up. */
@NullMarked
package io.plimsoll.bench.estate;

import org.jspecify.annotations.NullMarked;
