/** Questions about cost and their exact answers. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.cost;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
