/** What detectors would have reported, day by day, with the figures that were known then. */
@NullMarked
package io.plimsoll.host.backtest;

import org.jspecify.annotations.NullMarked;
