/** Engines: from batches to a rollup, from a rollup to an answer, and SQL over both. */
@Version("0.2.0")
@NullMarked
package io.plimsoll.api.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
