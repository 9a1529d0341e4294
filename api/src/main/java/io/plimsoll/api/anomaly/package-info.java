/** Detectors: from a series of daily costs to findings. */
@Version("0.3.0")
@NullMarked
package io.plimsoll.api.anomaly;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
