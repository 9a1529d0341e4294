/** From published costs to anomalies. */
@NullMarked
package io.plimsoll.host.anomaly;

import org.jspecify.annotations.NullMarked;
