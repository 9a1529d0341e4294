/** Charts as SVG, drawn where the numbers are. */
@NullMarked
package io.plimsoll.console.chart;

import org.jspecify.annotations.NullMarked;
