/** Connections, collections, runs and the receipts of what was published. */
@Version("0.3.0")
@NullMarked
package io.plimsoll.api.collect;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
